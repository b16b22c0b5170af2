import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PolicyEngine } from '../../../../scripts/gate/engine/policy-engine';
import { pagesFor } from '../../../../scripts/gate/engine/wasm-memory';
import { selectRules } from '../../../../scripts/gate/engine/rule-catalogue';
import { GateError } from '../../../../scripts/gate/error';
import type { PolicyManifest, RuleEntry } from '../../../../scripts/gate/build/manifest';
import type { PolicyInput } from '../../../../scripts/gate/input/policy-input';
import { noPrincipals } from '../../../policy/principal-inputs';
import { errorOf, policyDirectory, scratchFolder } from '../support';
import { aRule } from '../waiver/waiver-fixture';

const scratch = scratchFolder();
const input: PolicyInput = {
  version: 1,
  stage: 'plan',
  now: '2026-01-01',
  environment: null,
  suffixes: [],
  rules: ['a/b'],
  resources: {},
  data: {},
  iam: { statements: [], undetermined: [], ...noPrincipals },
  links: {},
  api: { routes: {} },
  configurations: [],
  mentions: [],
  region_mentions: [],
};
const finding = {
  rule: 'a/b',
  status: 'fail',
  address: 'x_y.z',
  stack: null,
  path: ['a', 0],
  params: {},
  waits_for: [],
};

const readiness: unknown = [{ result: { input_version: 1, tables: ['naming'] } }];

/** An engine whose wasm gives one answer to everything it is asked about an input. */
function answering(answer: unknown): PolicyEngine {
  return asking(() => answer);
}

function asking(
  evaluate: (bytes: object) => unknown,
  { ready = readiness, started }: { ready?: unknown; started?: (pages: number) => void } = {},
): PolicyEngine {
  const start = (pages: number): ReturnType<ConstructorParameters<typeof PolicyEngine>[0]> => {
    started?.(pages);
    return {
      setData: () => undefined,
      evaluate: (bytes, entrypoint) => (entrypoint === 'tollgate/ready' ? ready : evaluate(bytes)),
    };
  };
  return new PolicyEngine(start, ['naming'], {} as PolicyManifest);
}

/** A copy of the built policy that a test may spoil. */
function copyOfPolicy(name: string): string {
  const copy = join(scratch.path(), name);
  cpSync(policyDirectory, copy, { recursive: true });
  return copy;
}

describe('the build of the policy', () => {
  it('is loaded with all its tables', async () => {
    const engine = await PolicyEngine.load(policyDirectory);
    expect(engine.evaluate({ ...input, rules: [] })).toEqual([]);
  });

  it.each<[string, (policy: string) => void]>([
    [
      'lib/values.rego',
      (policy) => {
        appendFileSync(join(policy, 'lib/values.rego'), '\n# changed\n');
      },
    ],
    [
      'policy.wasm',
      (policy) => {
        appendFileSync(join(policy, 'policy.wasm'), 'x');
      },
    ],
    [
      'tables/naming/data.json',
      (policy) => {
        rmSync(join(policy, 'tables/naming/data.json'));
      },
    ],
    [
      'extra/rule.rego',
      (policy) => {
        mkdirSync(join(policy, 'extra'));
        writeFileSync(join(policy, 'extra/rule.rego'), 'package x');
      },
    ],
    [
      'rules.json',
      (policy) => {
        writeFileSync(join(policy, 'rules.json'), '{"rules":[]}');
      },
    ],
  ])('is refused where %s is not what was built', async (file, spoil) => {
    const policy = copyOfPolicy(file.replaceAll('/', '-'));
    spoil(policy);
    await expect(PolicyEngine.load(policy)).rejects.toThrow(GateError);
    await expect(PolicyEngine.load(policy)).rejects.toThrow(file);
  });

  it('is refused where it reads another input', async () => {
    const policy = copyOfPolicy('other-version');
    const manifest = JSON.parse(readFileSync(join(policy, 'policy.manifest.json'), 'utf8')) as object;
    writeFileSync(join(policy, 'policy.manifest.json'), JSON.stringify({ ...manifest, inputVersion: 2 }));
    await expect(PolicyEngine.load(policy)).rejects.toThrow(GateError);
  });
});

describe('the readiness of the policy', () => {
  it.each([
    [
      'another input version',
      [{ result: { input_version: 2, tables: ['naming'] } }],
      /reads input of version 2/,
    ],
    [
      'a table that did not arrive',
      [{ result: { input_version: 1, tables: [] } }],
      /did not receive its table naming/,
    ],
    ['nothing at all', [], /no usable answer about its readiness \(none\), which is not a pass/],
    ['something else', [{ result: [] }], /no usable answer about its readiness/],
  ])('is an error with %s', (_, answer, message) => {
    const unready = asking(() => [{ result: [] }], { ready: answer });
    expect(() => unready.evaluate(input)).toThrow(message);
  });
});

