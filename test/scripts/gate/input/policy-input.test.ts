import { GateError } from '../../../../scripts/gate/error';
import { indexResources } from '../../../../scripts/gate/input/build-policy-input';
import { problemOfIam } from '../../../../scripts/gate/input/check-iam-facts';
import { checkPolicyInput } from '../../../../scripts/gate/input/check-policy-input';
import {
  environmentNamed,
  environmentOfSuffix,
  inputEnvironment,
  noEnvironments,
  readEnvironments,
} from '../../../../scripts/gate/input/environments';
import { policyInputVersion, type PolicyInput } from '../../../../scripts/gate/input/policy-input';
import { uncoveredTypes } from '../../../../scripts/gate/input/uncovered';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { withValue } from '../edits';
import { resolvedSubject } from '../resolved-subject';
import { scratchFolder } from '../support';
import { aRule } from '../waiver/waiver-fixture';

const lists = (...names: string[]): JsonObject => Object.fromEntries(names.map((name) => [name, []]));
const place: JsonObject = { address: 'aws_x.y', path: [] };
const grant: JsonObject = {
  scope: 'any',
  self: false,
  reach: 'r',
  from: place,
  ...lists('actions', 'resources', 'strangers', 'conditions', 'denied_when', 'granted_when', 'waits_for'),
};
const principal = (id: string): JsonObject => ({
  id,
  kind: 'role',
  judged: true,
  admin: 'no',
  boundary: null,
  trust: {},
  ...lists('powers', 'members', 'unread'),
  grants: [grant],
});
const statement: JsonObject = {
  ...place,
  effect: 'Allow',
  ...lists(
    'actions',
    'not_actions',
    'resources',
    'not_resources',
    'scopable',
    'steps',
    'conditions',
    'principals',
  ),
};
const iam: JsonObject = {
  statements: [statement],
  undetermined: [],
  principals: [principal('a'), principal('b')],
  attachments: [place],
  credentials: [place],
  unjoined: [place],
  reaches: { r: ['a', 'b'] },
};
const block: JsonObject = { address: 'provider.aws', type: 'aws', path: [], values: {} };
const resource: JsonObject = { address: 'aws_x.y', key: '0', names: [], values: {} };
const input: JsonObject = {
  version: policyInputVersion,
  now: '2026-01-31',
  rules: ['a/b'],
  suffixes: ['dev'],
  resources: { aws_x: [resource] },
  data: { aws_d: [resource] },
  links: { 0: [] },
  api: { routes: {} },
  mentions: [],
  region_mentions: [],
  configurations: [
    {
      written: true,
      ...Object.fromEntries(
        ['backends', 'providers', 'sources', 'modules', 'provisioners', 'removed'].map((kind) => [
          kind,
          [block],
        ]),
      ),
    },
  ],
  iam,
};

/** A copy in which no part stands twice. */
function unshared(document: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(document)) as JsonObject;
}

/** The document with another value at a dotted path. */
function withAt(document: JsonObject, path: string, value: JsonValue): JsonObject {
  const steps = path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return withValue(unshared(document), steps, value) as JsonObject;
}

