import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runDocsCheck } from '../../../../scripts/commands/docs-check';
import { parseRequirementTables } from '../../../../scripts/report/requirement-table/parse-table';
import { inScratch } from '../scratch';

const head = '| requirement | fulfilled in | test |\n| --- | --- | --- |\n';
const row = '| encrypted | `stacks/data.ts:2` (`encrypted = `) | `test/data.test.ts` › encrypts it |\n';
const source = 'class Data {\n  encrypted = true;\n}\n';
const test = "import { rows } from './rows';\ntest('encrypts it', () => undefined);\n";

/** A repository with a document, and what the check says of it. */
function withRepository(
  files: Readonly<Record<string, string>>,
  use: (repository: string, write: (path: string, text: string) => void) => void,
): void {
  inScratch((folder) => {
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    for (const [path, text] of Object.entries({ 'test/data.test.ts': test, ...files })) write(path, text);
    use(folder, write);
  });
}

const whole = { 'docs/platform.md': `# Platform\n\n${head}${row}`, 'stacks/data.ts': source };
const check = (repository: string, fix = false) => runDocsCheck({ repository, fix });

describe('docs:check', () => {
  it('has nothing to say where everything is there', () => {
    withRepository(whole, (repository) => {
      expect(check(repository)).toEqual({ rows: 1, fixed: 0, problems: [] });
    });
  });

  it('notices a line that has moved, and follows it where asked to', () => {
    withRepository(whole, (repository, write) => {
      write('stacks/data.ts', `\n\n${source}`);

      expect(check(repository).problems).toEqual([
        'docs/platform.md:5: stacks/data.ts:2 does not say encrypted = , line 4 does',
      ]);
      expect(check(repository, true)).toEqual({ rows: 1, fixed: 1, problems: [] });
      expect(readFileSync(join(repository, 'docs/platform.md'), 'utf8')).toBe(
        whole['docs/platform.md'].replace('data.ts:2', 'data.ts:4'),
      );
      expect(check(repository).problems).toEqual([]);
    });
  });

  it('follows each of two places of a row to where it went', () => {
    const two = '`stacks/data.ts:1` (`first, | one`), `stacks/data.ts:2` (`second`)'.replace('|', '\\|');
    const document = `${head}| x | ${two} | \`test/data.test.ts\` › encrypts it |\n`;
    withRepository(
      { 'docs/platform.md': document, 'stacks/data.ts': '\nfirst, | one\nsecond\n' },
      (repository) => {
        expect(check(repository, true)).toEqual({ rows: 1, fixed: 2, problems: [] });
        expect(check(repository)).toEqual({ rows: 1, fixed: 0, problems: [] });
      },
    );
  });

  it('cannot follow a line that is gone, or that stands in several places', () => {
    withRepository(whole, (repository, write) => {
      write('stacks/data.ts', 'class Data {\n  open = true;\n}\n');
      expect(check(repository, true).problems).toEqual([
        'docs/platform.md:5: stacks/data.ts:2 does not say encrypted = , nor does another line: name one that does it now',
      ]);

      write('stacks/data.ts', `\n${source}${source}`);
      expect(check(repository, true).problems).toEqual([
        'docs/platform.md:5: stacks/data.ts:2 does not say encrypted = , and lines 3, 6 do: name one',
      ]);
    });
  });

  it.each([
    [
      'a file that is not there',
      '| x | `stacks/gone.ts:1` (`x`) | `test/data.test.ts` › encrypts it |',
      'there is no file stacks/gone.ts',
    ],
    [
      'a file of tests that is not there',
      '| x | `stacks/data.ts:2` (`encrypted = `) | `test/gone.test.ts` › encrypts it |',
      'there is no file test/gone.test.ts',
    ],
    [
      'a part of a name',
      '| x | `stacks/data.ts:2` (`encrypted = `) | `test/data.test.ts` › encrypts |',
      'test/data.test.ts has no test named "encrypts"',
    ],
    [
      'a test that nobody runs',
      '| x | `stacks/data.ts:2` (`encrypted = `) | `test/alone.ts` › encrypts it |',
      'test/alone.ts is not run: it is no file of tests, and none imports it',
    ],
  ])('finds %s', (_what, wrong, message) => {
    withRepository(
      {
        ...whole,
        'docs/platform.md': `${head}${wrong}\n`,
        'test/alone.ts': "export const rows = ['encrypts it'];\n",
      },
      (repository) => {
        expect(check(repository).problems).toContain(`docs/platform.md:3: ${message}`);
      },
    );
  });

  it('takes a test of a group, one in a file that tests import, and one of a rule', () => {
    const tests = [
      '`test/data.test.ts` › the data is kept',
      "`test/rows.ts` › has it's rows",
      '`policy/data_test.rego` › test_kept',
    ].join('<br>');
    withRepository(
      {
        ...whole,
        'docs/platform.md': `${head}| x | \`stacks/data.ts:2\` (\`encrypted\`) | ${tests} |\n`,
        'test/data.test.ts': `${test}describe('the data', () => test("is kept", () => undefined));\n`,
        'test/rows.ts': "export const rows = [{ name: 'has it\\'s rows' }];\n",
        'policy/data_test.rego': 'package data_test\n\ntest_kept if true\n',
      },
      (repository) => {
        expect(check(repository, true)).toEqual({ rows: 1, fixed: 0, problems: [] });
      },
    );
  });

  it('asks of a table without a column of lines for tests only', () => {
    withRepository(
      {
        'docs/platform.md':
          '| mistake | noticed by |\n| --- | --- |\n| none | `test/data.test.ts` › encrypts it |\n',
      },
      (repository) => {
        expect(check(repository)).toEqual({ rows: 1, fixed: 0, problems: [] });
      },
    );
  });

  it('says where a document or a cell cannot be read', () => {
    withRepository({}, (repository) => {
      expect(() => check(repository)).toThrow(
        'there is no docs/platform.md: write it, with tables of requirements',
      );
    });
    const parse = (text: string) => () => parseRequirementTables(text, 'p.md');
    expect(parse('# Platform\n')).toThrow('p.md has no table of requirements: write one');
    expect(parse(`${head}| x | \`stacks/data.ts\` | \`test/a.test.ts\` › b |`)).toThrow(
      'p.md:3 has "`stacks/data.ts`" where `stacks/network.ts:12` (`what stands there`), several separated by commas is allowed',
    );
    expect(parse(`${head}| x | \`a.ts:1\` (\`a\`) | b |`)).toThrow(
      'p.md:3 has "b" where `test/stacks/platform.test.ts` › the name of the test, several separated by <br> is allowed',
    );
    expect(parse(`${head}| x | \`a.ts:1\` (\`a\`) |`)).toThrow(
      'p.md:3 has 2 cells where the table has 3 columns',
    );
  });
});
