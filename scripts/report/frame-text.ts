import type { createColors } from 'picocolors';
import type { Finding } from '../model/finding';
import { codeFrame } from './code-frame';
import type { FormatContext } from './format-context';
import { printable } from './printable';

export type Colours = ReturnType<typeof createColors>;

/** The lines around a place of the source, with space above and below; none where the source cannot be had. */
export function frameLines(
  source: Finding['source'],
  { readSource }: Pick<FormatContext, 'readSource'>,
  colours: Colours,
  around = 2,
): string[] {
  const text = source === null ? null : readSource(source.file);
  if (source === null || text === null) return [];
  const frame = codeFrame(text, source.line, around);
  const width = String(frame.at(-1)?.number ?? 0).length;
  const lines = frame.map(({ number, text: line, offending }) => {
    const gutter = `${String(number).padStart(width)} │${line === '' ? '' : ' '}`;
    const marked = offending
      ? `${colours.red('>')} ${colours.bold(`${gutter}${line}`)}`
      : `  ${colours.dim(`${gutter}${line}`)}`;
    return `    ${marked}`;
  });
  return frame.length === 0 ? [] : ['', ...lines, ''];
}

/** The places that decided together with the one of a finding, in their order, each with its line. */
export function relatedLines(
  { related }: Finding,
  context: Pick<FormatContext, 'readSource'>,
  colours: Colours,
): string[] {
  return related.flatMap(({ message, address, path, source }, index) => {
    const attribute = path === '' ? '' : ` › ${printable(path)}`;
    const place = source === null ? '' : `  ${printable(source.file)}:${source.line}`;
    const label = `step ${index + 1}`.padEnd(8);
    return [
      `    ${colours.dim(label)} ${printable(message)}`,
      `             ${printable(address)}${attribute}${colours.dim(place)}`,
      ...frameLines(source, context, colours, 0).filter((line) => line !== ''),
    ];
  });
}
