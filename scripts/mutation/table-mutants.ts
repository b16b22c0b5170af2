import * as z from 'zod';
import { valueAt, type JsonValue, type PathStep } from '../model/json';
import type { Mutant } from './mutant';
import { tableName, type PolicyFile } from './policy-files';
import { partsOf, replaced } from './parts';
import type { Candidate } from './run-mutants';

/** What a table says about itself. */
const aboutTheTable = new Set(['source', 'date']);
/** What a row says about itself. */
const aboutTheRow = new Set(['page', 'date', 'why']);

/**
 * Every mutant of a table: each row and each part of one left out, each value another. What is written for people,
 * sentences and addresses of pages, is never changed, as no test need know how it is worded, and left out only where it
 * is the whole row.
 *
 * @param readers the Rego that reads the table; a part that none of it names is for TypeScript
 */
export function tableMutants(file: PolicyFile, readers: readonly PolicyFile[]): Candidate[] {
  const content: JsonValue = z.json().parse(JSON.parse(file.text));
  const name = tableName(file) ?? file.path;
  const places = placesIn(content, []).filter(
    (place) => isFact(content, place) && readers.some(({ text }) => text.includes(String(place[0]))),
  );
  const namesakes = places.map((place): [PathStep | undefined, JsonValue] => [
    place.at(-1),
    valueAt(content, place) ?? null,
  ]);
  return places.flatMap((place) => {
    const value = valueAt(content, place) ?? null;
    const same = namesakes.filter(([step]) => typeof step === 'string' && step === place.at(-1));
    return othersFor(
      value,
      same.map(([, one]) => one),
    ).map((other): Candidate => ({
      mutant: mutantOf(file, place, value, other),
      change: { table: { name, content: replaced(content, place, other) } },
    }));
  });
}

function isFact(content: JsonValue, place: readonly PathStep[]): boolean {
  const key = String(place.at(-1));
  if (place.length === 1) return !aboutTheTable.has(key);
  if (aboutTheRow.has(key)) return false;
  const around = valueAt(content, place.slice(0, -1)) ?? null;
  return !isForPeople(valueAt(content, place)) || Object.values(around ?? {}).every(isForPeople);
}

/** The places of everything in a value, the parts behind the whole. */
function placesIn(value: JsonValue, path: readonly PathStep[]): PathStep[][] {
  return partsOf(value).flatMap(([step, part]) => [[...path, step], ...placesIn(part, [...path, step])]);
}

/** What may stand instead of a value, in rows of the same kind if possible; undefined for nothing. */
function othersFor(value: JsonValue, namesakes: readonly JsonValue[]): (JsonValue | undefined)[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, value - 1];
  if (value === null) return [false];
  if (typeof value === 'string' && !isForPeople(value)) {
    return [namesakes.find((one) => typeof one === 'string' && one !== value) ?? `${value}~`];
  }
  return [undefined];
}

function isForPeople(value: unknown): boolean {
  return typeof value === 'string' && (value.includes(' ') || value.includes('://'));
}

function mutantOf(
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
