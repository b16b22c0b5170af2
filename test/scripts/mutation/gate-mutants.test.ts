import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { call } from '../setup/checkout';

const root = resolve(__dirname, '../../..');

/** What a program that has imported the harness prints as JSON. */
function printed(code: string): unknown {
  const program = `import { Harness } from ${JSON.stringify(`${root}/scripts/gate-mutants/harness.mjs`)};\n${code}`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', program]);
  if (status !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString());
}

describe('the tests that mutants meet', () => {
  const declared = `
    const said = [];
    const harness = new Harness();
    harness.declare('a.test.ts', () => {
      beforeAll(() => said.push('before all'));
      afterAll(() => said.push('after all'));
      beforeEach(() => said.push('before'));
      it('one', () => said.push('one'));
      describe('inside', () => {
        beforeEach(() => said.push('before inside'));
        afterEach(() => said.push('after inside'));
        it.each([[1, 2], [3, 4]])('row', async (left, right) => said.push(left + right));
        it.each(['x'])('single', (text) => said.push(text));
      });
      it('fails', () => expect(1).toBe(2));
      it('two', () => said.push('two'));
    });
    harness.declare('b.test.ts', () => {
      beforeAll(() => { throw new Error('cannot begin'); });
      it('never', () => said.push('never'));
    });
    const around = (id) => id && said.push('[' + id + ']');`;
  const rows = ['a.test.ts > inside > row', 'a.test.ts > inside > row [1]'];

  it('are run with the hooks around them, each by a name of its own', () => {
    const code = `${declared}
      const results = await harness.run(undefined, around);
      console.log(JSON.stringify({ said, results: results.map(({ id, failure }) => [id, failure?.split('\\n')[0] ?? null]) }));`;
    expect(printed(code)).toEqual({
      said: [
        'before all',
        ...['[a.test.ts > one]', 'before', 'one'],
        ...['[a.test.ts > fails]', 'before'],
        ...['[a.test.ts > two]', 'before', 'two'],
        ...[`[${rows[0]!}]`, 'before', 'before inside', 3, 'after inside'],
        ...[`[${rows[1]!}]`, 'before', 'before inside', 7, 'after inside'],
        ...['[a.test.ts > inside > single]', 'before', 'before inside', 'x', 'after inside'],
        'after all',
      ],
      results: [
        ['a.test.ts > one', null],
        ['a.test.ts > fails', 'Error: expect(received).toBe(expected) // Object.is equality'],
        ['a.test.ts > two', null],
        [rows[0], null],
        [rows[1], null],
        ['a.test.ts > inside > single', null],
        ['b.test.ts > never', 'Error: cannot begin'],
      ],
    });
  });

  it('are those that are asked for, again and again, up to the first that fails', () => {
    const code = `${declared}
      const ids = new Set(['a.test.ts > two', 'a.test.ts > fails', ${JSON.stringify(rows[1])}]);
      const runs = [];
      for (const some of [ids, ids, new Set([${JSON.stringify(rows[1])}])])
        runs.push((await harness.run(some, () => undefined)).map(({ name, failure }) => name + (failure ? '!' : '')));
      console.log(JSON.stringify({ runs, said }));`;
    expect(printed(code)).toEqual({
      runs: [['fails!'], ['fails!'], ['row']],
      said: [
        ...['before all', 'before', 'after all'],
        ...['before all', 'before', 'after all'],
        ...['before all', 'before', 'before inside', 7, 'after inside', 'after all'],
      ],
    });
  });
});

describe('the record of the mutants', () => {
  const record = 'scripts/gate-mutants/record.mjs';
  const mutant = (status: string, line: number, replacement = 'false') => ({
    fileName: '/sandbox/scripts/gate/a/b.ts',
    status,
    mutatorName: 'Kind',
    replacement,
    location: { start: { line, column: 3 } },
  });

  it('has what each file came to, and the mutants that were not noticed in their order', async () => {
    const statuses = ['Killed', 'Timeout', 'Ignored', 'RuntimeError', 'CompileError'];
    const results = [
      mutant('NoCoverage', 12, 'a\n  b'),
      mutant('Survived', 2, 'x'.repeat(90)),
      ...statuses.map((status) => mutant(status, 1)),
    ];
    const files = ['scripts/gate/a/b.ts', 'scripts/gate/a/c.ts'];
    const nothing = { killed: 0, timeout: 0, survived: 0, uncovered: 0, ignored: 0 };
    expect(await call(record, 'entriesOf', files, results, '2026-01-31')).toEqual({
      'scripts/gate/a/b.ts': {
        date: '2026-01-31',
        ...{ killed: 1, timeout: 1, survived: 1, uncovered: 1, ignored: 1 },
        survivors: [`2:3 Kind -> ${'x'.repeat(77)}...`, '12:3 Kind -> a b (no test reaches it)'],
      },
      'scripts/gate/a/c.ts': { date: '2026-01-31', ...nothing, survivors: [] },
    });
  });

  it('counts what is noticed of what could be, and never rounds up', async () => {
    const score = (counts: object): Promise<unknown> =>
      call('scripts/gate-mutants/page.mjs', 'percent', counts);
    expect(await score({ killed: 8, timeout: 1, survived: 1, uncovered: 0 })).toBe('90.0 %');
    expect(await score({ killed: 8999, timeout: 0, survived: 500, uncovered: 501 })).toBe('89.9 %');
    expect(await score({ killed: 0, timeout: 0, survived: 0, uncovered: 0 })).toBe('100.0 %');
  });

  it('says on its page which rooms were never run, and which only in part', async () => {
    const rooms = [
      { name: 'a', files: ['a/x.ts', 'a/y.ts'] },
      { name: 'b', files: ['b/x.ts'] },
    ];
    const counts = { killed: 3, timeout: 1, survived: 1, uncovered: 0, ignored: 2 };
    const entry = { date: '2026-01-31', ...counts, survivors: ['1:2 Kind -> `x`'] };
    const page = (await call('scripts/gate-mutants/page.mjs', 'pageOf', rooms, {
      'a/y.ts': entry,
    })) as string;
    expect(page).toContain(
      '\n| a | 2026-01-31, 1 of 2 files | 3 | 1 | 1 | 0 | 2 | 80.0 % |\n| b | not run |',
    );
    expect(page).toContain('\n- `` a/y.ts:1:2 Kind -> `x` ``\n');
  });
});
