import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReportError } from '../report/error';
import {
  checkRequirementTables,
  withMovedPlaces,
  type RepositoryFiles,
} from '../report/requirement-table/check-table';
import { parseRequirementTables } from '../report/requirement-table/parse-table';
import { writeWhole } from './write-whole';

/** The document with the tables of requirements. */
export const platformDocument = 'docs/platform.md';

export interface DocsCheckInput {
  /** The root of the repository, absolute. */
  readonly repository: string;
  /** Whether lines that have moved are written to the document. */
  readonly fix: boolean;
}

/** `problems` are sentences that begin with the line of the document; `fixed` is how many lines were followed. */
export interface DocsCheckOutcome {
  readonly rows: number;
  readonly fixed: number;
  readonly problems: readonly string[];
}

/** `docs:check`: whether every file, line and test that the tables of requirements name is there. */
export function runDocsCheck({ fix, repository }: DocsCheckInput): DocsCheckOutcome {
  const file = join(repository, platformDocument);
  if (!existsSync(file)) {
    throw new ReportError(`there is no ${platformDocument}: write it, with tables of requirements`);
  }
  const document = readFileSync(file, 'utf8');
  const rows = parseRequirementTables(document, platformDocument);
  const problems = checkRequirementTables(rows, filesOf(repository));
  const fixed = fix ? problems.filter(({ moved }) => moved !== undefined) : [];
  if (fixed.length > 0) writeWhole(file, withMovedPlaces(document, fixed));
  return {
    rows: rows.length,
    fixed: fixed.length,
    problems: problems
      .filter((problem) => !fixed.includes(problem))
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
