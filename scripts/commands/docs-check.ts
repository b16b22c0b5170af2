import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReportError } from '../report/error';
import {
  checkRequirementTable,
  withMovedPlaces,
  type RepositoryFiles,
} from '../report/requirement-table/check-table';
import { parseRequirementTable } from '../report/requirement-table/parse-table';
import { writeWhole } from './write-whole';

/** The document with the table of requirements. */
export const platformDocument = 'docs/platform.md';

export interface DocsCheckInput {
  /** The root of the repository, absolute. */
  readonly repository: string;
  /** Whether lines that have moved are written to the document. */
  readonly fix: boolean;
}

/** `problems` are sentences that begin with the line of the document; `moved` is how many lines were put right. */
export interface DocsCheckOutcome {
  readonly rows: number;
  readonly moved: number;
  readonly problems: readonly string[];
}

/** `docs:check`: whether every file, line and test that the table of requirements names is there. */
export function runDocsCheck({ fix, repository }: DocsCheckInput): DocsCheckOutcome {
  const file = join(repository, platformDocument);
  if (!existsSync(file))
    throw new ReportError(`there is no ${platformDocument}: write it, with a table of requirements`);
  const document = readFileSync(file, 'utf8');
  const rows = parseRequirementTable(document, platformDocument);
  const problems = checkRequirementTable(rows, filesOf(repository));
  const movable = fix ? problems.filter(({ moved }) => moved !== undefined) : [];
  if (movable.length > 0) writeWhole(file, withMovedPlaces(document, movable));
  return {
    rows: rows.length,
    moved: movable.length,
    problems: problems
      .filter((problem) => !movable.includes(problem))
      .map(({ line, message }) => `${platformDocument}:${line}: ${message}`),
  };
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
