import { agree, isEmpty, listOf, partnerOf } from '../../../../scripts/gate/fingerprint/agree';
import { symbolic } from '../../../../scripts/gate/fingerprint/symbolic';
import { liftTemplate } from '../../../../scripts/gate/value/lift';
import { computed, makeTemplate, type Value } from '../../../../scripts/gate/value/value';
import type { JsonValue } from '../../../../scripts/model/json';
import { full } from './resolvers';

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
    ['{}x', '{}'],
    ['{}', '{}x'],
    [7, 'x'],
    [{ a: 1 }, '[object Object]'],
    ['[object Object]', { a: 1 }],
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
