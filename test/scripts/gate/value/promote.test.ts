import { promoteObject } from '../../../../scripts/gate/value/promote';
import { computed, type Value, type ValueObject } from '../../../../scripts/gate/value/value';
import type { JsonObject } from '../../../../scripts/model/json';
import { template } from './templates';

describe('a plan beside its template', () => {
  const promoted = (known: Value | undefined, written: Value | undefined): Value | undefined =>
    promoteObject(known === undefined ? {} : { a: known }, written === undefined ? {} : { a: written })['a'];
  const open = computed('app', 'aws_x.y.a');
  const written = template({ references: ['aws_q.r.arn'] });
  const mention = template({ kind: 'mention' });

  it.each<[string, Value | undefined, Value | undefined, Value | undefined]>([
    ['what is open and never written', open, undefined, undefined],
    ['what is known and never written', 1, undefined, 1],
    ['what is only mentioned and never written', mention, undefined, mention],
    ['what is written and never shown', undefined, 'x', 'x'],
    ['null where a literal is written', null, 'x', 'x'],
    ['null where a reference is written', null, written, null],
    ['what is open', open, written, written],
    ['what is only mentioned', mention, written, mention],
    ['a text', 'x', written, 'x'],
    ['an object where an object is written', { b: open, c: 1 }, { b: 2 }, { b: 2, c: 1 }],
    ['an object where a list of one is written', { b: open }, [{ b: 2 }], { b: 2 }],
    ['an object where a list of two is written', { b: open }, [{ b: 2 }, { b: 3 }], { b: open }],
    ['an object where a list of a text is written', { b: open }, ['x'], { b: open }],
    ['an object where a text is written', { b: open }, 'x', { b: open }],
    ['an object where a reference is written', { b: open }, written, { b: open }],
    ['a list where one object is written', [{ b: open }], { b: 2 }, [{ b: 2 }]],
    ['an open item', [open], [written], [written]],
    ['items that stand where they are written', [open, open], [written, 'x'], [written, 'x']],
    ['items in another order', ['y', 'x', open], ['x', written, 'y'], ['y', 'x', written]],
    ['an item of which nothing is written', ['x', open], ['x'], ['x', open]],
    ['an item that was written as another', ['z'], ['x'], ['z']],
    ['a number written as a text', [{ b: 1, c: open }], [{ b: '1', c: 'x' }], [{ b: 1, c: 'x' }]],
    [
      'a block with a list of one for its item',
      [{ b: ['1'], c: open }],
      [{ b: '1', c: 'x' }],
      [{ b: ['1'], c: 'x' }],
    ],
    [
      'a block with two for its item',
      [{ b: ['1', '2'], c: open }],
      [{ b: '1', c: 'x' }],
      [{ b: ['1', '2'], c: open }],
    ],
    [
      'a block with another one for its item',
      [{ b: ['2'], c: open }],
      [{ b: '1', c: 'x' }],
      [{ b: ['2'], c: open }],
    ],
    ['a block with an empty list', [{ b: [], c: open }], [{ b: '1', c: 'x' }], [{ b: [], c: open }]],
    [
      'a block with the same list',
      [{ b: [1, 2], c: open }],
      [{ b: [1, 2], c: 'x' }],
      [{ b: [1, 2], c: 'x' }],
    ],
    ['a block with a shorter list', [{ b: [1], c: open }], [{ b: [1, 2], c: 'x' }], [{ b: [1], c: open }]],
    [
      'a block with another list',
      [{ b: [1, 3], c: open }],
      [{ b: [1, 2], c: 'x' }],
      [{ b: [1, 3], c: open }],
    ],
    ['a block with null', [{ b: null, c: open }], [{ b: 'y', c: 'x' }], [{ b: 'y', c: 'x' }]],
    ['a block written with null', [{ b: 1, c: open }], [{ b: null, c: 'x' }], [{ b: 1, c: 'x' }]],
    ['a block written with a reference', [{ b: 1, c: open }], [{ b: written, c: 'x' }], [{ b: 1, c: 'x' }]],
    ['a block in a block', [{ b: { d: 1 }, c: open }], [{ b: { d: 2 }, c: 'x' }], [{ b: { d: 1 }, c: open }]],
    [
      'a block where a text is written',
      [{ b: { d: 1 }, c: open }],
      [{ b: 'y', c: 'x' }],
      [{ b: { d: 1 }, c: open }],
    ],
    [
      'a text where a block is written',
      [{ b: 'y', c: open }],
      [{ b: { d: 1 }, c: 'x' }],
      [{ b: 'y', c: open }],
    ],
    ['a text where a list is written', [{ b: 'y', c: open }], [{ b: ['y'], c: 'x' }], [{ b: 'y', c: open }]],
    ['an item that is literal before one that is open', ['x', 'y'], [written, 'x'], ['x', 'y']],
    [
      'an item with a name of the prototype',
      [{ b: open }],
      [{ b: 'x', constructor: 'y' }],
      [{ b: 'x', constructor: 'y' }],
    ],
  ])('has %s', (_, known, from, value) => {
    expect(promoted(known, from)).toEqual(value);
  });

  it('leaves the open template for the open item, whatever their order', () => {
    const block = (port: Value, cidr: Value): Value => ({ port, cidr });
    expect(promoted([block(1, open), block(2, 'y'), open], [written, block(2, 'y'), block(1, 'x')])).toEqual([
      block(1, 'x'),
      block(2, 'y'),
      written,
    ]);
    const [one, two] = [block(1, template({ references: ['aws_a.b.c'] })), block(2, written)];
    expect(promoted([block(2, open), block(1, open)], [one, two])).toEqual([two, one]);
  });
});

it('a plan has every attribute of either side', () => {
  const values: JsonObject = { a: 1 };
  expect(promoteObject(values as ValueObject, { b: 2 })).toEqual({ a: 1, b: 2 });
});
