import { MutationError } from './error';
import { comparedTrials, type GeneratedTables, type Generators } from './generated-tables';
import { contentOf, tableName, tablePath, type PolicyFile, type RegoFile } from './policy-files';
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
  const isSource = ({ path }: PolicyFile): boolean => generated.sources.some((one) => one.path === path);
  const isMade = (file: PolicyFile): boolean => generated.names.includes(tableName(file) ?? '');
  const generators = targets.some((file) => isSource(file) || isMade(file)) ? await generated.load() : null;
  const plans: Plan[] = [];
  for (const file of targets) {
    if (generators !== null && isSource(file)) plans.push(planOfSource(file, files, generators));
    else if (generators !== null && isMade(file)) plans.push(planOfMadeTable(file, files, generators));
    else if (tableName(file) !== undefined) plans.push(planOfTable(file, files));
    else {
      const candidates = await regoMutants(file);
      plans.push({
        experiments: [{ sets: testSetsOf(files, rootsOf(files, file)), candidates }],
        settled: [],
      });
    }
  }
  return {
    experiments: plans.flatMap(({ experiments }) => experiments),
    settled: plans.flatMap(({ settled }) => settled),
  };
}

function planOfTable(file: PolicyFile, files: readonly RegoFile[]): Plan {
  const sections = tableMutants(file, contentOf(file), rootsOf(files, file));
  const experiments = sections.map(({ readers, rows, candidates }) => ({
    sets: testSetsOf(files, readers, rows),
    candidates,
  }));
  return { experiments, settled: [] };
}

function planOfMadeTable(file: PolicyFile, files: readonly RegoFile[], generators: Generators): Plan {
  const content = contentOf(file);
  const sections = tableMutants(file, content, rootsOf(files, file));
  const candidates = sections.flatMap((section) => section.candidates);
  return { experiments: [], settled: comparedTrials(file, content, candidates, generators) };
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
