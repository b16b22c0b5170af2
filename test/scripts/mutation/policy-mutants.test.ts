import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { runPolicyMutants, type PolicyMutantsInput } from '../../../scripts/commands/policy-mutants';
import type { JsonValue } from '../../../scripts/model/json';
import type { Equivalent } from '../../../scripts/mutation/equivalents';
import type { GeneratedTables } from '../../../scripts/mutation/generated-tables';
import { createProcessRunner } from '../../../scripts/ports/processes';
import { describeWithTools, toolPath } from '../../support/requirements';

const rule = `package rules.house.door

import data.lib.limits

status := "wide" if {
	input.type == "door"
	limits.wide(input.width)
} else := "shut"
`;
const library = `package lib.limits

wide(width) if width > 90
`;
const test = `package rules.house.door_test

import data.rules.house.door as rule

test_a_wide_door if {
	rule.status == "wide" with input as {"type": "door", "width": 91}
	rule.status == "shut" with input as {"type": "door", "width": 90}
	rule.status == "shut" with input as {"type": "gate", "width": 91}
}
`;
const weakTest = `package rules.house.door_test

import data.rules.house.door as rule

test_a_wide_door if rule.status == "wide" with input as {"type": "door", "width": 100}
`;

describeWithTools(['opa'], 'the mutants of a policy', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tollgate-mutants-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const policy = (tests: string): void => {
    put('policy/house/door.rego', rule);
    put('policy/house/door_test.rego', tests);
    put('policy/lib/limits.rego', library);
    put('policy/lib/testing.rego', 'package lib.testing\n\nnever if false\n');
    put('policy/tables/doors/data.json', '{}');
    put('equivalents.json', '[]');
    put('docs/keep', '');
    put('scratch/keep', '');
  };
  const nothingIsMade: GeneratedTables = {
    names: [],
    sources: [],
    load: () => Promise.reject(new Error('nothing is made here')),
  };
  const run = (changes: Partial<PolicyMutantsInput> = {}, generated = nothingIsMade) =>
    runPolicyMutants(
      {
        policyDirectory: join(root, 'policy'),
        docsDirectory: join(root, 'docs'),
        equivalentsFile: join(root, 'equivalents.json'),
        scratchDirectory: join(root, 'scratch'),
        opa: toolPath('opa'),
        environment: {},
        chosen: [],
        changed: false,
        withinSeconds: null,
        workers: 1,
        ...changes,
      },
      {
        processes: createProcessRunner(),
        clock: { now: () => new Date('2026-11-25T12:00:00Z'), monotonic: () => 0 },
        onProgress: () => undefined,
        generated,
        tryFixtures: () => Promise.resolve([]),
      },
    );

  it('are all killed where the tests say what the rule does, the library by the tests of its rules', async () => {
    policy(test);
    const { files, survivors, counts } = await run();
    expect({ files, survivors }).toEqual({ files: ['house/door.rego', 'lib/limits.rego'], survivors: [] });
    expect(counts).toEqual({ killed: 15, equivalent: 0, survived: 0, stillborn: 0 });
  }, 60_000);

  it('survive a test that says little, and are named by what was changed', async () => {
    policy(weakTest);
    const { survivors } = await run();
    expect(survivors).toEqual([
      'house/door.rego: drop-condition input.type == "door" -> true in: input.type == "door"',
      'house/door.rego: drop-condition limits.wide(input.width) -> true in: limits.wide(input.width)',
      'house/door.rego: change-string "shut" -> "shut~" in: } else := "shut"',
      'house/door.rego: never -> if false in: } else := "shut"',
      'lib/limits.rego: drop-condition width > 90 -> true in: wide(width) if width > 90',
      'lib/limits.rego: swap-comparison > -> >= in: wide(width) if width > 90',
      'lib/limits.rego: change-number 90 -> 91 in: wide(width) if width > 90',
      'lib/limits.rego: change-number 90 -> 89 in: wide(width) if width > 90',
    ]);
    expect(readFileSync(join(root, 'docs/mutants.md'), 'utf8')).toContain(
      '- ` lib/limits.rego: change-number 90 -> 91 in: wide(width) if width > 90 `',
    );
  }, 60_000);

  it('are run again only where the rule or its tests changed, and nothing is written then', async () => {
    policy(test);
    await run();
    const before = readFileSync(join(root, 'docs/mutants.json'), 'utf8');
    expect((await run({ changed: true })).files).toEqual([]);
    put('policy/house/door_test.rego', weakTest);
    const { files, survivors } = await run({ changed: true });
    expect({ files, left: survivors.length }).toEqual({ files: ['house/door.rego'], left: 4 });
    expect(readFileSync(join(root, 'docs/mutants.json'), 'utf8')).toBe(before);
  }, 60_000);

  it('are left untried where there is no time, and said to be', async () => {
    policy(test);
    const { files, counts, untried } = await run({ changed: true, withinSeconds: -1 });
    expect({ files, untried }).toEqual({ files: ['house/door.rego'], untried: 9 });
    expect(counts).toEqual({ killed: 0, equivalent: 0, survived: 0, stillborn: 0 });
  });

  it('may be argued to be equivalent, until one is killed', async () => {
    policy(weakTest);
    const argued = (to: string): Equivalent => ({
      mutant: `lib/limits.rego: change-number 90 -> ${to} in: wide(width) if width > 90`,
      because: 'no door of this house is so wide',
    });
    put('equivalents.json', JSON.stringify([argued('91'), argued('1000')]));
    const { counts, needless } = await run({ chosen: ['policy/lib/'] });
    expect(readFileSync(join(root, 'docs/mutants.md'), 'utf8')).toContain(
      'Not recorded: `house/door.rego`, `tables/doors/data.json`.',
    );
    expect(counts).toMatchObject({ equivalent: 1, survived: 3 });
    expect(needless).toEqual([argued('1000')]);
  }, 60_000);

  it('are made of a table where it is named, and noticed by the tests of whatever reads it', async () => {
    policy(test);
    const read = library.replace('90', 'data.tables.doors.rows.door.limit');
    put('policy/lib/limits.rego', `${read}\ncarts := data.tables.doors.words\n`);
    const rows = { door: { limit: 90, why: 'no cart is wider' }, gate: { limit: 90, open: true } };
    const words = { carts: 'a cart is 80 wide', page: 'https://example.com/' };
    put(
      'policy/tables/doors/data.json',
      JSON.stringify({ source: 'a book', date: '2026-11-25', rows, words, unread: 1 }),
    );
    const { files, counts, survivors } = await run({ chosen: ['tables/doors'] });
    expect({ files, survivors }).toEqual({
      files: ['tables/doors/data.json'],
      survivors: [
        'tables/doors/data.json: drop-row it -> nothing in: rows gate',
        'tables/doors/data.json: change-value 90 -> 91 in: rows gate limit',
        'tables/doors/data.json: change-value 90 -> 89 in: rows gate limit',
        'tables/doors/data.json: change-value true -> false in: rows gate open',
        'tables/doors/data.json: drop-row it -> nothing in: words',
        'tables/doors/data.json: drop-row "a cart is 80 wide" -> nothing in: words carts',
      ],
    });
    expect(counts).toEqual({ killed: 4, equivalent: 0, survived: 6, stillborn: 0 });
    put('policy/tables/doors/data.json', JSON.stringify({ rows: { door: rows.door } }));
    const again = await run({ changed: true });
    expect(again.files).toEqual(['house/door.rego', 'tables/doors/data.json']);
  }, 60_000);

  describe('of a table that is made', () => {
    const source = { path: 'house/limits.json', text: '{"limits":{"door":90,"gate":90}}' };
    const limitsOf = z.strictObject({ limits: z.record(z.string(), z.int().min(90)) });
    const made = (content: JsonValue): JsonValue | undefined => {
      const parsed = limitsOf.safeParse(content);
      return parsed.success ? { rows: parsed.data.limits } : undefined;
    };
    const doors: GeneratedTables = {
      names: ['doors'],
      sources: [source],
      load: () =>
        Promise.resolve({
          tables: new Map([['doors', made(JSON.parse(source.text) as JsonValue) ?? null]]),
          remakes: new Map([[source.path, { table: 'doors', remake: made }]]),
        }),
    };
    beforeEach(() => {
      policy(test);
      put('policy/lib/limits.rego', library.replace('90', 'data.tables.doors.rows.door'));
      put('policy/tables/doors/data.json', '{"rows":{"door":90,"gate":90}}');
    });

    it('are noticed where it is compared with what its generator makes', async () => {
      const { counts, survivors } = await run({ chosen: ['tables/doors'] }, doors);
      expect({ counts, survivors }).toEqual({
        counts: { killed: 5, equivalent: 0, survived: 0, stillborn: 0 },
        survivors: [],
      });
    });

    it('cannot be judged where it is something else already', async () => {
      put('policy/tables/doors/data.json', '{"rows":{"door":91}}');
      await expect(run({ chosen: ['tables/doors'] }, doors)).rejects.toThrow(
        'tables/doors/data.json is not what its generator makes; run npm run policy:tables',
      );
    });

    it('are made of what people write for it, and noticed by the tests of whatever reads the table', async () => {
      const { files, counts, survivors } = await run({ chosen: ['house/limits.json'] }, doors);
      expect({ files, survivors }).toEqual({
        files: ['house/limits.json'],
        survivors: [
          'house/limits.json: drop-row 90 -> nothing in: limits gate',
          'house/limits.json: change-value 90 -> 91 in: limits gate',
        ],
      });
      // the generator refuses a file without limits, and a door of 89
      expect(counts).toEqual({ killed: 2, equivalent: 0, survived: 2, stillborn: 3 });
    }, 60_000);
  });

  it('cannot be judged by tests that fail without them', async () => {
    policy(weakTest.replace('"wide" with', '"narrow" with'));
    await expect(run()).rejects.toThrow('fail without any mutation');
  }, 60_000);

  it('are not made of files nobody has', async () => {
    policy(test);
    await expect(run({ chosen: ['policy/garden/'] })).rejects.toThrow('begins with garden/');
  });
});
