import type { JsonObject, JsonValue } from '../../model/json';
import {
  isTemplate,
  isValueObject,
  mapItems,
  mapMembers,
  type Hole,
  type Template,
  type Value,
  type ValueObject,
} from './value';

/** A template in the policy input. A type and not an interface, so that it counts as JSON. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
export type EncodedTemplate = { $unknown: { waits_for: string[]; parts: (string | null)[] } };

/**
 * Resolved values as the policy input has them: nulls in objects are left out, and a template is
 * `{"$unknown": {"waits_for", "parts"}}`. A key of the user that looks like that mark gets one more `$`, so that nobody
 * can write a value that passes for unknown.
 */
export function encodeValue(value: Value, stack: string | null): JsonValue {
  return encode(value, stack) as JsonValue;
}

export function encodeObject(value: ValueObject, stack: string | null): JsonObject {
  return encodeMembers(value, stack) as JsonObject;
}

/** What has neither nulls nor templates is its own encoding. */
function encode(value: Value, stack: string | null): Value {
  if (isTemplate(value)) return encodeTemplate(value, stack);
  if (Array.isArray(value)) return mapItems(value, (item) => encode(item, stack));
  return isValueObject(value) ? encodeMembers(value, stack) : value;
}

function encodeMembers(value: ValueObject, stack: string | null): ValueObject {
  const members = mapMembers(value, (item) => (item === null ? undefined : encode(item, stack)));
  return Object.keys(members).some(isMark)
    ? Object.fromEntries(Object.entries(members).map(([key, item]) => [isMark(key) ? `$${key}` : key, item]))
    : members;
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

/** A text as it is; what is neither text nor template, where a text should be, as JSON. */
export function encodeText(value: Value, stack: string | null): string | EncodedTemplate {
  if (isTemplate(value)) return encodeTemplate(value, stack);
  return typeof value === 'string' ? value : JSON.stringify(encodeValue(value, stack));
}

function isMark(key: string): boolean {
  return key.startsWith('$') && /^\$+unknown$/.test(key);
}