describe('the memory of the policy', () => {
  it.each([
    ['stays below what makes V8 collect garbage', 0, 384],
    ['stays so for an input that fits in it sixty times', 419_430, 384],
    ['is a gibibyte for a larger one', 419_431, 16_384],
    ['is twenty times a very large one', 100 * 1024 ** 2, 32_000],
    ['leaves something of the four gibibytes there can be', 128 * 1024 ** 2 * 4, 57_344],
  ])('%s', (_, bytes, pages) => {
    expect(pagesFor(bytes)).toBe(pages);
  });

  it('is made anew where an input is too large for it, and kept otherwise', () => {
    const started: number[] = [];
    const engine = asking(() => [{ result: [] }], { started: (pages) => started.push(pages) });
    const large = { ...input, suffixes: ['x'.repeat(1024 ** 2)] };
    for (const one of [input, input, large, input]) engine.evaluate(one);
    expect(started).toEqual([384, 16_384]);
  });
});

describe('the answer of the policy', () => {
  it('is a list of findings', () => {
    expect(answering([{ result: [finding] }]).evaluate(input)).toEqual([finding]);
    expect(answering([{ result: [] }]).evaluate(input)).toEqual([]);
  });

  it('to a large input is put together of answers about some rules at a time, no neighbours among them, each about the whole input', () => {
    const rules = Array.from({ length: 30 }, (_, index) => `a/rule-${index}`);
    const suffixes = ['x'.repeat(5 * 1024 * 1024), 'ä'];
    const asked: string[][] = [];
    const engine = asking((bytes) => {
      const read = JSON.parse(new TextDecoder().decode(bytes as ArrayBuffer)) as PolicyInput;
      expect({ ...read, rules: [] }).toEqual({ ...input, suffixes, rules: [] });
      asked.push([...read.rules]);
      return [{ result: read.rules.map((rule) => ({ ...finding, rule })) }];
    });
    const found = engine.evaluate({ ...input, rules, suffixes });
    const parts = [0, 1, 2].map((part) => rules.filter((_rule, index) => index % 3 === part));
    expect(asked).toEqual(parts);
    expect(found).toEqual(parts.flat().map((rule) => ({ ...finding, rule })));
  });

  it.each<[string, unknown]>([
    ['nothing', []],
    ['undefined', undefined],
    ['an object', [{ result: {} }]],
    ['a finding without a path', [{ result: [{ ...finding, path: undefined }] }]],
    ['a finding of another status', [{ result: [{ ...finding, status: 'ok' }] }]],
    ['a finding of a rule nobody asked', [{ result: [{ ...finding, rule: 'c/d' }] }]],
  ])('that is %s is an error and no pass', (_, answer) => {
    expect(() => answering(answer).evaluate(input)).toThrow(GateError);
  });

  it('is an error where the wasm cannot be loaded', () => {
    const broken = asking(() => [], {
      started: () => {
        throw new WebAssembly.CompileError('unexpected end');
      },
    });
    expect(() => broken.evaluate(input)).toThrow(/cannot be loaded \(unexpected end\), which is not a pass/);
  });

  it('that is thrown, even as a text, is an error', () => {
    const throwing = asking(() => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw 'var assignment conflict';
    });
    expect(() => throwing.evaluate(input)).toThrow(
      /stopped while it was evaluated \(var assignment conflict\), which is not a pass/,
    );
  });

  it.each<[string, unknown]>([
    ['a string', JSON.stringify(input)],
    ['bytes', Buffer.from(JSON.stringify(input))],
    ['another version', { ...input, version: 2 }],
    ['no version', { ...input, version: undefined }],
    ['a time instead of a date', { ...input, now: '2026-01-01T00:00:00Z' }],
    ['no rules', { ...input, rules: undefined }],
    ['resources that are no lists', { ...input, resources: { x_y: {} } }],
    ['a resource without values', { ...input, resources: { x_y: [{ address: 'x_y.z' }] } }],
    ['no facts', { ...input, iam: undefined }],
    [
      'a statement with a renamed part',
      {
        ...input,
        iam: { statements: [{ address: 'a', path: [], effect: 'Allow', action: [] }], undetermined: [] },
      },
    ],
  ])('is never asked for with %s', (_, wrong) => {
    expect(() => answering([{ result: [] }]).evaluate(wrong as PolicyInput)).toThrow(
      /the input of the policy is not what it reads/,
    );
  });
});

