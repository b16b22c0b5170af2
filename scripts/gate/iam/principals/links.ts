import type { Resolver } from '../../system/resolver';
import type { Subject } from '../../system/scope';
import { isTemplate, isValueObject, onlyHole, type Hole, type Template, type Value } from '../../value/value';

/** What a value that names something leads to: a resource or data source, or a text. */
export type Link =
  | { readonly subject: Subject; readonly attribute: string }
  | { readonly subject: null; readonly text: string | Template };

/** Follows a value to the resource it is read from, and else to its text; null where nothing is named. */
export function follow(value: Value | undefined, resolver: Resolver): Link | null {
  const direct = subjectOf(value, resolver);
  if (direct !== null) return direct;
  const resolved = resolver.resolve(value ?? null);
  const indirect = subjectOf(resolved, resolver);
  if (indirect !== null) return indirect;
  return typeof resolved === 'string' || isTemplate(resolved) ? { subject: null, text: resolved } : null;
}

/** The items of a value that is a list, was written as one alone, or refers to one. */
export function listed(value: Value | undefined, resolver: Resolver): Value[] {
  if (value === undefined || value === null) return [];
  const resolved = isTemplate(value) ? resolver.resolve(value) : value;
  return Array.isArray(resolved) ? resolved.filter((item) => item !== null) : [value];
}

/** The nested blocks of a name, be they written as a list or alone. */
export function blocksOf(value: Value | undefined): Value[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function subjectOf(value: Value | undefined, resolver: Resolver): Link | null {
  const hole = isTemplate(value) ? onlyHole(value) : null;
  if (hole === null || !isOneReference(hole)) return null;
  const found = resolver.subjectOf(hole);
  if (found === undefined) return null;
  const [attribute = 'id'] = found.reference.steps;
  return { subject: found.subject, attribute: String(attribute) };
}

/** Whether a hole is one reference, or has one and nobody knows what is done with it (the configuration of a plan). */
function isOneReference(hole: Hole): boolean {
  return (hole.kind === 'reference' || hole.kind === 'mention') && hole.references.length === 1;
}

/** A text as a key: equal for texts made of the same parts; undefined where a part may differ each time. */
export function textKey(text: string | Template): string | undefined {
  if (typeof text === 'string') return text;
  if (!text.parts.every((part) => typeof part === 'string' || part.kind === 'reference')) return undefined;
  return JSON.stringify(
    text.parts.map((part) => (typeof part === 'string' ? part : [part.stack, part.references])),
  );
}

/** What follows the last of some marks in a text, as the name in an ARN does. */
export function afterLast(text: string | Template, mark: string): string | Template | undefined {
  if (typeof text === 'string') {
    const at = text.lastIndexOf(mark);
    return at < 0 ? undefined : text.slice(at + mark.length);
  }
  for (let index = text.parts.length - 1; index >= 0; index -= 1) {
    const part = text.parts[index];
    const at = typeof part === 'string' ? part.lastIndexOf(mark) : -1;
    if (typeof part !== 'string' || at < 0) continue;
    const rest = text.parts.slice(index + 1);
    const first = part.slice(at + mark.length);
    return rest.length === 0 ? first : { ...text, parts: first === '' ? rest : [first, ...rest] };
  }
  return undefined;
}

/** A member of an object, where the value is one. */
export function memberOf(value: Value | undefined, key: string): Value | undefined {
  return isValueObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
