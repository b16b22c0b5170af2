import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runDocsPolicy } from '../../scripts/commands/docs-policy';
import {
  exampleEnvironment,
  examplesFile,
  readExamples,
  type RuleExample,
} from '../../scripts/gate/build/examples';
import { readRuleCatalogue } from '../../scripts/gate/engine/rule-catalogue';
import { recogniseDocument } from '../../scripts/gate/evidence/evidence';
import { judge } from '../../scripts/gate/judge';
import type { Finding } from '../../scripts/model/finding';
import type { Stage } from '../../scripts/model/resource';

const repository = resolve(__dirname, '../..');
const policyDirectory = join(repository, 'policy');
const rules = readRuleCatalogue(policyDirectory);
const withExamples = rules.flatMap(({ id }) => {
  const examples = readExamples(policyDirectory, id);
  return examples === null ? [] : [{ id, examples }];
});

/** What the real gate finds in an example, by the rule the example is of. */
async function findingsOf(rule: string, { terraform, environment }: RuleExample): Promise<Finding[]> {
  const evidence = recogniseDocument(terraform, 'the example');
  const stages: Partial<Record<string, Stage>> = { plan: 'plan', state: 'state' };
  const { scope, ephemeral, options } = { ...exampleEnvironment, ...environment };
  const { findings } = await judge({
    evidence: [evidence],
    stage: stages[evidence.kind] ?? 'synth',
    environment: { ...exampleEnvironment, scope, ephemeral, options },
    suffixes: ['dev', 'prod'],
    rules: rule,
    policyDirectory,
    now: '2026-11-01',
  });
  return findings.filter((finding) => finding.rule === rule);
}

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
