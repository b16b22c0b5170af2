import { embeddedDocument, leafChanges } from '../../../../scripts/report/review/json-leaves';

describe('leafChanges', () => {
  it.each([
    {
      what: 'nothing between equals',
      before: { b: 1, a: [1, { c: null }] },
      after: { a: [1, { c: null }], b: 1 },
      changes: [],
    },
    {
      what: 'a changed part',
      before: { a: { b: 1 } },
      after: { a: { b: 2 } },
      changes: [{ path: ['a', 'b'], before: 1, after: 2 }],
    },
    {
      what: 'null and absent apart',
      before: { a: null },
      after: {},
      changes: [{ path: ['a'], before: null }],
    },
    {
      what: 'false and zero as values',
      before: { a: false },
      after: { a: 0 },
      changes: [{ path: ['a'], before: false, after: 0 }],
    },
    {
      what: 'members of a plain list',
      before: ['x', 'y'],
      after: ['y', 'z'],
      changes: [
        { path: [0], before: 'x' },
        { path: [1], after: 'z' },
      ],
    },
    {
      what: 'a new order of a plain list',
      before: ['x', 'y'],
      after: ['y', 'x'],
      changes: [{ path: [], before: ['x', 'y'], after: ['y', 'x'] }],
    },
    {
      what: 'a repeated member',
      before: ['x'],
      after: ['x', 'x'],
      changes: [{ path: [], before: ['x'], after: ['x', 'x'] }],
    },
    {
      what: 'a value that becomes a list',
      before: { a: 'x' },
      after: { a: ['x'] },
      changes: [{ path: ['a'], before: 'x', after: ['x'] }],
    },
    {
      what: 'an empty list that is filled',
      before: { a: [] },
      after: { a: ['x'] },
      changes: [{ path: ['a', 0], after: 'x' }],
    },
    {
      what: 'a new object',
      before: undefined,
      after: { a: { b: 1 } },
      changes: [{ path: ['a', 'b'], after: 1 }],
    },
    {
      what: 'an object that goes',
      before: { a: 1 },
      after: undefined,
      changes: [{ path: ['a'], before: 1 }],
    },
  ])('tells $what', ({ before, after, changes }) => {
    expect(leafChanges(before, after)).toEqual(changes);
  });

  it('is not misled by names every object has', () => {
    expect(leafChanges({ a: 1 }, { a: 1, constructor: 'x' })).toEqual([
      { path: ['constructor'], after: 'x' },
    ]);
  });
});

describe('embeddedDocument', () => {
  it.each([
    { text: '{"a":1}', value: { a: 1 } },
    { text: ' [1]', value: [1] },
    { text: '{broken', value: '{broken' },
    { text: '12', value: '12' },
    { text: 'true', value: 'true' },
  ])('reads $text', ({ text, value }) => {
    expect(embeddedDocument(text)).toEqual(value);
  });
});
