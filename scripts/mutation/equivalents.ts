import { z } from 'zod';
import { describeMutant, type Mutant } from './mutant';
import type { Trial } from './run-mutants';

/** Mutants that no test can tell from the rule, by file, operator and source text, each with the reason why. */
export const equivalentsSchema = z.array(
  z.strictObject({
    file: z.string(),
    operator: z.string(),
    from: z.string(),
    to: z.string(),
    line: z.string(),
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
  const argued = new Map(equivalents.map((entry) => [keyOf(entry), entry]));
  const all = trials.filter(({ fate }) => fate === 'survived').map(({ mutant }) => mutant);
  const equivalent = all.filter((mutant) => argued.has(keyOf(mutant)));
  const used = new Set(equivalent.map(keyOf));
  const run = new Set(trials.map(({ mutant }) => mutant.file));
  return {
    survivors: all.filter((mutant) => !argued.has(keyOf(mutant))),
    equivalent,
    needless: equivalents.filter((entry) => run.has(entry.file) && !used.has(keyOf(entry))),
  };
}

function keyOf(mutant: Parameters<typeof describeMutant>[0] | Equivalent): string {
  return describeMutant(mutant as Mutant);
}
