import { canonicalJson } from '../../model/digest';
import type { JsonValue, PathStep } from '../../model/json';
import { isJsonObject } from '../../model/json';

/** A part of a value that has no parts of its own. */
export interface Leaf {
  readonly path: readonly PathStep[];
  readonly value: JsonValue;
}

/** One difference between two values; undefined where a side has nothing at the path. */
export interface LeafChange {
  readonly path: readonly PathStep[];
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** The document in a text such as an IAM policy, or the value itself where it is no JSON document. */
export function embeddedDocument(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    return value;
  }
}

/** What differs between two values, part by part; lists of plain values are compared as sets. */
export function leafChanges(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: readonly PathStep[] = [],
): LeafChange[] {
  if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after))
    return [];
  if (isPlainList(before) && isPlainList(after)) return membershipChanges(before, after, path);
  if (haveComparableParts(before, after)) {
    return partNames(before, after).flatMap((step) =>
      leafChanges(partAt(before, step), partAt(after, step), [...path, step]),
    );
  }
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function membershipChanges(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  path: readonly PathStep[],
): LeafChange[] {
  const had = new Set(before);
  const has = new Set(after);
  const removed = before.map((value, index) => ({ value, index })).filter(({ value }) => !has.has(value));
  const added = after.map((value, index) => ({ value, index })).filter(({ value }) => !had.has(value));
  if (removed.length + added.length === 0) return [{ path, before: [...before], after: [...after] }];
  return [
    ...removed.map(({ value, index }) => ({ path: [...path, index], before: value })),
    ...added.map(({ value, index }) => ({ path: [...path, index], after: value })),
  ];
}

function isPlainList(value: JsonValue | undefined): value is JsonValue[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((member) => typeof member !== 'object' || member === null)
  );
}

/** Two objects, two lists, or one of them that has parts where the other side has nothing. */
function haveComparableParts(before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  if (before === undefined) return hasParts(after);
  if (after === undefined) return hasParts(before);
  return (isJsonObject(before) && isJsonObject(after)) || (Array.isArray(before) && Array.isArray(after));
}

function hasParts(value: JsonValue | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : isJsonObject(value) && Object.keys(value).length > 0;
}

function partNames(before: JsonValue | undefined, after: JsonValue | undefined): PathStep[] {
  const names = [before, after].flatMap((side): PathStep[] => {
    if (Array.isArray(side)) return side.map((_member, index) => index);
    return isJsonObject(side) ? Object.keys(side) : [];
  });
  return [...new Set(names)];
}

function partAt(value: JsonValue | undefined, step: PathStep): JsonValue | undefined {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined;
}
