import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runDocsPolicy } from '../../../scripts/commands/docs-policy';
import { rulePageText } from '../../../scripts/report/catalogue/rule-page';
import { policyDirectory, scratchFolder } from '../gate/support';
import { aRule } from '../gate/waiver/waiver-fixture';

const scratch = scratchFolder();

describe('npm run docs:policy', () => {
  it('writes a page for each rule, renews what is stale and removes what no rule is behind', () => {
    const repository = scratch.path();
    const run = (check: boolean): ReturnType<typeof runDocsPolicy> =>
      runDocsPolicy({ repository, policyDirectory, check });

    expect(run(true)).toMatchObject({ kind: 'stale' });
    expect(run(false)).toMatchObject({ kind: 'written' });
    expect(run(true)).toEqual({ kind: 'current' });

    mkdirSync(join(repository, 'docs/policy/gone'));
    writeFileSync(join(repository, 'docs/policy/gone/rule.md'), 'a rule that was removed');
    writeFileSync(join(repository, 'docs/policy/iam/wildcard-action.md'), 'edited by hand');
    const stale = ['docs/policy/gone/rule.md', 'docs/policy/iam/wildcard-action.md'];
    expect(run(true)).toEqual({ kind: 'stale', files: stale });
    expect(run(false)).toEqual({ kind: 'written', files: stale });
    expect(run(true)).toEqual({ kind: 'current' });
  });

  it('shows the examples the tests run', () => {
    const repository = join(scratch.path(), 'with-examples');
    const copy = join(scratch.path(), 'policy');
    cpSync(policyDirectory, copy, { recursive: true });
    const example = (about: string): object => ({ about, terraform: { resource: { aws_sqs_queue: {} } } });
    writeFileSync(
      join(copy, 'naming/suffix.examples.json'),
      JSON.stringify({ bad: [example('This is wrong.')], good: [example('This is right.')] }),
    );

    runDocsPolicy({ repository, policyDirectory: copy, check: false });

    const page = readFileSync(join(repository, 'docs/policy/naming/suffix.md'), 'utf8');
    expect(page).toContain('## It objects to\n\nThis is wrong.\n\n```json\n{\n  "resource"');
    expect(page).toContain('## It does not object to\n\nThis is right.\n');
  });
});

it('a page counts the attributes of a rule that reads many, and names those of one that reads few', () => {
  const page = (attributes: string[]): string => rulePageText({ ...aRule({ attributes }), page: null }, null);
  expect(page(['aws_sqs_queue.name'])).toContain('## What it looks at\n\n- `aws_sqs_queue.name`\n');
  expect(page(['*'])).toContain('## What it looks at\n\nEvery resource.\n');
  const many = Array.from({ length: 41 }, (_, index) => `aws_x${index % 3}.a${index}`);
  expect(page(many)).toContain('41 attributes of 3 types; `policy/rules.json` lists them.');
});
