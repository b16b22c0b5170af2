import * as z from 'zod';
import { describeMutant, type Mutant } from './mutant';
import type { Trial } from './run-mutants';

/** Mutants that no test can tell from the rule, each in the line a run prints for a survivor, with the reason why. */
export const equivalentsSchema = z.array(
  z.strictObject({
    mutant: z.string().regex(/^\S+: \S+ .* in: /),
    /** Why nothing a rule is given can make a difference. */
    because: z.string().trim().min(20),
  }),
);
export type Equivalent = z.infer<typeof equivalentsSchema>[number];

export interface SortedSurvivors {
  readonly survivors: readonly Mutant[];
  /** Those that are argued to be the rule itself. */
  readonly equivalent: readonly Mutant[];
  /** Entries about a file that was run, of which no mutant survived: somebody found a test, or changed the rule. */
  readonly needless: readonly Equivalent[];
}

/** Tells the survivors that are argued to be equivalent from those that lack a test. */
export function sortSurvivors(trials: readonly Trial[], equivalents: readonly Equivalent[]): SortedSurvivors {
  const argued = new Set(equivalents.map(({ mutant }) => mutant));
  const all = trials.filter(({ fate }) => fate === 'survived').map(({ mutant }) => mutant);
  const equivalent = all.filter((mutant) => argued.has(describeMutant(mutant)));
  const used = new Set(equivalent.map(describeMutant));
  const run = new Set(trials.map(({ mutant }) => mutant.file));
  return {
    survivors: all.filter((mutant) => !argued.has(describeMutant(mutant))),
    equivalent,
    needless: equivalents.filter(({ mutant }) => run.has(fileOf(mutant)) && !used.has(mutant)),
  };
}

function fileOf(described: string): string {
  return described.slice(0, described.indexOf(':'));
}
