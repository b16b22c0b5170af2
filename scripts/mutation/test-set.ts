import { mentionsTable } from './batch';
import {
  isTest,
  tableName,
  withDependents,
  withImports,
  type PolicyFile,
  type RegoFile,
} from './policy-files';

/** The files that one mutated file is tried with. */
export interface TestSet {
  /** The mutated file, the tests, and what lies between them: each mutant has these for itself. */
  readonly own: readonly RegoFile[];
  /** What those import beside: the same for every mutant. */
  readonly shared: readonly RegoFile[];
}

/** How many lines of tests a first try has, where many rules depend on what is mutated. */
const firstTryLines = 200;

/**
 * What tries the mutants of files (one file, or those that read a mutated table), one set after the other until one
 * kills: few tests first, then all that depend on them. No set at all where no test depends on them.
 *
 * @param rows what is mutated in a table: the tests that name most of it come first, as its own tests do for a file
 */
export function testSetsOf(
  files: readonly RegoFile[],
  roots: readonly RegoFile[],
  rows: readonly string[] = [],
): TestSet[] {
  const dependents = withDependents(files, roots);
  const tests = dependents.filter(isTest).sort((left, right) => left.text.length - right.text.length);
  if (tests.length === 0) return [];
  const named = naming(tests, rows);
  const tries = named.length > 0 ? named.map((test) => [test]) : [few(tests, roots)];
  return [...tries.filter((some) => some.length < tests.length), tests].map((some) =>
    setOf(files, dependents, some),
  );
}

/** The tests that name some of the rows, beginning with those that name most; those that name few are none of them. */
function naming(tests: readonly RegoFile[], rows: readonly string[]): RegoFile[] {
  const named = tests.map((test) => ({
    test,
    rows: rows.filter((row) => test.text.includes(JSON.stringify(row))).length,
  }));
  return named
    .filter((one) => one.rows > rows.length / 10)
    .sort((left, right) => right.rows - left.rows)
    .map(({ test }) => test);
}

/** The tests beside files, and others that are short. */
function few(tests: readonly RegoFile[], roots: readonly RegoFile[]): RegoFile[] {
  const beside = roots.map(({ path }) => testFileOf(path));
  const first: RegoFile[] = tests.filter(({ path }) => beside.includes(path));
  let lines = 0;
  for (const test of tests) {
    if (first.includes(test) || lines >= firstTryLines) continue;
    first.push(test);
    lines += test.text.split('\n').length;
  }
  return first;
}

/** What mutants of a file are made to be noticed by: a table is noticed by what reads it. */
export function rootsOf(files: readonly RegoFile[], file: RegoFile | PolicyFile): RegoFile[] {
  const table = tableName(file);
  if (table === undefined) return files.filter(({ path }) => path === file.path);
  return files.filter(({ text }) => mentionsTable(table).test(text));
}

/** The tests beside a file. */
export function testFileOf(path: string): string {
  return path.replace(/\.rego$/, '_test.rego');
}

function setOf(
  files: readonly RegoFile[],
  dependents: readonly RegoFile[],
  tests: readonly RegoFile[],
): TestSet {
  const needed = withImports(files, tests);
  return {
    own: needed.filter((file) => dependents.includes(file)),
    shared: needed.filter((file) => !dependents.includes(file)),
  };
}
