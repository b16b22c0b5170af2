import type { Judgement, JudgementFormat } from '../model/finding';
import type { FormatContext } from './format-context';
import { judgementAsJson } from './judgement-json';
import { judgementAsJunit } from './judgement-junit';
import { judgementAsMarkdown } from './judgement-markdown';
import { judgementAsSarif } from './judgement-sarif';
import { judgementAsText } from './judgement-text';

type Writer = (judgement: Judgement, context: FormatContext) => string | Iterable<string>;

const writers: Readonly<Record<JudgementFormat, Writer>> = {
  text: judgementAsText,
  json: judgementAsJson,
  markdown: judgementAsMarkdown,
  sarif: judgementAsSarif,
  junit: judgementAsJunit,
};

/** Writes a judgement in one form; the text ends with a line feed. The same judgement gives the same text. */
export function formatJudgement(
  judgement: Judgement,
  format: JudgementFormat,
  context: FormatContext,
): string {
  return [...judgementPieces(judgement, format, context)].join('');
}

/** The same text in pieces, so that a large one need not be there as a whole. */
export function judgementPieces(
  judgement: Judgement,
  format: JudgementFormat,
  context: FormatContext,
): Iterable<string> {
  const text = writers[format](judgement, context);
  return typeof text === 'string' ? [text] : text;
}
