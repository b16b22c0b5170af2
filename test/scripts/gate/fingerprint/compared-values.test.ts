import { agree, isEmpty, listOf, partnerOf } from '../../../../scripts/gate/fingerprint/agree';
import { locate, type Place } from '../../../../scripts/gate/fingerprint/locate';
import { symbolic } from '../../../../scripts/gate/fingerprint/symbolic';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import { Resolver } from '../../../../scripts/gate/system/resolver';
import { liftTemplate, liftTemplateObject } from '../../../../scripts/gate/value/lift';
import { computed, makeTemplate, type Value } from '../../../../scripts/gate/value/value';
import type { JsonObject, JsonValue, PathStep } from '../../../../scripts/model/json';
import { synthesisOf } from '../support';

const synthesis = synthesisOf({ app: { locals: { a: 'x', list: ['x'] }, resource: { aws_q: { r: {} } } } });
const system = assembleSystem([{ kind: 'synthesis', synthesis }], null);
const full = new Resolver(system);
const resolvers = { full, symbolic: new Resolver(system, { keepResources: true }) };
const lifted = (value: JsonValue | undefined): Value | undefined =>
  value === undefined ? undefined : liftTemplate(value, 'app');
const queue = '${aws_q.r.arn}';

describe('a known value', () => {
  type Given = JsonValue | undefined;
  it.each<[Given, Given]>([
    ['', undefined],
    [false, null],
    [0, []],
    [{}, { a: '' }],
    [[{ a: [null] }], undefined],
    ['x', 'x'],
    ['1', 1],
    [true, 'true'],
    ['x', ['x']],
    [['x'], 'x'],
    [null, []],
    [
      ['x', 'y'],
      ['y', 'x'],
    ],
    [
      ['y', 'x'],
      [queue, 'y'],
    ],
    [
      { a: 1, b: 'x' },
      { b: 'x', a: '1' },
    ],
    ['x', '${local.a}'],
    ['anything', queue],
    [['anything'], queue],
    ['a-1-b', `a-${queue}-b`],
    ['a--b', `a-${queue}-b`],
    ['a-1', `a-${queue}`],
    ['1-b', `${queue}-b`],
    ['1-b-b', `${queue}-b`],
    ['a-1-m-2', `a-${queue}-m-${queue}`],
    ['a-1-m-2-z', `a-${queue}-m-${queue}-z`],
    ['{"a": 1, "b": "2"}', ' {"b":2,"a":1}'],
    [' { "a": 1 }', '{"a":1}'],
    ['{ "a": "q-1" }', `{"a":"q-${queue}"}`],
  ])('%j can be what %j became', (known, written) => {
    expect(agree(known, lifted(written), full, 'document')).toBe(true);
    expect(agree(known, lifted(written), full, 'block')).toBe(true);
  });

  it.each<[Given, Given]>([
    ['x', 'y'],
    ['x', ['x', 'y']],
    [
      ['x', 'x'],
      ['x', 'y'],
    ],
    [
      ['x', 'y'],
      ['x', 'x'],
    ],
    [['x'], undefined],
    [{ a: 'x' }, undefined],
    [{ a: 'x' }, 'x'],
    ['x', { a: 'x' }],
    [null, 'x'],
    ['', 'x'],
    [undefined, { a: 'x' }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: { c: 2 } }, { a: 1 }],
    ['y', '${local.a}'],
    [1, `a-${queue}`],
    ['ab', `ab${queue}b`],
    ['a-b', `a-${queue}-b`],
    ['x-1-b', `a-${queue}-b`],
    ['za-1-b', `a-${queue}-b`],
    ['a-1-c', `a-${queue}-b`],
    ['1-bc', `${queue}-b`],
    ['a-1-n-2', `a-${queue}-m-${queue}`],
    ['a-1-m-2-y', `a-${queue}-m-${queue}-z`],
    ['{"a":1}', '{"a":2}'],
    ['{"a":1', '{"a":1 '],
    ['{"a":1}', '{"a":1'],
    ['[1]', '[ 1 ]'],
    ['{"a":1,"b":true}', '{"a":1}'],
    ['x{', 'y{'],
  ])('%j cannot be what %j became', (known, written) => {
    expect(agree(known, lifted(written), full, 'document')).toBe(false);
    expect(agree(known, lifted(written), full, 'block')).toBe(false);
  });

  it.each<[JsonValue, Given]>([
    ['x', undefined],
    [true, null],
    [7, ''],
    [{ a: 1, b: 2 }, { a: 1 }],
  ])('%j can be the default of a block with %j, and nothing of a document', (known, written) => {
    expect(agree(known, lifted(written), full, 'block')).toBe(true);
    expect(agree(known, lifted(written), full, 'document')).toBe(false);
  });

  it('that is open can be anything', () => {
    for (const written of ['x', undefined, ['x', 'y'], { a: 1 }])
      expect(agree(computed('app', 'aws_q.r.arn'), lifted(written), full, 'document')).toBe(true);
  });
});

