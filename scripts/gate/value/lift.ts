import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import { evaluateExpression } from '../expression/evaluate';
import { encodedExpression, noExpressions, type Expressions } from '../expression/syntax';
import { parseTemplate } from './parse-template';
import { computed, mapItems, mapMembers, type Value, type ValueObject } from './value';

/**
 * Reads Terraform JSON configuration: strings are templates, and a call of jsonencode that was parsed is the value it
 * encodes. Comments (the key `//`) are left out.
 */
export function liftTemplate(
  value: JsonValue,
  stack: string | null,
  expressions: Expressions = noExpressions,
): Value {
  if (typeof value === 'string') return liftText(value, stack, expressions);
  if (Array.isArray(value)) {
    return mapItems(value, (item) => liftTemplate(item as JsonValue, stack, expressions));
  }
  return isJsonObject(value) ? liftTemplateObject(value, stack, expressions) : value;
}

export function liftTemplateObject(
  value: JsonObject,
  stack: string | null,
  expressions: Expressions = noExpressions,
): ValueObject {
  return mapMembers(value, (member, key) =>
    key === '//' ? undefined : liftTemplate(member as JsonValue, stack, expressions),
  );
}

function liftText(text: string, stack: string | null, expressions: Expressions): Value {
  const encoded = expressions.size === 0 ? undefined : encodedExpression(text);
  const parsed = encoded === undefined ? undefined : expressions.get(encoded);
  return parsed === undefined ? parseTemplate(text, stack) : evaluateExpression(parsed, stack);
}

/** Where a value with a mask comes from: the stack, and what it waits for where it is not known. */
interface Origin {
  readonly stack: string | null;
  readonly waitsFor: string;
}

/** Reads the attributes of a plan or a state: strings are literal, and whatever the mask marks is not known. */
export function liftKnownObject(
  values: JsonObject,
  unknown: JsonValue,
  stack: string | null,
  address: string,
): ValueObject {
  const mask = isJsonObject(unknown) ? unknown : {};
  const keys = new Set([...Object.keys(values), ...Object.keys(mask)]);
  const entries = Array.from(keys, (key): [string, Value | undefined] => {
    const origin = { stack, waitsFor: `${address}.${key}` };
    return [key, liftKnown(own(values, key), unknown === true ? true : own(mask, key), origin)];
  });
  return Object.fromEntries(entries.filter(isPresent));
}

function liftKnown(
  value: JsonValue | undefined,
  mask: JsonValue | undefined,
  origin: Origin,
): Value | undefined {
  if (mask === true) return computed(origin.stack, origin.waitsFor);
  const isAbsent = value === undefined || value === null;
  if (Array.isArray(mask) && (Array.isArray(value) || isAbsent)) {
    const list = isAbsent ? [] : value;
    const indices = Array.from({ length: Math.max(list.length, mask.length) }, (_, index) => index);
    const items = indices.map((index) => liftKnown(list[index], mask[index], origin) ?? null);
    return isAbsent && !mask.some(marks) ? value : items;
  }
  if (isJsonObject(mask) && (isJsonObject(value) || isAbsent)) {
    if (!isJsonObject(value) && !marks(mask)) return value;
    const known = isJsonObject(value) ? value : {};
    const keys = new Set([...Object.keys(known), ...Object.keys(mask)]);
    const entries = Array.from(keys, (key): [string, Value | undefined] => [
      key,
      liftKnown(own(known, key), own(mask, key), origin),
    ]);
    return Object.fromEntries(entries.filter(isPresent));
  }
  return marks(mask) ? computed(origin.stack, origin.waitsFor) : value;
}

/** Whether a mask marks anything at all. */
function marks(mask: JsonValue | undefined): boolean {
  if (Array.isArray(mask)) return mask.some(marks);
  return isJsonObject(mask) ? Object.values(mask).some(marks) : mask === true;
}

function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isPresent(entry: [string, Value | undefined]): entry is [string, Value] {
  return entry[1] !== undefined;
}
