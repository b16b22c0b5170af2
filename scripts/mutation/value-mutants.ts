import { valueAt, type JsonValue, type PathStep } from '../model/json';
import type { Mutant } from './mutant';
import { partsOf } from './parts';
import type { PolicyFile } from './policy-files';

/** The places of everything in a value, the parts behind the whole. */
export function placesIn(value: JsonValue, path: readonly PathStep[]): PathStep[][] {
  return partsOf(value).flatMap(([step, part]) => [[...path, step], ...placesIn(part, [...path, step])]);
}

/** What may stand instead of a value, in rows of the same kind if possible; undefined for nothing. */
export function othersFor(value: JsonValue, namesakes: ReadonlySet<string>): (JsonValue | undefined)[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, value - 1];
  if (value === null) return [false];
  if (typeof value === 'string' && !isForPeople(value)) {
    return [[...namesakes].find((one) => one !== value) ?? `${value}~`];
  }
  return [undefined];
}

/** The texts that stand under each key of an object, of which two are enough to find another than a given one. */
export function namesakesAt(
  content: JsonValue,
  places: readonly (readonly PathStep[])[],
): Map<PathStep | undefined, Set<string>> {
  const found = new Map<PathStep | undefined, Set<string>>();
  for (const place of places) {
    const step = place.at(-1);
    const value = valueAt(content, place);
    if (typeof step !== 'string' || typeof value !== 'string') continue;
    const known = found.get(step) ?? new Set();
    found.set(step, known.size < 2 ? known.add(value) : known);
  }
  return found;
}

/** Whether a text is a sentence or the address of a page. */
export function isForPeople(value: unknown): boolean {
  return typeof value === 'string' && (value.includes(' ') || value.includes('://'));
}

/** The mutant of a file in which something else stands at a place, or nothing where that is undefined. */
export function mutantAt(
  { path, text }: PolicyFile,
  place: readonly PathStep[],
  value: JsonValue,
  other: JsonValue | undefined,
): Mutant {
  return {
    file: path,
    operator: other === undefined ? 'drop-row' : 'change-value',
    start: 0,
    end: text.length,
    from: typeof value === 'object' && value !== null ? 'it' : JSON.stringify(value),
    to: other === undefined ? 'nothing' : JSON.stringify(other),
    line: place.join(' '),
  };
}