it('nothing is what terraform writes for it, and nothing else', () => {
  const nothing: (Value | undefined)[] = [undefined, null, '', false, 0, [], {}, [[''], { a: [0] }]];
  expect(nothing.map(isEmpty)).toEqual(nothing.map(() => true));
  const something: Value[] = [
    'x',
    true,
    1,
    ['', 'x'],
    { a: 'x', b: '' },
    computed(null, 'a'),
    makeTemplate([]),
  ];
  expect(something.map(isEmpty)).toEqual(something.map(() => false));
  expect([undefined, null, 'x', ['x']].map(listOf)).toEqual([[], [], ['x'], ['x']]);
});

it('an item comes from the one at its place, else from the first that agrees, from a literal before a reference', () => {
  const partner = (item: Value, index: number, written: JsonValue[], free?: number[]): number | undefined => {
    const list = liftTemplate(written, 'app') as Value[];
    return partnerOf(item, index, list, new Set(free ?? list.keys()), full, 'block');
  };
  expect(partner('x', 1, ['x', 'x'])).toBe(1);
  expect(partner('y', 0, ['x', 'y'])).toBe(1);
  expect(partner('y', 0, [queue, 'y'])).toBe(1);
  expect(partner('y', 1, [queue, queue])).toBe(1);
  expect(partner('x', 0, ['x', 'x'], [1])).toBe(1);
  expect(partner('x', 0, ['y', 'z'])).toBeUndefined();
  expect(partner('x', 5, ['y', 'x'])).toBe(1);
});

describe('a value in its one form', () => {
  const names = { suffix: 'd.v', account: '123', region: 'us-east-1' };
  const form = (value: Value | undefined): JsonValue => symbolic(value, names, ['secret-text'], 'app');

  it.each<[JsonValue | undefined, JsonValue]>([
    [undefined, null],
    ['', null],
    [[null], null],
    [1, '1'],
    [true, 'true'],
    ['a-d.v', 'a-{suffix}'],
    ['a-d.v-d.v/d.vx', 'a-{suffix}-{suffix}/d.vx'],
    ['a-dxv', 'a-dxv'],
    ['xd.v', 'xd.v'],
    ['1234 0123 123', '1234 0123 {account}'],
    ['us-east-1 us-east-1a us-east-1ab us-east-12', '{region} {region}a us-east-1ab us-east-12'],
    ['my secret-text', 'my (sensitive)'],
    [['x'], 'x'],
    [
      ['c', 'a', 'b', 'a'],
      ['a', 'a', 'b', 'c'],
    ],
    [
      [{ b: 1 }, { a: 2 }],
      [{ a: '2' }, { b: '1' }],
    ],
    [{ a: 'x', b: '', c: { d: null } }, { a: 'x' }],
    ['a-d.v-${aws_q.r.arn}', 'a-{suffix}-${aws_q.r.arn}'],
    ['secret-text${aws_q.r.arn}', '(sensitive)${aws_q.r.arn}'],
    ['${upper(var.a)}', '${upper(var.a)}'],
  ])('%j is %j', (value, expected) => {
    expect(form(lifted(value))).toEqual(expected);
  });

  it('says of a reference which stack it is of, where it is another', () => {
    const references = ['var.a', 'var.b'];
    const of = (stack: string | null): JsonValue =>
      form(makeTemplate([{ kind: 'mention', stack, references }, '!']));
    expect([of('app'), of(null), of('net')]).toEqual([
      '${var.a, var.b}!',
      '${var.a, var.b}!',
      '${net: var.a, var.b}!',
    ]);
  });

  it('keeps what is the name of nothing', () => {
    const none = { suffix: null, account: null, region: null };
    expect(symbolic('null-dev 123', none, [], null)).toBe('null-dev 123');
  });
});

