import { ReportError } from '../error';

/** Text in a file of the repository: where it was when the table was written, and what stands there. */
export interface Place {
  readonly file: string;
  /** Counted from 1; null in a place that names a test. */
  readonly line: number | null;
  readonly quote: string;
}

/** One requirement, what fulfils it and what would fail without it. */
export interface RequirementRow {
  readonly requirement: string;
  readonly fulfilledBy: readonly Place[];
  readonly tests: readonly Place[];
  /** Its line in the document, counted from 1. */
  readonly line: number;
}

/** The columns of the table; a document has one table with just these. */
export const columns = ['Requirement', 'Fulfilled by', 'Fails without it'] as const;

/**
 * Reads the table of requirements out of a Markdown document.
 *
 * A place is two pieces of code, `file:line` and what stands on that line; a test is a file and its name, or a part of it
 * that stands in the file. Several in a cell are separated by `<br>`.
 *
 * @throws ReportError, with the line, for a document without the table or a row that cannot be read
 */
export function parseRequirementTable(document: string, name: string): readonly RequirementRow[] {
  const lines = document.split('\n');
  const head = lines.findIndex((line) => cellsOf(line).join() === columns.join());
  if (head < 0) {
    throw new ReportError(`${name} has no table with the columns ${columns.join(', ')}: add one`);
  }
  const rows: RequirementRow[] = [];
  for (let index = head + 2; lines[index]?.startsWith('|') === true; index += 1) {
    const line = index + 1;
    const [requirement = '', fulfilledBy = '', tests = '', ...more] = cellsOf(lines[index] ?? '');
    if (requirement === '' || more.length > 0) {
      throw new ReportError(`${name}:${line} has not the ${columns.length} cells ${columns.join(', ')}`);
    }
    const where = `${name}:${line}`;
    rows.push({
      requirement,
      fulfilledBy: placesOf(fulfilledBy, where, true),
      tests: placesOf(tests, where, false),
      line,
    });
  }
  return rows;
}

/** A `|` within code is written `\|`. */
function cellsOf(line: string): string[] {
  const cells = line.trim().split(/(?<!\\)\|/);
  return cells.slice(1, -1).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function placesOf(cell: string, where: string, withLine: boolean): Place[] {
  return cell.split('<br>').map((text) => {
    const [, file, line, quote] = /^`([^`:\s]+?)(?::(\d+))?` `([^`]+)`$/.exec(text.trim()) ?? [];
    if (file === undefined || quote === undefined || (line !== undefined) !== withLine) {
      const form = withLine ? '`file:line` `what stands there`' : '`file` `name of the test`';
      throw new ReportError(`${where} has ${JSON.stringify(text.trim())} where ${form} is allowed`);
    }
    return { file, line: line === undefined ? null : Number(line), quote };
  });
}