describe('the facts about IAM', () => {
  it('are right as they are', () => {
    expect(problemOfIam(iam)).toBeUndefined();
    const scopes = ['any', 'except', 'pattern', 'named'];
    const admins = ['yes', 'no', 'undetermined'];
    const good = [
      ...scopes.map((scope) => withAt(iam, 'principals.0.grants.0.scope', scope)),
      ...admins.map((admin) => withAt(iam, 'principals.0.admin', admin)),
      withAt(iam, 'principals.0.boundary', {}),
      withAt(iam, 'principals.0.trust', null),
      withAt(iam, 'principals.0.grants.0.reach', null),
    ];
    expect(good.map(problemOfIam)).toEqual(good.map(() => undefined));
  });

  const principalFields = [
    'id',
    'kind',
    'judged',
    'admin',
    'powers',
    'members',
    'unread',
    'boundary',
    'trust',
  ];
  const grantFields = [
    'scope',
    'self',
    'from',
    ...Object.keys(grant).filter((key) => Array.isArray(grant[key])),
  ];
  const statementFields = Object.keys(statement).filter((key) => key !== 'effect');

  it.each<[string, string[]]>([
    ['iam has no statements or nothing undetermined', ['statements', 'undetermined']],
    [
      'a statement lacks a part',
      ['statements.0', ...statementFields.map((field) => `statements.0.${field}`)],
    ],
    [
      'iam has no principals, attachments, credentials or unjoined',
      ['principals', 'attachments', 'credentials', 'unjoined'],
    ],
    ['iam has no reaches', ['reaches']],
    [
      'a principal lacks a part',
      [
        'principals.1',
        ...principalFields.map((field) => `principals.1.${field}`),
        'principals.0.grants.0',
        ...grantFields.map((field) => `principals.0.grants.0.${field}`),
        'principals.0.grants.0.from.address',
        'principals.0.grants.0.from.path',
      ],
    ],
    ['a reach names nobody', ['reaches.r', 'reaches.r.1']],
    ['a grant has a reach that is not there', ['principals.0.grants.0.reach']],
    [
      'an attachment, a credential or what is unjoined lacks a part',
      ['attachments', 'credentials', 'unjoined'].flatMap((list) => [
        `${list}.0`,
        `${list}.0.address`,
        `${list}.0.path`,
      ]),
    ],
  ])('are wrong where %s', (problem, paths) => {
    const of = (path: string, value: JsonValue): [string, string | undefined] => [
      path,
      problemOfIam(withAt(iam, path, value)),
    ];
    expect(paths.map((path) => of(path, 7))).toEqual(paths.map((path) => [path, problem]));
  });

  it('are wrong where words are other ones, and where one is missing', () => {
    expect(problemOfIam(7)).toBe('iam has no statements or nothing undetermined');
    expect(problemOfIam(withAt(iam, 'principals.0.admin', 'maybe'))).toBe('a principal lacks a part');
    expect(problemOfIam(withAt(iam, 'principals.0.grants.0.scope', ''))).toBe('a principal lacks a part');
    expect(problemOfIam(withAt(iam, 'principals.0.grants.0.reach', 'gone'))).toBe(
      'a grant has a reach that is not there',
    );
    expect(problemOfIam(withAt(iam, 'principals.0.grants.0.reach', 'constructor'))).toBe(
      'a grant has a reach that is not there',
    );
    expect(problemOfIam(withAt(iam, 'principals.1.id', 'a'))).toBe('two principals have one id');
    expect(problemOfIam(withAt(iam, 'principals.0.grants', 7))).toBe('a principal lacks a part');
    const { effect, ...rest } = statement;
    expect([effect, problemOfIam({ ...iam, statements: [rest] })]).toEqual([
      'Allow',
      'a statement lacks a part',
    ]);
  });
});

describe('the input of the policy', () => {
  const problemOf = (document: JsonValue): string | null => {
    try {
      checkPolicyInput(document as unknown as PolicyInput);
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(GateError);
      const said =
        /^the input of the policy is not what it reads: (.*); this is an error of the gate itself, report it$/;
      return said.exec((thrown as GateError).message)?.[1] ?? 'another message';
    }
    return null;
  };

  it('is right as it is', () => {
    expect(problemOf(input)).toBeNull();
  });

  it.each<[string, [string, JsonValue][]]>([
    [`it has the version 7`, [['version', 7]]],
    [
      'now is no date',
      [
        ['now', 7],
        ['now', 'x2026-01-31'],
        ['now', '2026-01-31T'],
        ['now', '226-01-31'],
        ['now', '2026-1-31'],
        ['now', '2026-01-3'],
      ],
    ],
    [
      'rules or suffixes are no lists of texts',
      [
        ['rules', 7],
        ['rules.0', 7],
        ['suffixes', 7],
        ['suffixes.0', 7],
      ],
    ],
    [
      'resources or data are not indexed by type',
      [
        'resources',
        'data',
        'resources.aws_x',
        'data.aws_d',
        'resources.aws_x.0',
        ...Object.keys(resource).map((key) => `resources.aws_x.0.${key}`),
      ].map((path): [string, JsonValue] => [path, 7]),
    ],
    [
      'links are no lists by key',
      [
        ['links', 7],
        ['links.0', 7],
      ],
    ],
    [
      'api has no routes',
      [
        ['api', 7],
        ['api.routes', 7],
      ],
    ],
    [
      'mentions are no lists',
      [
        ['mentions', 7],
        ['region_mentions', 7],
      ],
    ],
    [
      'a configuration lacks a part',
      [
        'configurations',
        'configurations.0',
        'configurations.0.written',
        'configurations.0.backends',
        'configurations.0.removed',
        'configurations.0.modules.0',
        ...Object.keys(block).map((key) => `configurations.0.modules.0.${key}`),
      ].map((path): [string, JsonValue] => [path, 7]),
    ],
    ['iam has no reaches', [['iam.reaches', 7]]],
  ])('is wrong where %s', (problem, changes) => {
    const found = changes.map(([path, value]) => {
      const keyed = path === 'links.0' ? { ...input, links: { 0: value } } : withAt(input, path, value);
      return [path, problemOf(keyed)];
    });
    expect(found).toEqual(changes.map(([path]) => [path, problem]));
  });

  it('is wrong where it is no object', () => {
    expect(problemOf(7)).toBe('it is no object');
  });
});

