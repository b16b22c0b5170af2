import * as z from 'zod';
import { digestOf } from '../model/digest';
import { describeMutant } from './mutant';
import type { Equivalent, SortedSurvivors } from './equivalents';
import { isRule, type PolicyFile, type RegoFile } from './policy-files';
import type { Trial } from './run-mutants';
import { testFileOf } from './test-set';

/** Raised where mutants are made or judged in another way, so that every file counts as changed. */
const method = 1;

const counts = z.strictObject({
  killed: z.int(),
  equivalent: z.int(),
  survived: z.int(),
  /** Not counted as mutants: OPA does not compile them. */
  stillborn: z.int(),
});
const fileResult = z.strictObject({
  /** Of the file and of the tests beside it, as they were. */
  digest: z.string(),
  date: z.iso.date(),
  counts,
  /** The mutants no test kills, each in one line. */
  survivors: z.array(z.string()),
});

/** `docs/mutants.json`: what the last run of each file of the policy came to. */
export const mutationRecordSchema = z.strictObject({
  version: z.literal(1),
  files: z.record(z.string(), fileResult),
});
export type MutationRecord = z.infer<typeof mutationRecordSchema>;
export type Counts = z.infer<typeof counts>;
export type FileResult = z.infer<typeof fileResult>;

/**
 * What a file and its tests were at a run. A rule also depends on the library; where that changes, the mutants of the
 * changed part are run, with the tests of every rule that uses it.
 */
export function digestOfFile(file: PolicyFile, files: readonly RegoFile[]): string {
  const test = files.find(({ path }) => path === testFileOf(file.path));
  return digestOf([method, file.text, test?.text ?? null]);
}

/**
 * The files of which the record knows no run as they are now. A part of the library and a table that were never run, or
 * what one is made of, are none of them: they take minutes, and the page says that they are missing.
 */
export function changedFiles<File extends PolicyFile>(
  mutable: readonly File[],
  files: readonly RegoFile[],
  record: MutationRecord,
): File[] {
  return mutable.filter((file) => {
    const last = record.files[file.path];
    if (last === undefined) return isRule(file);
    return last.digest !== digestOfFile(file, files);
  });
}

/** The result of one file's mutants. */
export function resultOf(
  file: PolicyFile,
  files: readonly RegoFile[],
  trials: readonly Trial[],
  { survivors, equivalent }: SortedSurvivors,
  date: string,
): FileResult {
  const mine = trials.filter(({ mutant }) => mutant.file === file.path);
  const left = survivors.filter((mutant) => mutant.file === file.path);
  return {
    digest: digestOfFile(file, files),
    date,
    counts: {
      killed: mine.filter(({ fate }) => fate === 'killed').length,
      equivalent: equivalent.filter((mutant) => mutant.file === file.path).length,
      survived: left.length,
      stillborn: mine.filter(({ fate }) => fate === 'stillborn').length,
    },
    survivors: left.map(describeMutant),
  };
}

/** A result as it is with arguments that were added since. */
export function argued(result: FileResult, equivalents: readonly Equivalent[]): FileResult {
  const known = new Set(equivalents.map(({ mutant }) => mutant));
  const survivors = result.survivors.filter((survivor) => !known.has(survivor));
  const more = result.survivors.length - survivors.length;
  const { equivalent, survived } = result.counts;
  const counts = { ...result.counts, equivalent: equivalent + more, survived: survived - more };
  return { ...result, counts, survivors };
}

/** Sums of counts. */
export function sumOf(results: readonly { readonly counts: Counts }[]): Counts {
  const sum = (name: keyof Counts): number => results.reduce((total, one) => total + one.counts[name], 0);
  return {
    killed: sum('killed'),
    equivalent: sum('equivalent'),
    survived: sum('survived'),
    stillborn: sum('stillborn'),
  };
}
