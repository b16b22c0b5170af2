import { valueAt, type JsonValue, type PathStep } from '../model/json';
import { mentionsTable } from './batch';
import { partsOf, replaced } from './parts';
import { tableName, type PolicyFile, type RegoFile } from './policy-files';
import type { Candidate } from './run-mutants';
import { isForPeople, mutantAt, namesakesAt, othersFor, placesIn } from './value-mutants';

/** What a table says about itself. */
const aboutTheTable = new Set(['source', 'date']);
/** What a row says about itself. */
const aboutTheRow = new Set(['page', 'date', 'why']);

/** A part of a table that has a name of its own, and the mutants of it and of everything in it. */
export interface TableSection {
  /** The Rego that reads it; no other can notice its mutants. */
  readonly readers: readonly RegoFile[];
  /** The names of its rows, or its rows themselves where they are texts. */
  readonly rows: readonly string[];
  readonly candidates: readonly Candidate[];
}

/**
 * Every mutant of a table by section: each row and each part of one left out, each value another. What is written for
 * people, sentences and addresses of pages, is never changed, as no test need know how it is worded, and left out only
 * where it is the whole row. A section that no Rego reads is for TypeScript, and has none.
 *
 * @param content of the file; the mutants share with it what they have in common
 * @param readers the Rego that reads the table
 */
export function tableMutants(
  file: PolicyFile,
  content: JsonValue,
  readers: readonly RegoFile[],
): TableSection[] {
  const name = tableName(file) ?? file.path;
  const sections = partsOf(content).flatMap(([step, part]) => {
    const own = readers.filter(({ text }) => readsSection(text, name, String(step)));
    const places = [[step], ...placesIn(part, [step])].filter((place) => isFact(content, place));
    return own.length === 0 || places.length === 0 ? [] : [{ readers: own, rows: rowsOf(part), places }];
  });
  const namesakes = namesakesAt(
    content,
    sections.flatMap(({ places }) => places),
  );
  return sections.map(({ places, ...section }) => ({
    ...section,
    candidates: places.flatMap((place) => {
      const value = valueAt(content, place) ?? null;
      return othersFor(value, namesakes.get(place.at(-1)) ?? new Set()).map((other): Candidate => ({
        mutant: mutantAt(file, place, value, other),
        change: { table: { name, content: () => replaced(content, place, other) } },
      }));
    }),
  }));
}

/** Whether Rego names a section of a table, behind the table or a name that it gives the whole of it. */
function readsSection(text: string, table: string, section: string): boolean {
  const whole = mentionsTable(table).source;
  const aliases = [...text.matchAll(new RegExp(`^(\\w+) := ${whole}$`, 'gm'))].map(
    ([, alias]) => `\\b${alias}`,
  );
  return new RegExp(`(?:${[whole, ...aliases].join('|')})(?:\\.|\\[")${section}\\b`).test(text);
}

function rowsOf(part: JsonValue): string[] {
  return partsOf(part).flatMap(([step, row]) =>
    typeof step === 'string' ? [step] : typeof row === 'string' ? [row] : [],
  );
}

function isFact(content: JsonValue, place: readonly PathStep[]): boolean {
  const key = String(place.at(-1));
  if (place.length === 1) return !aboutTheTable.has(key);
  if (aboutTheRow.has(key)) return false;
  const around = valueAt(content, place.slice(0, -1)) ?? null;
  return !isForPeople(valueAt(content, place)) || Object.values(around ?? {}).every(isForPeople);
}
