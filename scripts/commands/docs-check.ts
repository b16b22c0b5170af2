import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ReportError } from '../report/error';
import {
  checkRequirementTables,
  keyOf,
  lineAt,
  withMovedPlaces,
  type NotedLines,
  type RepositoryFiles,
} from '../report/requirement-table/check-table';
import { parseRequirementTables, type RequirementRow } from '../report/requirement-table/parse-table';
import { writeWhole } from './write-whole';

/** The document with the tables of requirements, and what stands on each line that it names. */
export const platformDocument = 'docs/platform.md';
export const notedLinesFile = 'docs/platform.lines.json';

const notedLinesSchema = z.record(z.string(), z.string());

export interface DocsCheckInput {
  /** The root of the repository, absolute. */
  readonly repository: string;
  /** Whether lines that have moved are followed, and new ones noted. */
  readonly fix: boolean;
}

/** `problems` are sentences that begin with the line of the document; `fixed` is how many were put right. */
export interface DocsCheckOutcome {
  readonly rows: number;
  readonly fixed: number;
  readonly problems: readonly string[];
}

/** `docs:check`: whether every file, line and test that the tables of requirements name is there. */
export function runDocsCheck({ fix, repository }: DocsCheckInput): DocsCheckOutcome {
  const file = join(repository, platformDocument);
  const notedFile = join(repository, notedLinesFile);
  if (!existsSync(file))
    throw new ReportError(`there is no ${platformDocument}: write it, with tables of requirements`);
  const document = readFileSync(file, 'utf8');
  const rows = parseRequirementTables(document, platformDocument);
  const files = filesOf(repository);
  const noted = existsSync(notedFile)
    ? notedLinesSchema.parse(JSON.parse(readFileSync(notedFile, 'utf8')))
    : {};
  const problems = checkRequirementTables(rows, noted, files);
  const fixable = problems.filter(({ moved, unnoted }) => moved !== undefined || unnoted !== undefined);
  if (fix && fixable.length > 0) {
    const mended = withMovedPlaces(document, fixable);
    writeWhole(file, mended);
    const lost = new Set(
      problems.flatMap((problem) => (problem.lost === undefined ? [] : [keyOf(problem.lost)])),
    );
    const kept = Object.fromEntries(Object.entries(noted).filter(([key]) => lost.has(key)));
    writeWhole(notedFile, linesNoted(parseRequirementTables(mended, platformDocument), kept, files));
  }
  const left = fix ? problems.filter((problem) => !fixable.includes(problem)) : problems;
  return {
    rows: rows.length,
    fixed: problems.length - left.length,
    problems: left.map(({ line, message }) => `${platformDocument}:${line}: ${message}`),
  };
}

/** What stands on every line the document names; a lost one keeps what it said, so that it stays lost. */
function linesNoted(rows: readonly RequirementRow[], lost: NotedLines, files: RepositoryFiles): string {
  const texts = rows
    .flatMap(({ fulfilledIn }) => fulfilledIn)
    .flatMap((place): [string, string][] => {
      const text = lost[keyOf(place)] ?? lineAt(place, files);
      return text === null ? [] : [[keyOf(place), text]];
    });
  const sorted = texts.sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

function filesOf(repository: string): RepositoryFiles {
  const read = (path: string): string | null => {
    const file = join(repository, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  };
  const testFiles = readdirSync(join(repository, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => join('test', path));
  return { read, testFiles };
}
