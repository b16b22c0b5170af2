import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runDocsPolicy } from '../../scripts/commands/docs-policy';
import { judgeExample } from '../../scripts/commands/judge-example';
import { examplesFile, readExamples, type RuleExample } from '../../scripts/gate/build/examples';
import { readRuleCatalogue } from '../../scripts/gate/engine/rule-catalogue';
import type { Finding } from '../../scripts/model/finding';

const repository = resolve(__dirname, '../..');
const policyDirectory = join(repository, 'policy');
const rules = readRuleCatalogue(policyDirectory);
const withExamples = rules.flatMap(({ id }) => {
  const examples = readExamples(policyDirectory, id);
  return examples === null ? [] : [{ id, examples }];
});

const findingsOf = (rule: string, example: RuleExample): Promise<Finding[]> =>
  judgeExample(policyDirectory, rule, example);

describe('the examples of', () => {
  it.each(withExamples)('$id show what it objects to, and what it does not', async ({ id, examples }) => {
    const bad = await Promise.all(examples.bad.map((example) => findingsOf(id, example)));
    const good = await Promise.all(examples.good.map((example) => findingsOf(id, example)));

    const unobjected = examples.bad.filter(
      (_, index) => !bad[index]?.some(({ status }) => status !== 'undetermined'),
    );
    expect(unobjected.map(({ about }) => about)).toEqual([]);
    expect(good.flat().map(({ status, message }) => `${status}: ${message}`)).toEqual([]);
  });

  it('every rule are there', () => {
    const missing = rules.map(({ id }) => id).filter((id) => readExamples(policyDirectory, id) === null);
    const advice = missing.map(
      (id) =>
        `policy/${examplesFile(id)} is missing: write {"bad": [{"about": "…", "terraform": {…}}], "good": […]}, one example the rule objects to and one it does not`,
    );
    expect(advice).toEqual([]);
  });

  it('a rule that is gone are gone too', () => {
    const files = readdirSync(policyDirectory, { recursive: true, encoding: 'utf8' });
    const known = new Set(rules.map(({ id }) => examplesFile(id)));
    const left = files.filter((path) => path.endsWith('.examples.json') && !known.has(path));
    expect(left).toEqual([]);
  });
});

describe('the catalogue in docs/policy', () => {
  it('says what the rules say; npm run docs:policy writes it', () => {
    expect(runDocsPolicy({ repository, policyDirectory, check: true })).toEqual({ kind: 'current' });
    expect(existsSync(join(repository, 'docs/policy/README.md'))).toBe(true);
  });
});