describe('the choice of rules', () => {
  const rule = (id: string, parts: Partial<RuleEntry> = {}): RuleEntry => ({
    id,
    title: 't',
    description: 'd',
    severity: 'high',
    message: 'm',
    remediation: 'r',
    example: 'e',
    controls: [],
    related: [],
    stages: ['synth', 'plan', 'state'],
    attributes: ['*'],
    waivable: true,
    file: `${id}.rego`,
    ...parts,
  });
  const catalogue = [
    rule('iam/a'),
    rule('naming/a', { needs: ['suffix'] }),
    rule('naming/b', { stages: ['synth'] }),
    rule('supply/a', { needs: ['environment'] }),
  ];

  const dev = { suffix: 'dev', scope: 'environment' } as const;

  it('is every rule, and says which cannot be asked and why', () => {
    const { judged, notJudged } = selectRules(catalogue, undefined, 'plan', null);
    expect(judged.map(({ id }) => id)).toEqual(['iam/a']);
    expect(notJudged).toEqual([
      {
        rule: 'naming/a',
        reason:
          'no suffix is known: give --suffix or --environment, or a cdktf.out with its environment.json',
      },
      { rule: 'naming/b', reason: 'it judges at synth, and this is plan' },
      expect.objectContaining({ rule: 'supply/a' }),
    ]);
    expect(selectRules(catalogue, undefined, 'synth', dev).judged).toHaveLength(4);
    expect(selectRules(catalogue, 'supply/*', 'synth', { suffix: 'dev', scope: null }).notJudged).toEqual([
      {
        rule: 'supply/a',
        reason: 'no environment is known: give --environment, or a cdktf.out with its environment.json',
      },
    ]);
  });

  it('follows a glob, and one without a match is an error that lists the rules', () => {
    expect(selectRules(catalogue, 'naming/*', 'synth', dev).judged.map(({ id }) => id)).toEqual([
      'naming/a',
      'naming/b',
    ]);
    expect(selectRules(catalogue, '{iam/a,naming/b}', 'synth', dev).judged.map(({ id }) => id)).toEqual([
      'iam/a',
      'naming/b',
    ]);
    expect(() => selectRules(catalogue, 'nmaing/*', 'synth', null)).toThrow(
      /no rule matches "nmaing\/\*": the rules are iam\/a, naming\/a, naming\/b, supply\/a/,
    );
  });
});

describe('what the wasm is asked and how it may answer', () => {
  const errorAt = (answer: () => unknown): GateError => errorOf(() => asking(answer).evaluate(input));
  const mend = 'which is not a pass; run npm run policy:build';

  it.each<[string, unknown, string]>([
    ['nothing', [], `the policy gave no usable answer about its findings (none), ${mend}`],
    ['no list', 7, `the policy gave no usable answer about its findings (none), ${mend}`],
    [
      'a number',
      [{ result: 7 }],
      `the policy gave no usable answer about its findings (✖ Invalid input: expected array, received number), ${mend}`,
    ],
    [
      'a finding of a stranger',
      [{ result: [{ ...finding, rule: 'c/d' }] }],
      'the policy found something for the rule c/d, which was not asked for; run npm run policy:build',
    ],
  ])('is an error with %s, in these words', (_, answer, message) => {
    expect(errorAt(() => answer).message).toBe(message);
  });

  it('may be params of any kind but none', () => {
    const params = { a: null, b: [1], c: { d: false } };
    expect(answering([{ result: [{ ...finding, params }] }]).evaluate(input)).toEqual([
      { ...finding, params },
    ]);
    expect(errorAt(() => [{ result: [{ ...finding, params: { a: undefined } }] }]).message).toContain(
      'params.a',
    );
  });

  it.each<[string, unknown, string]>([
    ['an error', new RangeError('too deep'), 'too deep'],
    ['an object with a message', { message: 7 }, '7'],
    ['an object', { code: 7 }, '[object Object]'],
    ['null', null, 'null'],
    ['a text', 'conflict', 'conflict'],
  ])('is an error where it throws %s, and keeps that', (_, thrown, reason) => {
    const error = errorAt(() => {
      throw thrown;
    });
    expect(error.message).toBe(`the policy stopped while it was evaluated (${reason}), ${mend}`);
    expect(error.cause).toBe(thrown);
  });

  it('is asked for all rules at once where the input is small, and for its version first', () => {
    const asked: unknown[] = [];
    const wasm = {
      setData: () => undefined,
      evaluate: (bytes: object, entrypoint: string) => {
        asked.push(entrypoint === 'tollgate/ready' ? bytes : rulesIn(bytes));
        return entrypoint === 'tollgate/ready' ? readiness : [{ result: [] }];
      },
    };
    const rulesIn = (bytes: object): number =>
      (JSON.parse(new TextDecoder().decode(bytes as ArrayBuffer)) as PolicyInput).rules.length;
    const rules = Array.from({ length: 30 }, (_, index) => `a/rule-${index}`);
    new PolicyEngine(() => wasm, ['naming'], {} as PolicyManifest).evaluate({ ...input, rules });
    expect(asked).toEqual([{ version: 1 }, 30]);
  });

  it('is given no half of a surrogate pair', () => {
    const suffixes = ['a\ud800b', '\\ud800', 'c\ud83d\ude00d'];
    let read: PolicyInput = input;
    asking((bytes) => {
      read = JSON.parse(new TextDecoder().decode(bytes as ArrayBuffer)) as PolicyInput;
      return [{ result: [] }];
    }).evaluate({ ...input, suffixes });
    expect(read.suffixes).toEqual(['a\ufffdb', '\\ud800', 'c\ud83d\ude00d']);
  });
});

it('a rule that judges at several other stages says all of them', () => {
  const two = aRule({ id: 'a/b', stages: ['plan', 'state'] });
  expect(selectRules([two], undefined, 'synth', null).notJudged).toEqual([
    { rule: 'a/b', reason: 'it judges at plan and state, and this is synth' },
  ]);
  expect(() => selectRules([], undefined, 'synth', null)).toThrow('no rule matches "*": the rules are ');
});