describe('resources in the input', () => {
  it('stand by type, in the order of stacks and addresses, with their keys and what they name', () => {
    const at = (address: string, stack: string | null, type = 'b_x', mode: 'managed' | 'data' = 'managed') =>
      resolvedSubject({ v: 1, n: null }, { address, stack, type, mode });
    const resolved = [
      at('b_x.b', 'b'),
      at('b_x.z', 'a'),
      at('b_x.a', 'a'),
      at('b_x.c', null),
      at('a_x.a', 'z', 'a_x'),
      at('data.b_x.d', 'a', 'b_x', 'data'),
    ];
    const keys = new Map(resolved.slice(0, 5).map(({ subject }, index) => [subject, `k${index}`]));
    const named = { path: 'p', key: 'k1' };
    const { resources, data } = indexResources(resolved, keys, new Map([['k0', [named]]]));
    expect(
      Object.entries(resources).map(([type, found]) => [type, ...found.map(({ address }) => address)]),
    ).toEqual([
      ['a_x', 'a_x.a'],
      ['b_x', 'b_x.c', 'b_x.a', 'b_x.z', 'b_x.b'],
    ]);
    const common = { action: 'create', values: { v: 1 }, before: null };
    expect(resources['b_x']?.[3]).toEqual({
      ...common,
      key: 'k0',
      names: [named],
      address: 'b_x.b',
      stack: 'b',
    });
    expect(data).toEqual({ b_x: [{ ...common, key: '', names: [], address: 'data.b_x.d', stack: 'a' }] });
  });

  it('have what was there before, where something was', () => {
    const one = resolvedSubject({}, {});
    const subject = { ...one.subject, before: { v: 1, n: null } };
    const { resources } = indexResources([{ ...one, subject }], new Map(), new Map());
    expect(resources['aws_thing']?.[0]?.before).toEqual({ v: 1 });
  });

  it('of a type that no rule names are counted', () => {
    const found = {
      aws_x: [resource, resource],
      aws_y: [resource],
      aws_z: [],
    } as unknown as PolicyInput['resources'];
    expect(uncoveredTypes({ resources: found }, [aRule({ attributes: ['aws_y.name.x', '*'] })])).toEqual([
      { type: 'aws_x', resources: 2 },
      { type: 'aws_z', resources: 0 },
    ]);
  });
});

describe('an environment', () => {
  const scratch = scratchFolder();
  const read = (document: JsonValue) =>
    readEnvironments(scratch.write('environments.json', JSON.stringify(document)));
  const dev = {
    name: 'dev',
    suffix: 'dev',
    scope: 'environment',
    region: 'eu-west-1',
    ephemeral: true,
    options: { a: 'x', b: 1, c: false },
    account: '123456789012',
    stateBucket: 'state-dev',
  };

  it('is read with what the gate needs of it', () => {
    const { name, ...entry } = dev;
    const more = { ...entry, options: { ...entry.options, d: null, e: [] }, else: 1 };
    expect(
      read({ [name]: more, none: { scope: 'x', options: 7 }, acc: { scope: 'account', templateFor: 7 } }),
    ).toEqual({
      byName: {
        dev,
        none: {
          name: 'none',
          suffix: null,
          scope: null,
          region: 'us-east-1',
          ephemeral: false,
          options: {},
          account: null,
          stateBucket: null,
        },
        acc: expect.objectContaining({ scope: 'account' }) as unknown,
      },
      templates: {},
    });
  });

  it('is refused where it is no object', () => {
    const file = scratch.write('wrong.json', '{"dev":7}');
    expect(() => readEnvironments(file)).toThrow(
      new GateError(`the environment dev in ${file} is no object; give it a scope, a suffix and an account`),
    );
    const list = scratch.write('list.json', '[]');
    expect(() => readEnvironments(list)).toThrow(
      new GateError(`${list} is no object of environments by name; see stacks/environments.json`),
    );
  });

  it('is the entry of its name, or a preview made from its template', () => {
    const known = read({
      dev: { suffix: 'dev' },
      preview: { suffix: 'pr', templateFor: 'pr', region: 'eu-west-1' },
    });
    expect(environmentNamed(known, 'dev', 'f')).toBe(known.byName['dev']);
    expect(environmentNamed(known, 'pr12', 'f')).toEqual({
      ...known.byName['preview'],
      name: 'pr12',
      suffix: 'pr12',
    });
    for (const name of ['prod', 'xx12', 'constructor', 'pr'])
      expect(() => environmentNamed(known, name, 'f')).toThrow(
        new GateError(
          `there is no environment "${name}": f has dev, pr<number>, preview; name one of them, or give --suffix`,
        ),
      );
    expect(noEnvironments).toEqual({ byName: {}, templates: {} });
  });

  it('of which only the suffix is known is nothing else', () => {
    const nothing = { name: null, scope: null, region: null, ephemeral: null, options: null };
    expect(environmentOfSuffix('dev')).toEqual({ ...nothing, suffix: 'dev' });
    expect(inputEnvironment(environmentOfSuffix('dev'))).toEqual({
      ...nothing,
      suffix: 'dev',
      account: null,
      state_bucket: null,
    });
  });

  it('is told to the policy, and nothing else it holds', () => {
    const { stateBucket, ...rest } = dev;
    expect(inputEnvironment({ ...dev, scope: 'environment', ...{ secret: 'x' } })).toEqual({
      ...rest,
      state_bucket: stateBucket,
    });
  });
});
