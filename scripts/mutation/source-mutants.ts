import { valueAt, type JsonValue, type PathStep } from '../model/json';
import type { Mutant } from './mutant';
import { partsOf, replaced } from './parts';
import { contentOf, type PolicyFile } from './policy-files';
import type { Candidate } from './run-mutants';
import { mutantAt, namesakesAt, othersFor, placesIn } from './value-mutants';

/** What a source with another content makes of its table; undefined where the generator refuses that content. */
export type Remake = (content: JsonValue) => JsonValue | undefined;

/** The mutants of a file that people write and a table is made of. */
export interface SourceMutants {
  readonly candidates: readonly Candidate[];
  /** What the generator refuses, so that nobody can make this mistake unnoticed. */
  readonly stillborn: readonly Mutant[];
  /** The rows of the table that the file speaks about. */
  readonly rows: readonly string[];
}

/** The mutants of a source, each with the table it comes to: every part left out, and texts and numbers also changed. */
export function sourceMutants(file: PolicyFile, table: string, remake: Remake): SourceMutants {
  const content = contentOf(file);
  const places = placesIn(content, []).filter((place) => place[0] !== 'source');
  const namesakes = namesakesAt(content, places);
  const candidates: Candidate[] = [];
  const stillborn: Mutant[] = [];
  for (const place of places) {
    const value = valueAt(content, place) ?? null;
    for (const other of new Set([undefined, ...othersFor(value, namesakes.get(place.at(-1)) ?? new Set())])) {
      const remade = (): JsonValue | undefined => remake(replaced(content, place, other) ?? null);
      const mutant = mutantAt(file, place, value, other);
      if (remade() === undefined) stillborn.push(mutant);
      // made again when it is run: all of them at once would be too much to keep
      else candidates.push({ mutant, change: { table: { name: table, content: remade } } });
    }
  }
  return { candidates, stillborn, rows: [...new Set(typesIn(content))] };
}

/** The resource types a source names, as a key or as a text. */
function typesIn(value: JsonValue): string[] {
  if (typeof value === 'string') return value.startsWith('aws_') ? [value] : [];
  return partsOf(value).flatMap(([step, part]: [PathStep, JsonValue]) => [
    ...(typeof step === 'string' && step.startsWith('aws_') ? [step] : []),
    ...typesIn(part),
  ]);
}
