import { policyAttributes } from '../../../../scripts/gate/iam/policy-attributes';
import type { IamFacts } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { iamFactsOf } from './facts-of';
import { configuration } from './systems';

const facts = (type: string, values: JsonObject): IamFacts =>
  iamFactsOf([configuration({ resource: { [type]: { r: values } } })]);
const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/k' };

describe('every attribute that bears a policy', () => {
  const rows = [...policyAttributes].flatMap(([type, attributes]) =>
    attributes.map(({ path, kind }) => [type, path, kind] as const),
  );
  const nested = (path: readonly string[], value: JsonValue): JsonObject =>
    path.reduceRight<JsonValue>(
      (inner, step, index) => ({ [step]: index < path.length - 1 ? [inner] : inner }),
      value,
    ) as JsonObject;

  it.each(rows)('%s %j ends in a statement, or undetermined where it cannot be read', (type, path, kind) => {
    const read = facts(type, nested(path, JSON.stringify({ Statement: [allow] })));
    expect(read.undetermined).toEqual([]);
    expect(read.statements).toMatchObject([{ type, kind, actions: [{ pattern: 's3:GetObject' }] }]);
    for (const bad of [
      'not json',
      '[]',
      '{}',
      '{"Statement":[]}',
      '${jsonencode(local.x)}',
      '{"Statement":${local.x}}',
      7,
      ['x'],
    ]) {
      const unread = facts(type, nested(path, bad));
      expect(unread.statements).toEqual([]);
      expect(unread.undetermined).toHaveLength(1);
    }
    expect(facts(type, nested(path, ''))).toMatchObject({ statements: [], undetermined: [] });
  });
});
