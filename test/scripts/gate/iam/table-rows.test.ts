import { LineRows, readTable } from '../../../../scripts/gate/iam/table-rows';
import { policyDirectory } from '../support';

const rowsOf = (rows: LineRows<object>): [string, object | undefined][] =>
  [...rows.keys()].map((name) => [name, rows.get(name)]);

describe('the rows of a table with a line each', () => {
  it.each([
    ['iam-actions', 'services'],
    ['iam-resources', 'services'],
    ['iam-condition-keys', 'services'],
    ['iam-managed-policies', 'policies'],
  ])('of %s are those the whole table has, and the rest is the rest', (name, member) => {
    const text = readTable(policyDirectory, name);
    const whole = JSON.parse(text) as Record<string, object>;
    const rows = new LineRows(text);
    expect(rowsOf(rows)).toEqual(Object.entries(whole[member] ?? {}));
    expect(rows.rest).toEqual({ ...whole, [member]: {} });
  });

  it('are not mistaken for rows of what stands after them', () => {
    const rows = new LineRows(
      '{\n  "rows": {\n    "a": [1],\n    "b": []\n  },\n  "rest": {\n    "c": [2]\n  }\n}\n',
    );
    expect(rowsOf(rows)).toEqual([
      ['a', [1]],
      ['b', []],
    ]);
    expect(rows.rest).toEqual({ rows: {}, rest: { c: [2] } });
    expect([rows.has('b'), rows.has('c'), rows.get('c')]).toEqual([true, false, undefined]);
  });

  it('are parsed once, and none where there are none', () => {
    const rows = new LineRows('{\n  "rows": {\n    "a": {}\n  }\n}\n');
    expect(rows.get('a')).toBe(rows.get('a'));
    expect(rowsOf(new LineRows('{"rows": {}}'))).toEqual([]);
    expect(new LineRows('{"rows": {}}').rest).toEqual({ rows: {} });
  });

  it('that no JSON is are an error where they are asked for', () => {
    expect(() => new LineRows('{\n  "rows": {\n    "a": {\n    }\n  }\n}\n').get('a')).toThrow(SyntaxError);
  });
});
