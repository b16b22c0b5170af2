import { ReportError } from '../error';

/** A line of a file of the repository, counted from 1, and a part of what stands on it. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly quote: string;
}

/** A test, by the file it is written in and its name there, as it is written. */
export interface NamedTest {
  readonly file: string;
  readonly name: string;
}

/** One row: what is asked for, what fulfils it, what would fail without it. */
export interface RequirementRow {
  /** The line of the document it stands on, counted from 1. */
  readonly line: number;
  readonly fulfilledIn: readonly Place[];
  readonly tests: readonly NamedTest[];
}

/** How places and tests are written in a cell. */
export const forms = {
  place: '`stacks/network.ts:12` (`what stands there`), several separated by commas',
  test: '`test/stacks/platform.test.ts` › the name of the test, several separated by <br>',
};

/** The column that names lines, where a table has one. */
const placesColumn = 'fulfilled in';

/**
 * Reads every table of a Markdown document: its last column names tests, and one named `fulfilled in` names lines.
 *
 * @throws ReportError, with the line, for a cell that is written otherwise, and for a document without a table
 */
export function parseRequirementTables(document: string, name: string): readonly RequirementRow[] {
  const lines = document.split('\n');
  const rows: RequirementRow[] = [];
  let head: readonly string[] = [];
  lines.forEach((text, index) => {
    if (!text.startsWith('|')) return;
    const cells = cellsOf(text);
    if (lines[index - 1]?.startsWith('|') !== true) {
      head = cells;
      return;
    }
    if (cells.every((cell) => /^:?-+:?$/.test(cell))) return;
    const where = `${name}:${index + 1}`;
    if (cells.length !== head.length) {
      throw new ReportError(`${where} has ${cells.length} cells where the table has ${head.length} columns`);
    }
    const column = head.indexOf(placesColumn);
    rows.push({
      line: index + 1,
      fulfilledIn: column < 0 ? [] : placesOf(cells[column] ?? '', where),
      tests: testsOf(cells.at(-1) ?? '', where),
    });
  });
  if (rows.length === 0) throw new ReportError(`${name} has no table of requirements: write one`);
  return rows;
}

/** A `|` within a cell is written `\|`. */
function cellsOf(line: string): string[] {
  const cells = line.trim().split(/(?<!\\)\|/);
  return cells.slice(1, -1).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function placesOf(cell: string, where: string): Place[] {
  // a comma within a quote separates nothing
  return cell.split(/(?<=\)), /).map((text) => {
    const [, file, line, quote] = /^`([^`:\s]+):([1-9]\d*)` \(`([^`]+)`\)$/.exec(text) ?? [];
    if (file === undefined || quote === undefined)
      throw new ReportError(unreadable(where, text, forms.place));
    return { file, line: Number(line), quote };
  });
}

function testsOf(cell: string, where: string): NamedTest[] {
  return cell.split('<br>').map((text) => {
    const [, file, test] = /^`([^`:\s]+)` › (.+)$/.exec(text.trim()) ?? [];
    if (file === undefined || test === undefined) throw new ReportError(unreadable(where, text, forms.test));
    return { file, name: test };
  });
}

function unreadable(where: string, given: string, allowed: string): string {
  return `${where} has ${JSON.stringify(given)} where ${allowed} is allowed`;
}
