import type { JsonObject, JsonValue } from '../../model/json';
import { isTemplate, isValueObject, type Hole, type Template, type Value, type ValueObject } from './value';

/** A template in the policy input. A type and not an interface, so that it counts as JSON. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
export type EncodedTemplate = { $unknown: { waits_for: string[]; parts: (string | null)[] } };

/**
 * Resolved values as the policy input has them: nulls in objects are left out, and a template is
 * `{"$unknown": {"waits_for", "parts"}}`. A key of the user that looks like that mark gets one more `$`, so that nobody
 * can write a value that passes for unknown.
 */
export function encodeValue(value: Value, stack: string | null): JsonValue {
  if (isTemplate(value)) return encodeTemplate(value, stack);
  if (Array.isArray(value)) return value.map((item) => encodeValue(item, stack));
  return isValueObject(value) ? encodeObject(value, stack) : value;
}

export function encodeObject(value: ValueObject, stack: string | null): JsonObject {
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [encodeKey(key), encodeValue(item, stack)]));
}

/** The references a template waits for, sorted; those of another stack say which: `network: aws_vpc.main.id`. */
export function waitsFor(template: Template, stack: string | null): string[] {
  const holes = template.parts.filter((part): part is Hole => typeof part === 'object');
  const references = holes.flatMap((hole) =>
    hole.references.map((text) =>
      hole.stack === stack || hole.stack === null ? text : `${hole.stack}: ${text}`,
    ),
  );
  return [...new Set(references)].sort();
}

/** The mark of a value that is not wholly known. */
export function encodeTemplate(template: Template, stack: string | null): EncodedTemplate {
  const parts = template.parts.map((part) => (typeof part === 'string' ? part : null));
  return { $unknown: { waits_for: waitsFor(template, stack), parts } };
}

function encodeKey(key: string): string {
  return /^\$+unknown$/.test(key) ? `$${key}` : key;
}