describe('the place a path leads to', () => {
  const at = (known: JsonObject, written: JsonObject | null, path: PathStep[]): Place =>
    locate(known, written === null ? null : liftTemplateObject(written, 'app'), path, resolvers);
  const block = (port: number): JsonObject => ({ port, cidr: ['a'] });

  it.each<[string, JsonObject, JsonObject | null, PathStep[], Place]>([
    [
      'the resource itself',
      { a: 1 },
      { a: 1 },
      [],
      { path: [], leaf: { known: undefined, written: undefined }, block: null, strictness: 'block' },
    ],
    [
      'an attribute',
      { a: 1 },
      { a: '1' },
      ['a'],
      { path: ['a'], leaf: { known: 1, written: '1' }, block: null, strictness: 'block' },
    ],
    [
      'an attribute of what nobody wrote',
      { a: 1 },
      null,
      ['a'],
      { path: ['a'], leaf: { known: 1, written: undefined }, block: null, strictness: 'block' },
    ],
    [
      'what is in no text',
      { a: 'x' },
      { a: 'y' },
      ['a', 'b', 0],
      { path: ['a', 'b', 0], leaf: { known: 'x', written: 'y' }, block: null, strictness: 'block' },
    ],
    [
      'a block in another order',
      { b: [block(2), block(1)] },
      { b: [block(1), block(2)] },
      ['b', 0, 'cidr', 0],
      {
        path: ['b', 1, 'cidr', 0],
        leaf: { known: 'a', written: 'a' },
        block: { known: block(2), written: block(2) },
        strictness: 'block',
      },
    ],
    [
      'a block that was written as another',
      { b: [block(2)] },
      { b: [block(1)] },
      ['b', 0, 'port'],
      {
        path: ['b', 0, 'port'],
        leaf: { known: 2, written: 1 },
        block: { known: block(2), written: block(1) },
        strictness: 'block',
      },
    ],
    [
      'an item that is not there',
      { b: [block(2)] },
      { b: [block(2), block(3)] },
      ['b', 1],
      {
        path: ['b', 1],
        leaf: { known: undefined, written: block(3) },
        block: { known: undefined, written: block(3) },
        strictness: 'block',
      },
    ],
    [
      'a block written as one object',
      { b: [block(2)] },
      { b: block(2) },
      ['b', 0, 'port'],
      {
        path: ['b', 0, 'port'],
        leaf: { known: 2, written: 2 },
        block: { known: block(2), written: block(2) },
        strictness: 'block',
      },
    ],
    [
      'a member of a list of one',
      { b: [block(2)] },
      { b: [block(2)] },
      ['b', 'port'],
      {
        path: ['b', 'port'],
        leaf: { known: 2, written: 2 },
        block: null,
        strictness: 'block',
      },
    ],
    [
      'a member of a list of two',
      { b: [block(2), block(3)] },
      { b: [block(2)] },
      ['b', 'port'],
      { path: ['b', 'port'], leaf: { known: undefined, written: 2 }, block: null, strictness: 'block' },
    ],
    [
      'a name of the prototype',
      { b: {} },
      {},
      ['b', 'constructor'],
      {
        path: ['b', 'constructor'],
        leaf: { known: undefined, written: undefined },
        block: { known: {}, written: undefined },
        strictness: 'block',
      },
    ],
    [
      'a tag',
      { b: { tags: { Name: 'x' } } },
      { b: { tags: { Name: 'x' } } },
      ['b', 'tags', 'Name'],
      {
        path: ['b', 'tags', 'Name'],
        leaf: { known: 'x', written: 'x' },
        block: { known: { tags: { Name: 'x' } }, written: { tags: { Name: 'x' } } },
        strictness: 'block',
      },
    ],
  ])('is that of %s', (_, known, written, path, place) => {
    expect(at(known, written, path)).toEqual(place);
  });

  const document = (...statements: JsonObject[]): string => JSON.stringify({ Statement: statements });
  const allow = (Action: string, Resource = 'x'): JsonObject => ({ Effect: 'Allow', Action, Resource });

  it.each<[string, string, JsonValue | undefined, PathStep[], PathStep[], JsonValue | undefined]>([
    [
      'at its place',
      document(allow('a')),
      document(allow('a')),
      ['Statement', 0],
      ['Statement', 0],
      allow('a'),
    ],
    [
      'in another order',
      document(allow('a'), allow('b')),
      document(allow('b'), allow('a')),
      ['Statement', 1],
      ['Statement', 0],
      allow('b'),
    ],
    [
      'that was written as another',
      document(allow('a'), allow('b')),
      document(allow('a'), allow('c')),
      ['Statement', 1],
      ['Statement', 1],
      allow('c'),
    ],
    [
      'with a part nobody wrote',
      document({ ...allow('a'), Condition: 'c' }, allow('b')),
      document(allow('b'), allow('a')),
      ['Statement', 0],
      ['Statement', 0],
      allow('b'),
    ],
    [
      'nobody wrote',
      document(allow('a'), allow('b')),
      undefined,
      ['Statement', 1],
      ['Statement', 1],
      undefined,
    ],
    [
      'beyond what was written',
      document(allow('a'), allow('b')),
      document(allow('c')),
      ['Statement', 1],
      ['Statement', 1],
      undefined,
    ],
  ])('is the statement %s', (_, known, written, inside, canonical, original) => {
    const place = at({ policy: known }, written === undefined ? {} : { policy: written }, [
      'policy',
      ...inside,
      'Action',
    ]);
    const statements = (JSON.parse(known) as { Statement: JsonObject[] }).Statement;
    const found = statements[inside[1] as number];
    expect(place).toEqual({
      path: ['policy', ...canonical, 'Action'],
      leaf: { known: found?.['Action'], written: (original as JsonObject | undefined)?.['Action'] },
      block: { known: found, written: original },
      strictness: 'document',
    });
  });

  it('is the text itself where the path leads to no statement of it', () => {
    const policy = document(allow('a'));
    expect(at({ policy }, { policy }, ['policy', 'Version'])).toEqual({
      path: ['policy', 'Version'],
      leaf: { known: policy, written: policy },
      block: null,
      strictness: 'block',
    });
  });
});
