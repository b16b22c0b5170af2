import { parseDocument } from '../iam/parse-document';
import type { Resolver } from '../system/resolver';
import { member } from '../system/scope';
import { isTemplate, isValueObject, onlyHole, type Template, type Value } from '../value/value';

/**
 * How strictly what is known must repeat what was written: a provider fills what a `block` leaves out with defaults, and
 * nobody fills a policy `document`.
 */
export type Strictness = 'block' | 'document';

/**
 * Whether a known value can be what the written one became: an equal one, one that its references lead to, or the default
 * of something that was never written. A list of one may stand alone, and the order of a list does not count, as
 * providers read lists back in an order of their own.
 */
export function agree(
  known: Value | undefined,
  written: Value | undefined,
  resolver: Resolver,
  strictness: Strictness,
): boolean {
  if (isTemplate(known)) return true;
  if (isEmpty(known) && isEmpty(written)) return true;
  if (isTemplate(written)) return agreesWithTemplate(known, written, resolver, strictness);
  if (isEmpty(written)) return strictness === 'block' && isScalar(known);
  if (Array.isArray(known) || Array.isArray(written)) {
    return listsAgree(listOf(known), listOf(written), resolver, strictness);
  }
  if (isValueObject(known) && isValueObject(written)) {
    const keys = new Set([...Object.keys(known), ...Object.keys(written)]);
    return [...keys].every((key) => agree(member(known, key), member(written, key), resolver, strictness));
  }
  if (!isScalar(known) || !isScalar(written)) return false;
  return String(known) === String(written) || documentsAgree(known, written, resolver);
}

/** Nothing, or what terraform writes for nothing: `""`, `false`, 0, `[]` and whatever consists of them. */
export function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value === null || isTemplate(value))
    return value === undefined || value === null;
  if (Array.isArray(value)) return value.every(isEmpty);
  if (isValueObject(value)) return Object.values(value).every(isEmpty);
  return value === '' || value === false || value === 0;
}

function agreesWithTemplate(
  known: Value | undefined,
  written: Template,
  resolver: Resolver,
  strictness: Strictness,
): boolean {
  const resolved = resolver.resolve(written);
  if (!isTemplate(resolved)) return agree(known, resolved, resolver, strictness);
  if (onlyHole(resolved) !== null) return true;
  return typeof known === 'string' && (fits(known, resolved) || documentsAgree(known, resolved, resolver));
}

/** Whether a text has the literal parts of a template, in their order, with anything in its holes. */
function fits(text: string, { parts }: Template): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') continue;
    const isLast = index === parts.length - 1;
    const found = isLast ? text.length - part.length : text.indexOf(part, at);
    if (found < at || !text.startsWith(part, found) || (index === 0 && found !== 0)) return false;
    at = found + part.length;
  }
  return true;
}

/** The same document, whatever its white space and the order of its keys. */
function documentsAgree(known: Value, written: Value, resolver: Resolver): boolean {
  if (typeof known !== 'string') return false;
  // Stryker disable next-line ConditionalExpression,StringLiteral: what begins otherwise is no document, as parsing it would say later
  if (!known.trimStart().startsWith('{')) return false;
  const [left, right] = [parseDocument(known), parseDocument(written)];
  return (
    left.document !== null &&
    right.document !== null &&
    agree(left.document, right.document, resolver, 'document')
  );
}

function listsAgree(
  known: readonly Value[],
  written: readonly Value[],
  resolver: Resolver,
  strictness: Strictness,
): boolean {
  if (known.length !== written.length) return false;
  const free = new Set(written.keys());
  return known.every((item, index) => {
    const partner = partnerOf(item, index, written, free, resolver, strictness);
    if (partner === undefined) return false;
    free.delete(partner);
    return true;
  });
}

/** The index of the written item that an item of a known list came from: the one at its place, else the first that agrees. */
export function partnerOf(
  item: Value,
  index: number,
  written: readonly Value[],
  free: ReadonlySet<number>,
  resolver: Resolver,
  strictness: Strictness,
): number | undefined {
  const candidates = [index, ...written.keys()].filter((candidate) => free.has(candidate));
  const agreeing = candidates.filter((candidate) =>
    agree(item, written[candidate] ?? null, resolver, strictness),
  );
  // a literal that is the same comes before a reference that could be
  return agreeing.find((candidate) => !isTemplate(written[candidate])) ?? agreeing[0];
}

/** A value as a list: what stands alone is a list of one. */
export function listOf(value: Value | undefined): readonly Value[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function isScalar(value: Value | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
