import { dirname, posix } from 'node:path';
import type { Place, RequirementRow } from './parse-table';

/** The files of the repository, by paths relative to it. */
export interface RepositoryFiles {
  /** The text of a file, or null where there is none. */
  read(file: string): string | null;
  /** Every TypeScript file with tests. */
  readonly testFiles: readonly string[];
}

/** What is not as the table says: a sentence with the line of the table, and where the text is now. */
export interface TableProblem {
  readonly line: number;
  readonly message: string;
  /** Where the quoted text has moved to, if it is found once. */
  readonly moved?: { readonly from: Place; readonly to: number };
}

/** Compares a table with the files it names. */
export function checkRequirementTable(
  rows: readonly RequirementRow[],
  files: RepositoryFiles,
): readonly TableProblem[] {
  return rows.flatMap((row) => [
    ...row.fulfilledBy.flatMap((place) => problemOfPlace(place, row, files)),
    ...row.tests.flatMap((test) => problemOfTest(test, row, files)),
  ]);
}

function problemOfPlace(place: Place, { line }: RequirementRow, files: RepositoryFiles): TableProblem[] {
  const text = files.read(place.file);
  if (text === null) return [{ line, message: `there is no file ${place.file}` }];
  const lines = text.split('\n');
  if (lines[(place.line ?? 0) - 1]?.includes(place.quote) === true) return [];
  const found = lines.flatMap((candidate, index) => (candidate.includes(place.quote) ? [index + 1] : []));
  const [to] = found;
  const said = `${place.file}:${String(place.line)} does not say ${place.quote}`;
  if (to === undefined) return [{ line, message: `${said}, nor does another line of it` }];
  if (found.length > 1) return [{ line, message: `${said}; lines ${found.join(', ')} do: choose one` }];
  return [{ line, message: `${said}; line ${to} does`, moved: { from: place, to } }];
}

function problemOfTest(test: Place, { line }: RequirementRow, files: RepositoryFiles): TableProblem[] {
  const text = files.read(test.file);
  if (text === null) return [{ line, message: `there is no file ${test.file}` }];
  if (!text.includes(test.quote)) return [{ line, message: `${test.file} has no test ${test.quote}` }];
  if (isRun(test.file, files)) return [];
  return [{ line, message: `${test.file} is no file of tests, and no file of tests imports it` }];
}

/** Whether jest or OPA runs a file, or a file of tests imports it. */
function isRun(file: string, files: RepositoryFiles): boolean {
  if (/\.test\.ts$|^policy\/.*_test\.rego$/.test(file)) return true;
  return files.testFiles.some((candidate) =>
    importsOf(candidate, files.read(candidate) ?? '').includes(file),
  );
}

function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/from '(\.[^']+)'/g)].map(
    ([, path = '']) => `${posix.join(dirname(file), path)}.ts`,
  );
}

/** The document with every moved place at its new line. */
export function withMovedPlaces(document: string, problems: readonly TableProblem[]): string {
  const lines = document.split('\n');
  for (const { line, moved } of problems) {
    if (moved === undefined) continue;
    const { file, line: from, quote } = moved.from;
    const written = quote.replaceAll('|', '\\|');
    lines[line - 1] = (lines[line - 1] ?? '').replace(
      `\`${file}:${String(from)}\` \`${written}\``,
      () => `\`${file}:${moved.to}\` \`${written}\``,
    );
  }
  return lines.join('\n');
}
