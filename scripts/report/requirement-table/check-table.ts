import { dirname, posix } from 'node:path';
import type { NamedTest, Place, RequirementRow } from './parse-table';

/** The files of the repository, by paths relative to it. */
export interface RepositoryFiles {
  /** The text of a file, or null where there is none. */
  read(file: string): string | null;
  /** Every file that jest runs. */
  readonly testFiles: readonly string[];
}

/** What is not as the document says. */
export interface TableProblem {
  /** The line of the document. */
  readonly line: number;
  readonly message: string;
  /** Where the quoted text is now, if it is found once. */
  readonly moved?: { readonly from: Place; readonly to: number };
}

/** Compares what a document names with the files. */
export function checkRequirementTables(
  rows: readonly RequirementRow[],
  files: RepositoryFiles,
): readonly TableProblem[] {
  const run = filesThatRun(files);
  return rows.flatMap((row) => [
    ...row.fulfilledIn.flatMap((place) => problemOfPlace(place, row, files)),
    ...row.tests.flatMap((test) => problemOfTest(test, row, files, run)),
  ]);
}

function problemOfPlace(place: Place, { line }: RequirementRow, files: RepositoryFiles): TableProblem[] {
  const lines = files.read(place.file)?.split('\n');
  if (lines === undefined) return [{ line, message: `there is no file ${place.file}` }];
  if (lines[place.line - 1]?.includes(place.quote) === true) return [];
  const found = lines.flatMap((candidate, index) => (candidate.includes(place.quote) ? [index + 1] : []));
  const [to] = found;
  const message = `${place.file}:${place.line} does not say ${place.quote}`;
  if (to === undefined)
    return [{ line, message: `${message}, nor does another line: name one that does it now` }];
  if (found.length > 1) return [{ line, message: `${message}, and lines ${found.join(', ')} do: name one` }];
  return [{ line, message: `${message}, line ${to} does`, moved: { from: place, to } }];
}

function problemOfTest(
  { file, name }: NamedTest,
  { line }: RequirementRow,
  files: RepositoryFiles,
  run: ReadonlySet<string>,
): TableProblem[] {
  const text = files.read(file);
  if (text === null) return [{ line, message: `there is no file ${file}` }];
  if (!isWritten(name, file, text))
    return [{ line, message: `${file} has no test named ${JSON.stringify(name)}` }];
  if (file.endsWith('_test.rego') || run.has(file)) return [];
  return [{ line, message: `${file} is not run: it is no file of tests, and none imports it` }];
}

/** Whether a name stands in a file as a whole text, or in two, that of a group and that of a test in it. */
function isWritten(name: string, file: string, text: string): boolean {
  if (file.endsWith('.rego')) return new RegExp(`^${name.replaceAll(/\W/g, '')}\\b`, 'm').test(text);
  const texts = new Set(
    [...text.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(
      ([, single, double, template]) => (single ?? double ?? template ?? '').replaceAll(/\\(.)/g, '$1'),
    ),
  );
  const words = name.split(' ');
  return words.some((_word, index) => {
    const [group, test] = [words.slice(0, index).join(' '), words.slice(index).join(' ')];
    return texts.has(test) && (group === '' || texts.has(group));
  });
}

/** Files of tests and all that they import, by relative paths. */
function filesThatRun(files: RepositoryFiles): ReadonlySet<string> {
  const run = new Set<string>();
  const follow = (file: string): void => {
    const text = run.has(file) ? null : files.read(file);
    if (text === null) return;
    run.add(file);
    for (const [, path = ''] of text.matchAll(/from '(\.[^']+)'/g))
      follow(`${posix.join(dirname(file), path)}.ts`);
  };
  files.testFiles.forEach(follow);
  return run;
}

/** The document with every moved place at its new line. */
export function withMovedPlaces(document: string, problems: readonly TableProblem[]): string {
  const lines = document.split('\n');
  for (const { line, moved } of problems) {
    if (moved === undefined) continue;
    const { from, to } = moved;
    // with its quote, as two places of a row may have the same line of one file
    const written = (at: number) => `\`${from.file}:${at}\` (\`${from.quote.replaceAll('|', '\\|')}\`)`;
    lines[line - 1] = (lines[line - 1] ?? '').replace(written(from.line), () => written(to));
  }
  return lines.join('\n');
}
