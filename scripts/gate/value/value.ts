import type { JsonValue } from '../../model/json';

/**
 * What one `${…}` of a template stands for.
 *
 * - `reference`: exactly one traversal such as `aws_sqs_queue.jobs.arn`; may be replaced by the value it leads to.
 * - `expression`: anything else; never evaluated.
 * - `mention`: all that is known is which references an expression has (the `configuration` of a plan says no more).
 * - `computed`: a plan does not know the value and nothing says what it is made from.
 */
export type HoleKind = 'reference' | 'expression' | 'mention' | 'computed';

/** A part of a value that is not known, or not known before references are followed. */
export interface Hole {
  readonly kind: HoleKind;
  /** The stack whose names the references use. */
  readonly stack: string | null;
  /** The references in it as terraform writes them, in order; at least one unless nothing could be named. */
  readonly references: readonly string[];
  /** What an `expression` says, as it was written. */
  readonly text?: string;
}

/** Keeps a template apart from every object that was read from JSON. */
const templateMark = Symbol('template');

/** A text with at least one hole; literal parts have no escapes left. */
export interface Template {
  readonly [templateMark]: true;
  readonly parts: readonly (string | Hole)[];
}

export function makeTemplate(parts: readonly (string | Hole)[]): Template {
  return { [templateMark]: true, parts };
}

export function isTemplate(value: Value | undefined): value is Template {
  return typeof value === 'object' && value !== null && templateMark in value;
}

/** The hole of a template that is nothing but one hole. */
export function onlyHole({ parts }: Template): Hole | null {
  const [part] = parts;
  return parts.length === 1 && typeof part === 'object' ? part : null;
}

/** Whether a hole is a variable and nothing else, whose value nobody gives. */
export function standsForVariable({ kind, references }: Hole): boolean {
  return kind === 'reference' && references.every((reference) => reference.startsWith('var.'));
}

/** Whether a value is one variable, whose value nobody gives. */
export function isVariable(template: Template): boolean {
  const hole = onlyHole(template);
  return hole !== null && standsForVariable(hole);
}

/** Whether a plan left the value open and no template stands for it yet. */
export function isComputed(template: Template): boolean {
  return onlyHole(template)?.kind === 'computed';
}

/** JSON in which any value may be a template. */
export type Value = string | number | boolean | null | Template | Value[] | ValueObject;

export interface ValueObject {
  [key: string]: Value;
}

/** Whether a value has keys (neither a template nor a list nor null). */
export function isValueObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isTemplate(value);
}

/** The object with each member changed, or left out where that is undefined; the same object where nothing changes. */
export function mapMembers(
  value: ValueObject,
  change: (item: Value, key: string) => Value | undefined,
): ValueObject {
  const keys = Object.keys(value);
  // most objects have nothing to change, and are not copied to find that out
  let entries: [string, Value][] | undefined;
  for (const [index, key] of keys.entries()) {
    const item = value[key] ?? null;
    const changed = change(item, key);
    if (entries === undefined) {
      if (changed === item) continue;
      entries = keys.slice(0, index).map((same) => [same, value[same] ?? null]);
    }
    if (changed !== undefined) entries.push([key, changed]);
  }
  return entries === undefined ? value : Object.fromEntries(entries);
}

/** The list with each item changed; the same list where nothing changes. */
export function mapItems(value: Value[], change: (item: Value) => Value): Value[] {
  const items = value.map(change);
  return items.every((item, index) => item === value[index]) ? value : items;
}

/** Whether no part of a value is a template. */
export function isLiteral(value: Value): value is JsonValue {
  if (isTemplate(value)) return false;
  if (Array.isArray(value)) return value.every(isLiteral);
  return isValueObject(value) ? Object.values(value).every(isLiteral) : true;
}

/** What a hole is in {@link textWithHoles}: one that was asked for, and any other. */
export const askedHole = '\u0000';
export const otherHole = '\u0001';

/** A template as a text in which each hole is one character, so that a pattern can say what stands around it. */
export function textWithHoles({ parts }: Template, isAsked: (hole: Hole) => boolean): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : isAsked(part) ? askedHole : otherHole))
    .join('');
}

/** Makes a template of parts, or the plain text where no hole is left; neighbouring texts become one. */
export function joinParts(parts: readonly (string | Hole)[]): string | Template {
  const joined: (string | Hole)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else if (part !== '') joined.push(part);
  }
  if (joined.length === 0) return '';
  const [only] = joined;
  return joined.length === 1 && typeof only === 'string' ? only : makeTemplate(joined);
}

/** A value nobody knows, which waits for the given references. */
export function computed(stack: string | null, reference: string): Template {
  return makeTemplate([{ kind: 'computed', stack, references: [reference] }]);
}
