import { isComputed, isLiteral, isTemplate, isValueObject, type Value, type ValueObject } from './value';

/**
 * Puts the evidence of a plan or state and of the template it came from together: what is known stands, and where it is
 * not, the template does.
 *
 * An attribute the provider computes and the template never mentions is left out, as it was at synth: a rule that asks
 * for it to be written decides the same at both. So is not an unknown part of something the template leaves open.
 */
export function promoteObject(known: ValueObject, template: ValueObject): ValueObject {
  const keys = new Set([...Object.keys(known), ...Object.keys(template)]);
  const entries: [string, Value][] = [];
  for (const key of keys) {
    const promoted = promote(ownValue(known, key), ownValue(template, key));
    if (promoted !== undefined) entries.push([key, promoted]);
  }
  return Object.fromEntries(entries);
}

function promote(known: Value | undefined, template: Value | undefined): Value | undefined {
  if (template === undefined) return isTemplate(known) && isComputed(known) ? undefined : known;
  if (known === undefined) return template;
  if (known === null) return isLiteral(template) ? template : null;
  if (isTemplate(known)) return isComputed(known) ? template : known;
  if (Array.isArray(known)) return promoteList(known, Array.isArray(template) ? template : [template]);
  if (isValueObject(known)) {
    if (isValueObject(template)) return promoteObject(known, template);
    const [only] = Array.isArray(template) ? template : [];
    return Array.isArray(template) && template.length === 1 && isValueObject(only)
      ? promoteObject(known, only)
      : known;
  }
  return known;
}

/**
 * Items join by position where their known parts agree, and else with any item of the template that agrees: terraform
 * prints sets in an order of its own.
 */
function promoteList(known: readonly Value[], templates: readonly Value[]): Value[] {
  const free = new Set(templates.keys());
  const partners = new Map<number, Value>();
  const join = (index: number, candidates: Iterable<number>): void => {
    const item = known[index];
    if (item === undefined || partners.has(index)) return;
    for (const candidate of candidates) {
      const template = templates[candidate];
      if (template === undefined || !free.has(candidate) || !agree(item, template)) continue;
      free.delete(candidate);
      partners.set(index, template);
      return;
    }
  };
  const indices = [...known.keys()];
  const isOpen = (index: number): boolean => isTemplate(known[index]);
  const literal = (candidates: Iterable<number>): number[] =>
    [...candidates].filter((candidate) => isLiteral(templates[candidate] ?? null));
  const closed = indices.filter((index) => !isOpen(index));
  // what is known takes its literal first, so that the open template is left for the open item
  for (const index of closed) join(index, literal([index]));
  for (const index of closed) join(index, literal(free));
  for (const group of [closed, indices.filter(isOpen)]) {
    for (const index of group) join(index, [index]);
    for (const index of group) join(index, [...free]);
  }
  return known.map((item, index) => {
    const partner = partners.get(index);
    return partner === undefined ? item : (promote(item, partner) ?? item);
  });
}

function agree(known: Value, template: Value): boolean {
  if (isTemplate(known) || isTemplate(template)) return true;
  if (known === null || template === null) return true;
  if (Array.isArray(known)) {
    if (!Array.isArray(template))
      return known.length === 1 && known[0] !== undefined && agree(known[0], template);
    return (
      known.length === template.length && known.every((item, index) => agree(item, template[index] ?? null))
    );
  }
  if (isValueObject(known)) {
    if (!isValueObject(template)) return false;
    return Object.entries(template).every(([key, member]) => agree(ownValue(known, key) ?? null, member));
  }
  return !Array.isArray(template) && !isValueObject(template) && String(known) === String(template);
}

function ownValue(object: ValueObject, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
