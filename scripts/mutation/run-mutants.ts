import { runBatch, type Change, type Fate, type Laboratory } from './batch';
import type { Mutant } from './mutant';
import type { TestSet } from './test-set';

/** A mutant with what it changes. */
export interface Candidate {
  readonly mutant: Mutant;
  readonly change: Change;
}

/** Mutants that are tried with the same tests. */
export interface Experiment {
  readonly sets: readonly TestSet[];
  readonly candidates: readonly Candidate[];
}

/** What became of each mutant, in the order they were given. */
export interface Trial {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

/** How many lines of Rego one OPA is given, and how many mutants: beyond that it slows down. */
const batchLines = 12_000;
const batchMutants = 60;

/**
 * Runs experiments, as many batches at a time as asked for; `onBatch` hears how many mutants each batch has settled.
 *
 * A mutant that survives the first set of tests goes on to the next; one without any test survives.
 */
export async function runExperiments(
  laboratory: Laboratory,
  experiments: readonly Experiment[],
  workers: number,
  onBatch: (settled: number) => void,
): Promise<Trial[]> {
  const fates = new Map<Mutant, Fate>();
  const queue = experiments.map(({ sets, candidates }) => ({ sets, candidates: [...candidates] }));
  const work = async (): Promise<void> => {
    for (let job = takeBatch(queue); job !== undefined; job = takeBatch(queue)) {
      const { set, later, candidates } = job;
      const settled =
        set === undefined
          ? candidates.map((): Fate => 'survived')
          : await runBatch(
              laboratory,
              set,
              candidates.map(({ change }) => change),
            );
      const survivors = candidates.filter((_, index) => settled[index] === 'survived');
      candidates.forEach(({ mutant }, index) => fates.set(mutant, settled[index] ?? 'survived'));
      if (later.length > 0 && survivors.length > 0) queue.push({ sets: later, candidates: survivors });
      onBatch(later.length > 0 ? candidates.length - survivors.length : candidates.length);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return experiments.flatMap(({ candidates }) =>
    candidates.map(({ mutant }) => ({ mutant, fate: fates.get(mutant) ?? 'survived' })),
  );
}

interface Job {
  readonly set: TestSet | undefined;
  readonly later: readonly TestSet[];
  readonly candidates: readonly Candidate[];
}

function takeBatch(queue: { sets: readonly TestSet[]; candidates: Candidate[] }[]): Job | undefined {
  const [next] = queue;
  if (next === undefined) return undefined;
  const [set, ...later] = next.sets;
  const lines = set === undefined ? 0 : set.own.reduce((sum, { text }) => sum + text.split('\n').length, 0);
  const size = Math.max(1, Math.min(batchMutants, Math.floor(batchLines / Math.max(lines, 1))));
  const candidates = next.candidates.splice(0, size);
  if (next.candidates.length === 0) queue.shift();
  return { set, later, candidates };
}
