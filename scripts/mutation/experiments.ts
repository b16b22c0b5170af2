import { MutationError } from './error';
import { comparedTrials, type GeneratedTables, type Generators } from './generated-tables';
import { tableName, tablePath, type PolicyFile, type RegoFile } from './policy-files';
import type { Candidate, Experiment, Trial } from './run-mutants';
import { sourceMutants } from './source-mutants';
import { tableMutants } from './table-mutants';
import { rootsOf, testSetsOf } from './test-set';

/** What is to be tried with the tests, and what is settled without them. */
export interface Plan {
  readonly experiments: readonly Experiment[];
  readonly settled: readonly Trial[];
}

/**
 * The mutants of some files with what tries them: of Rego and of tables the tests that depend on them; of a table that is
 * made the comparison with what its generator makes, as what is in it by hand is mutated in its sources.
 *
 * @param regoMutants the mutants of a Rego file
 */
export async function planOf(
  targets: readonly PolicyFile[],
  files: readonly RegoFile[],
  generated: GeneratedTables,
  regoMutants: (file: PolicyFile) => Promise<readonly Candidate[]>,
): Promise<Plan> {
  const isMade = (file: PolicyFile): boolean => generated.names.includes(tableName(file) ?? '');
  const isSource = ({ path }: PolicyFile): boolean => generated.sources.some((one) => one.path === path);
  const needed = targets.some((file) => isMade(file) || isSource(file));
  const generators = needed ? await generated.load() : undefined;
  const plans: Plan[] = [];
  for (const file of targets) {
    const roots = rootsOf(files, file);
    if (tableName(file) === undefined && !isSource(file)) {
      const candidates = await regoMutants(file);
      plans.push({ experiments: [{ sets: testSetsOf(files, roots), candidates }], settled: [] });
      continue;
    }
    if (generators !== undefined && isSource(file)) {
      plans.push(planOfSource(file, files, generators));
      continue;
    }
    const sections = tableMutants(file, roots);
    if (generators !== undefined && isMade(file)) {
      const candidates = sections.flatMap((section) => section.candidates);
      plans.push({ experiments: [], settled: comparedTrials(file, candidates, generators) });
      continue;
    }
    const experiments = sections.map(({ readers, rows, candidates }) => ({
      sets: testSetsOf(files, readers, rows),
      candidates,
    }));
    plans.push({ experiments, settled: [] });
  }
  return {
    experiments: plans.flatMap(({ experiments }) => experiments),
    settled: plans.flatMap(({ settled }) => settled),
  };
}

function planOfSource(file: PolicyFile, files: readonly RegoFile[], { remakes }: Generators): Plan {
  const made = remakes.get(file.path);
  if (made === undefined) {
    throw new MutationError(`no generator is known for ${file.path}; name it beside its table`);
  }
  const { candidates, stillborn, rows } = sourceMutants(file, made.table, made.remake);
  const readers = rootsOf(files, { path: tablePath(made.table), text: '' });
  return {
    experiments: [{ sets: testSetsOf(files, readers, rows), candidates }],
    settled: stillborn.map((mutant) => ({ mutant, fate: 'stillborn' as const })),
  };
}
