import fc from 'fast-check';
import { scanJson } from '../../../scripts/synth/json-scan';

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":{"b":1},"a":{"b":1}}', 'a'],
  ['{"x":[{"a":1},{"a":1,"\\u0061":2}]}', 'a'],
  ['{"a" \n:1,\t"a"\r :2}', 'a'],
  ['{"a":"a","b":"a:"}', null],
  ['[{"a":1},{"a":1}]', null],
  ['{"a":{"a":{"a":1}}}', null],
  ['{"a":"{\\"b\\":1,\\"b\\":2}"}', null],
])('%s repeats %j', (text, expected) => {
  expect(scanJson(text).repeatedKey).toBe(expected);
});

test('brackets in strings have no depth', () => {
  expect(scanJson('{"a":["[[[[\\"{{{{"]}').depth).toBe(2);
});

test.each([
  ['[123456789012]', false],
  ['["1234567890123456789012"]', false],
  ['[1234567890123456]', true],
  ['[0.12345678901234567]', true],
])('%s has a number a double may not keep: %j', (text, expected) => {
  expect(scanJson(text).longNumber).toBe(expected);
});

test('whatever JSON.stringify writes repeats no key and has the depth of the value', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, space) => {
      const { depth, repeatedKey } = scanJson(JSON.stringify(value, null, space));
      expect({ depth, repeatedKey }).toEqual({ depth: depthOf(value), repeatedKey: null });
    }),
  );
});

test('any text at all is scanned to its end', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => scanJson(text)).not.toThrow();
    }),
  );
});
