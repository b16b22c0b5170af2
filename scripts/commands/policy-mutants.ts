import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOpa } from '../gate/build/opa';
import { InputError } from '../model/error';
import type { Clock, EnvironmentVariables, ProcessRunner } from '../model/ports';
import type { RunOpa } from '../mutation/batch';
import { equivalentsSchema, sortSurvivors, type Equivalent } from '../mutation/equivalents';
import { planOf } from '../mutation/experiments';
import type { GeneratedTables } from '../mutation/generated-tables';
import { describeMutant } from '../mutation/mutant';
import { mutationPage } from '../mutation/mutation-page';
import {
  argued,
  changedFiles,
  mutationRecordSchema,
  resultOf,
  sumOf,
  type Counts,
  type MutationRecord,
} from '../mutation/mutation-record';
import { parsedMutants } from '../mutation/parse';
import { isMutable, readRegoFiles, readTables, type PolicyFile } from '../mutation/policy-files';
import { runExperiments, type Trial } from '../mutation/run-mutants';

export interface PolicyMutantsInput {
  /** Absolute. */
  readonly policyDirectory: string;
  /** The folder of `mutants.json` and `mutants.md`; absolute. */
  readonly docsDirectory: string;
  /** The mutants that are argued to be no mistake; absolute. */
  readonly equivalentsFile: string;
  readonly opa: string;
  /** What OPA may see of the environment. */
  readonly environment: EnvironmentVariables;
  /** An existing folder for temporary files; absolute. */
  readonly scratchDirectory: string;
  /**
   * Beginnings of paths in the policy folder, such as `iam/` or `lib/values.rego`, or of what a table is made of; none for
   * all that is Rego.
   */
  readonly chosen: readonly string[];
  /** Only files that changed since they were last run; nothing is written. */
  readonly changed: boolean;
  /** Begin nothing after so many seconds; only where nothing is written. Null for no limit. */
  readonly withinSeconds: number | null;
  /** How many OPAs run at a time. */
  readonly workers: number;
}

export interface PolicyMutantsPorts {
  readonly processes: ProcessRunner;
  readonly clock: Clock;
  /** Hears how many mutants are settled, of how many. */
  readonly onProgress: (settled: number, total: number) => void;
  /** The tables that are made and what of; `generatedTables` but in tests. */
  readonly generated: GeneratedTables;
  /** Tries the passing examples of rules that are changed at what the rules read; `fixtureTrials` but in tests. */
  readonly tryFixtures: (files: readonly string[]) => Promise<readonly Trial[]>;
}

export interface PolicyMutantsOutcome {
  /** The files whose mutants were run, relative to the policy folder. */
  readonly files: readonly string[];
  readonly counts: Counts;
  /** Each in one line. */
  readonly survivors: readonly string[];
  readonly needless: readonly Equivalent[];
  /** The mutants for which there was no time. */
  readonly untried: number;
  readonly seconds: number;
}

/**
 * Makes every mutant of rules and library, runs the tests against each, and writes `mutants.json` and `mutants.md`.
 *
 * @throws InputError where nothing is called as asked
 * @throws MutationError where the tests fail without a mutation
 */
