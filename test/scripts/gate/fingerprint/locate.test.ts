import { locate, type Place } from '../../../../scripts/gate/fingerprint/locate';
import { liftTemplateObject } from '../../../../scripts/gate/value/lift';
import type { JsonObject, JsonValue, PathStep } from '../../../../scripts/model/json';
import { resolvers } from './resolvers';

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
      'the resource itself, which nobody wrote',
      { a: 1 },
      null,
      [],
      { path: [], leaf: { known: undefined, written: undefined }, block: null, strictness: 'block' },
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
