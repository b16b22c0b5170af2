import type { Evidence, StateEvidence } from '../../../../scripts/gate/evidence/evidence';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import { keysOf, linksOf } from '../../../../scripts/gate/system/links';
import { matchStack } from '../../../../scripts/gate/system/match-stack';
import { knownResources } from '../../../../scripts/gate/system/promoted-scope';
import { Resolver, type ResolverOptions } from '../../../../scripts/gate/system/resolver';
import { baseAddress } from '../../../../scripts/gate/system/scope';
import { liftTemplate } from '../../../../scripts/gate/value/lift';
import { makeTemplate, type Hole, type Value } from '../../../../scripts/gate/value/value';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { creation, planOf, stateOf, synthesisOf } from '../support';

const synthesized = (stacks: Readonly<Record<string, JsonObject>>): Evidence => ({
  kind: 'synthesis',
  synthesis: synthesisOf(stacks),
});
const resolverOf = (terraform: JsonObject, options?: ResolverOptions): Resolver =>
  new Resolver(assembleSystem([synthesized({ app: terraform })], null), options);
const lifted = (value: JsonValue): Value => liftTemplate(value, 'app');
const hole = (...references: string[]): Hole => ({ kind: 'reference', stack: 'app', references });

describe('a reference', () => {
  const terraform: JsonObject = {
    locals: { a: 'x', n: 1, none: null, list: ['p', { q: 'r' }], map: { k: ['s'] }, ref: '${aws_x.y.arn}' },
    variable: { empty: { default: null }, zero: { default: 0 }, text: 'no block' },
    output: { broken: 'no block' },
    resource: { aws_x: { y: { name: 'n', block: { key: 'k' }, list: ['l'] } } },
    data: { aws_d: { e: { name: 'd' } } },
  };
  const resolver = resolverOf(terraform);

  it.each<[JsonValue, JsonValue]>([
    [
      ['${local.a}', { b: '${local.n}' }],
      ['x', { b: 1 }],
    ],
    ['${local.list[0]}-${local.list[1].q}', 'p-r'],
    ['${local.map.k[0]}', 's'],
    ['${local.map["k"][0]}', 's'],
    ['${var.zero}', 0],
    ['${aws_x.y.block[0].key}', 'k'],
    ['${aws_x.y.list[0]}', 'l'],
    ['${data.aws_d.e.name}', 'd'],
    ['a-${local.n}-${local.a}', 'a-1-x'],
  ])('in %j leads to %j', (value, found) => {
    expect(resolver.resolve(lifted(value))).toEqual(found);
  });

  it.each([
    '${local.gone}',
    '${local.none}',
    '${local.a.b}',
    '${local.list.q}',
    '${local.list["0"]}',
    '${local.list[7]}',
    '${local.map.gone}',
    '${local.constructor}',
    '${var.empty}',
    '${var.text}',
    '${aws_x.y}',
    '${aws_x.y.gone}',
    '${aws_x.gone.name}',
    '${data.terraform_remote_state.x.outputs.a}',
    '${upper(local.a)}',
  ])('in %s leads nowhere', (text) => {
    expect(resolver.resolve(lifted(text))).toEqual(lifted(text));
  });

  it('in a text stays where its value is none of a text', () => {
    expect(resolver.resolve(lifted('a-${local.list}-${local.map}'))).toEqual(
      lifted('a-${local.list}-${local.map}'),
    );
    expect(resolver.resolve(lifted('a-${local.ref}'))).toEqual(lifted('a-${aws_x.y.arn}'));
  });

  it('of a stack nobody knows leads nowhere', () => {
    const foreign = makeTemplate([{ ...hole('local.a'), stack: 'gone' }]);
    expect(resolver.resolve(foreign)).toBe(foreign);
    expect(resolver.subjectOf({ ...hole('aws_x.y.arn'), stack: 'gone' })).toBeUndefined();
    expect(resolver.producerOf({ ...hole('local.ref'), stack: 'gone' })).toBeUndefined();
    expect(resolver.subjectOf(hole())).toBeUndefined();
    expect(resolver.producerOf(hole())).toBeUndefined();
    expect(resolver.resolve(makeTemplate([hole()]))).toEqual(makeTemplate([hole()]));
  });

  it('to a resource stays where resources are kept, and others are followed', () => {
    const keeping = resolverOf(terraform, { keepResources: true });
    const values = ['${local.a}', '${aws_x.y.name}', '${data.aws_d.e.name}'];
    expect(keeping.resolve(lifted(values))).toEqual([
      'x',
      lifted('${aws_x.y.name}'),
      lifted('${data.aws_d.e.name}'),
    ]);
    expect(resolverOf(terraform, { keepResources: false }).resolve(lifted('${aws_x.y.name}'))).toBe('n');
  });

  it('leads to the resource that makes what it hands on', () => {
    const addressOf = (text: string): string | undefined => resolver.producerOf(hole(text))?.resource.address;
    expect(addressOf('local.ref')).toBe('aws_x.y');
    expect(addressOf('aws_x.y.arn')).toBe('aws_x.y');
    expect(addressOf('local.a')).toBeUndefined();
    expect(addressOf('local.gone')).toBeUndefined();
    expect(resolver.subjectOf(hole('each.value'))).toBeUndefined();
    expect(resolver.subjectOf(hole('local.a'))).toBeUndefined();
    expect(resolver.subjectOf(hole('aws_x.y.list[0]'))).toMatchObject({
      subject: { resource: { address: 'aws_x.y' } },
      reference: { target: 'aws_x.y', steps: ['list', 0] },
    });
  });

  it('is followed through a long chain, and not for ever', () => {
    const chain = (length: number): Value => {
      const locals = Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `l${index}`,
          index === length - 1 ? 'end' : `\${local.l${index + 1}}`,
        ]),
      );
      return resolverOf({ locals }).resolve(lifted('${local.l0}'));
    };
    expect(chain(128)).toBe('end');
    expect(chain(129)).not.toBe('end');
    const circle = resolverOf({ locals: { a: '${local.b}', b: '${local.a}' } });
    expect(circle.producerOf(hole('local.a'))).toBeUndefined();
  });

  it.each<[string, JsonValue, boolean]>([
    ['a long text', 'x'.repeat(1_000_000), true],
    ['a longer text', 'x'.repeat(1_000_001), false],
    ['two texts that are long together', ['x'.repeat(600_000), 'x'.repeat(600_000)], false],
    ['many parts', Array.from({ length: 9_999 }, () => 1), true],
    ['more parts', Array.from({ length: 10_000 }, () => 1), false],
    ['many members', Object.fromEntries(Array.from({ length: 10_000 }, (_, key) => [`k${key}`, 1])), false],
  ])('to %s is followed as far as memory goes', (_, value, isFollowed) => {
    const found = resolverOf({ locals: { value } }).resolve(lifted('${local.value}'));
    expect(found).toEqual(isFollowed ? value : lifted('${local.value}'));
  });
});