export async function runPolicyMutants(
  input: PolicyMutantsInput,
  ports: PolicyMutantsPorts,
): Promise<PolicyMutantsOutcome> {
  const began = ports.clock.monotonic();
  const files = readRegoFiles(input.policyDirectory);
  const record = readRecord(input.docsDirectory);
  const equivalents = equivalentsSchema.parse(JSON.parse(readFileSync(input.equivalentsFile, 'utf8')));
  const rego = files.filter(isMutable);
  const mutable: PolicyFile[] = [...rego, ...readTables(input.policyDirectory), ...ports.generated.sources];
  const wanted = chosenFiles(mutable, input);
  const targets = input.changed ? changedFiles(wanted, files, record) : wanted;
  const scratchDirectory = mkdtempSync(join(input.scratchDirectory, 'mutants-'));
  try {
    const opa = opaOf(input, ports.processes);
    const plan = await planOf(targets, files, ports.generated, (file) =>
      parsedMutants(opa, scratchDirectory, file),
    );
    const total = plan.experiments.reduce((sum, { candidates }) => sum + candidates.length, 0);
    let settled = 0;
    const laboratory = { policyDirectory: input.policyDirectory, scratchDirectory, opa };
    const seconds = (): number => (ports.clock.monotonic() - began) / 1000;
    const isTimeUp = (): boolean =>
      input.changed && input.withinSeconds !== null && seconds() > input.withinSeconds;
    const onBatch = (more: number): void => {
      settled += more;
      ports.onProgress(settled, total);
    };
    const ofRego = await runExperiments(laboratory, plan.experiments, input.workers, onBatch, isTimeUp);
    const isCut = isTimeUp();
    const ofFixtures = isCut ? [] : await ports.tryFixtures(targets.map(({ path }) => path));
    const trials = [...plan.settled, ...ofRego, ...ofFixtures];
    const sorted = sortSurvivors(trials, equivalents);
    const date = ports.clock.now().toISOString().slice(0, 10);
    const results = targets.map((file) => [file.path, resultOf(file, files, trials, sorted, date)] as const);
    if (!input.changed) {
      // others may have been recorded while these ran
      const files = { ...readRecord(input.docsDirectory).files, ...Object.fromEntries(results) };
      writeRecord(input.docsDirectory, files, mutable, equivalents);
    }
    return {
      files: targets.map(({ path }) => path),
      counts: sumOf(results.map(([, result]) => result)),
      survivors: sorted.survivors.map(describeMutant),
      // what was not tried cannot tell that an argument is needless
      needless: isCut ? [] : sorted.needless,
      untried: total - ofRego.length,
      seconds: seconds(),
    };
  } finally {
    rmSync(scratchDirectory, { recursive: true, force: true });
  }
}

/** Half of the time went into collecting garbage of runs that end within seconds. */
const memory = { GOGC: 'off', GOMEMLIMIT: '1200MiB' };

function opaOf(input: PolicyMutantsInput, processes: ProcessRunner): RunOpa {
  const environment = { ...input.environment, ...memory };
  return (args, cwd) => runOpa({ command: input.opa, environment, processes, timeoutMs: 900_000 }, args, cwd);
}

function chosenFiles(
  mutable: readonly PolicyFile[],
  { chosen, changed }: Pick<PolicyMutantsInput, 'chosen' | 'changed'>,
): PolicyFile[] {
  const beginnings = chosen.map((given) => given.replace(/^(\.\/)?policy\//, ''));
  const unknown = beginnings.find((given) => !mutable.some(({ path }) => path.startsWith(given)));
  if (unknown !== undefined) {
    throw new InputError(
      `no rule, no part of the library and no table begins with ${unknown}; give paths in the policy folder, such as iam/ or lib/values.rego`,
    );
  }
  // the rows of all tables take an hour
  if (beginnings.length === 0) return mutable.filter(({ path }) => changed || path.endsWith('.rego'));
  return mutable.filter(({ path }) => beginnings.some((given) => path.startsWith(given)));
}

const recordFile = 'mutants.json';
const pageFile = 'mutants.md';

function readRecord(docsDirectory: string): MutationRecord {
  const file = join(docsDirectory, recordFile);
  if (!existsSync(file)) return { version: 1, files: {} };
  return mutationRecordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function writeRecord(
  docsDirectory: string,
  results: MutationRecord['files'],
  mutable: readonly PolicyFile[],
  equivalents: readonly Equivalent[],
): void {
  const known = mutable.flatMap(({ path }) => {
    const result = results[path];
    return result === undefined ? [] : [[path, argued(result, equivalents)] as const];
  });
  const record: MutationRecord = { version: 1, files: Object.fromEntries(known) };
  writeFileSync(join(docsDirectory, recordFile), `${JSON.stringify(record, null, 2)}\n`);
  const missing = mutable.map(({ path }) => path).filter((path) => record.files[path] === undefined);
  writeFileSync(join(docsDirectory, pageFile), mutationPage(record, equivalents, missing));
}
