import { printableLine } from './printable';

/** One line of a code frame. */
export interface FrameLine {
  readonly number: number;
  readonly text: string;
  readonly offending: boolean;
}

/** The longest line of source shown; the rest of it is replaced by an ellipsis. */
const widest = 160;

/** The lines around a place in a source text, or none where the text does not reach that far. */
export function codeFrame(source: string, line: number, around = 2): FrameLine[] {
  const lines = source.split(/\r?\n/);
  if (line > lines.length || (line === lines.length && lines[line - 1] === '')) return [];
  const first = Math.max(1, line - around);
  return lines.slice(first - 1, line + around).map((text, index) => ({
    number: first + index,
    text: shorten(printableLine(text).trimEnd()),
    offending: first + index === line,
  }));
}

function shorten(text: string): string {
  const points = Array.from(text);
  return points.length <= widest ? text : `${points.slice(0, widest).join('')}…`;
}