describe('a reference to one of many', () => {
  const resolver = new Resolver(
    assembleSystem(
      [
        stateOf([
          ...['[0]', '[1]', '["a"]', '["b.c"]'].map((key) => ({
            address: `aws_x.y${key}`,
            type: 'aws_x',
            name: 'y',
            values: { name: key },
          })),
          { address: 'aws_x.one[0]', type: 'aws_x', name: 'one', values: { name: 'only' } },
          { address: 'aws_x.one', deposed_key: 'd', type: 'aws_x', name: 'one', values: { name: 'old' } },
          { address: 'module.m-1.module.n.aws_x.z', type: 'aws_x', name: 'z', values: {} },
        ]),
      ],
      null,
    ),
  );
  const resolved = (text: string): Value => resolver.resolve(liftTemplate(text, null));

  it('leads to the one it names, or to the only one that is not to be destroyed', () => {
    expect([resolved('${aws_x.y[0].name}'), resolved('${aws_x.y[1].name}')]).toEqual(['[0]', '[1]']);
    expect([resolved('${aws_x.y["a"].name}'), resolved('${aws_x.y["b.c"].name}')]).toEqual([
      '["a"]',
      '["b.c"]',
    ]);
    expect(resolved('${aws_x.y["gone"].name}')).toEqual(liftTemplate('${aws_x.y["gone"].name}', null));
    expect([resolved('${aws_x.one.name}'), resolved('${aws_x.one["name"]}')]).toEqual(['only', 'only']);
    expect(resolved('${aws_x.one["any"].name}')).toBe('only');
    expect(resolved('${aws_x.y[2].name}')).toEqual(liftTemplate('${aws_x.y[2].name}', null));
    expect(resolved('${aws_x.y.name}')).toEqual(liftTemplate('${aws_x.y.name}', null));
  });

  it('of a module is found by its name in it', () => {
    const subjectOf = (text: string) =>
      resolver.subjectOf({ kind: 'mention', stack: null, references: [text] });
    expect(subjectOf('module.m-1.module.n.aws_x.z.arn')?.subject.resource.address).toBe(
      'module.m-1.module.n.aws_x.z',
    );
    expect([subjectOf('module.m-1.aws_x.z.arn'), subjectOf('aws_x.z.arn'), subjectOf('module.x')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

it('a reference to what a plan deletes leads nowhere', () => {
  const change = { actions: ['delete'], before: { name: 'n' }, after: null };
  const synthesis = synthesisOf({ app: { resource: { aws_x: { y: { name: 'n' } } } } });
  const system = assembleSystem([planOf([{ ...creation('aws_x.y', {}), change }])], synthesis);
  expect(system.judged.map(({ values, written }) => [values, written])).toEqual([[{}, { name: 'n' }]]);
  expect(new Resolver(system).resolve(lifted('${aws_x.y.name}'))).toEqual(lifted('${aws_x.y.name}'));
});

it('what is forgotten has no values, and what it was written as', () => {
  const change = { actions: ['forget'], before: { name: 'n' }, after: null };
  const synthesis = synthesisOf({
    app: { resource: { aws_x: { y: { name: 'n', depends_on: ['aws_x.z'] } } } },
  });
  const { judged } = assembleSystem([planOf([{ ...creation('aws_x.y', {}), change }])], synthesis);
  expect(judged).toMatchObject([{ values: {}, before: { name: 'n' }, written: { name: 'n' } }]);
  expect(judged[0]?.written).toEqual({ name: 'n' });
});

describe('the scope of a plan beside a synthesis', () => {
  const app: JsonObject = {
    locals: { a: 'x' },
    output: { o: { value: 'y' } },
    provider: { aws: { region: 'eu-west-1' } },
    data: { aws_d: { shown: { v: 1 }, hidden: { v: 2 } } },
    resource: { aws_x: { y: {}, z: {} } },
  };
  const shown = { ...creation('data.aws_d.shown[0]', { v: 3 }), mode: 'data', type: 'aws_d', name: 'shown' };
  const { scopes } = assembleSystem([planOf([creation('aws_x.y', {}), shown])], synthesisOf({ app }));
  const [scope] = scopes;

  it('has the names of the synthesis, its blocks, and the data sources the plan does not show', () => {
    expect(scope).toMatchObject({
      stack: 'app',
      origin: 'plan.json',
      locals: { a: 'x' },
      outputs: { o: 'y' },
    });
    expect(scope?.blocks).toMatchObject({ written: true, providers: [{ address: 'provider.aws' }] });
    expect([...(scope?.subjects.keys() ?? [])]).toEqual(['aws_x.y', 'data.aws_d.shown', 'data.aws_d.hidden']);
  });

  it('has the instances of modules by the name their configuration gives them', () => {
    const expressions = { name: { constant_value: 'n' } };
    const module = { resources: [{ address: 'aws_x.y', expressions }] };
    const addresses = ['module.m[12].aws_x.y["a b"]', 'module.m["x\\"]"].aws_x.y'];
    const plan = planOf(
      addresses.map((address) => ({ ...creation(address, {}, { name: true }), type: 'aws_x', name: 'y' })),
      { configuration: { root_module: { module_calls: { m: { module } } } } },
    );
    expect(assembleSystem([plan], null).judged.map(({ values }) => values)).toEqual([
      { name: 'n' },
      { name: 'n' },
    ]);
  });
});

it('a state is read in either form', () => {
  const entry = { type: 'aws_x', name: 'y', instances: [{ attributes: { a: 1 } }] };
  const state: JsonObject = { resources: [entry] };
  const file: StateEvidence = { kind: 'state', form: 'file', origin: 's', stack: null, state };
  expect(knownResources(file, null)).toMatchObject([{ address: 'aws_x.y', values: { a: 1 } }]);
});

it('several nameless plans and one configuration are told apart, or put together', () => {
  const named = (origin: string, kind: 'plan' | 'configuration'): Evidence =>
    kind === 'plan'
      ? { ...planOf([creation('aws_x.y', {})]), origin }
      : { kind, origin, stack: null, terraform: { resource: { aws_x: { y: {} } } } };
  const stacks = (...evidence: Evidence[]): (string | null)[] =>
    assembleSystem(evidence, null).scopes.map(({ stack }) => stack);
  expect(stacks(named('a', 'plan'), { ...named('b', 'plan'), stack: 'app' } as Evidence)).toEqual([
    null,
    'app',
  ]);
  expect(stacks(named('a', 'configuration'), named('b', 'configuration'))).toEqual(['a', 'b']);
  expect(stacks(named('a', 'configuration'))).toEqual([null]);
});

it('twins are refused by their names', () => {
  const one: Evidence = { kind: 'configuration', origin: 'a', stack: 'app', terraform: {} };
  expect(() => assembleSystem([one, { ...one, origin: 'b' }], null)).toThrow(
    'a and b are configurations of app; give each stack once',
  );
});

it('a plan is of the stack it shares most with, and says so whole where there is none', () => {
  const { scopes } = assembleSystem(
    [
      synthesized({
        b: { resource: { aws_x: { y: {}, z: {} } } },
        a: { resource: { aws_x: { y: {}, z: {}, q: {}, r: {} } } },
      }),
    ],
    null,
  );
  const match = (...addresses: string[]): string | null =>
    matchStack(knownResources(planOf(addresses.map((address) => creation(address, {}))), null), scopes, 'p')
      .stack;
  expect([match('aws_x.y', 'aws_x.z'), match('aws_x.y', 'aws_x.z', 'aws_x.q')]).toEqual(['b', 'a']);
  expect(() => match('aws_q.q')).toThrow(
    'p shares no address with any stack of the configuration (a, b), so its values cannot be put beside their templates; give the cdktf.out it was planned from',
  );
  expect(() => matchStack([], [], 'p')).toThrow('p shares no address with any stack of the configuration ()');
  const empty = assembleSystem([synthesized({ none: {} })], null).scopes;
  expect(matchStack([], empty, 'p').stack).toBe('none');
});

it('an address is that of all instances', () => {
  expect(
    [
      'a.b',
      'a.b[12]',
      'a.b["x y"]',
      'a.b["x\\"]"]',
      'a.b (deposed 12)',
      'a.b[0] (deposed x)',
      'm["a"].b',
    ].map(baseAddress),
  ).toEqual(['a.b', 'a.b', 'a.b', 'a.b', 'a.b', 'a.b', 'm["a"].b']);
});

describe('an identifier', () => {
  const linksIn = (resources: [string, JsonObject][], mode = 'managed') => {
    const state = stateOf(
      resources.map(([name, values]) => ({ address: `aws_x.${name}`, mode, type: 'aws_x', name, values })),
    );
    const system = assembleSystem([state], null);
    const resolved = system.judged.map((subject) => ({ subject, values: subject.values }));
    const { links } = linksOf(resolved, keysOf(resolved), new Resolver(system));
    return Object.fromEntries(
      Object.entries(links).map(([key, pointing]) => [
        key,
        pointing.map(({ from, path }) => `${from} ${path}`),
      ]),
    );
  };

  it.each<[string, JsonObject, string[]]>([
    ['in a text', { v: 'id-1' }, ['1 v']],
    ['in a list, once for an attribute', { v: ['id-1', 'id-1'] }, ['1 v']],
    ['in a document', { v: '{"a":[{"b":"id-1"},2]}' }, ['1 v']],
    ['in two attributes', { v: 'id-1', w: { x: 'id-1' } }, ['1 v', '1 w.x']],
  ])('is found %s', (_, values, found) => {
    expect(
      linksIn([
        ['a', { id: 'id-1' }],
        ['b', values],
      ]),
    ).toEqual({ 0: found });
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['in no document', { id: 'id-1' }, { v: '{"a":"id-1"' }],
    ['in part of a text', { id: 'id-1' }, { v: 'x id-1' }],
    ['where it is short', { id: 'id1' }, { v: 'id1' }],
    ['where it is a name', { name: 'name-1' }, { v: 'name-1' }],
    ['where it is no text', { id: 12345 }, { v: 12345 }],
  ])('is not found %s', (_, owner, values) => {
    expect(
      linksIn([
        ['a', owner],
        ['b', values],
      ]),
    ).toEqual({});
  });

  it('of itself is no link, and neither is that of a data source', () => {
    expect(linksIn([['a', { id: 'id-1', v: 'id-1' }]])).toEqual({});
    expect(
      linksIn(
        [
          ['a', { id: 'id-1' }],
          ['b', { v: 'id-1' }],
        ],
        'data',
      ),
    ).toEqual({});
  });

  it('that many share is found at the first 16 of them', () => {
    const owners = Array.from({ length: 20 }, (_, index): [string, JsonObject] => [
      `o${index}`,
      { arn: 'shared' },
    ]);
    const found = linksIn([...owners, ['b', { v: 'shared' }]]);
    expect(Object.keys(found)).toHaveLength(16);
    expect(found['15']).toContain('20 v');
  });
});
