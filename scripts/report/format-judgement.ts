import type { Judgement, JudgementFormat } from '../model/finding';
import type { FormatContext } from './format-context';
import { judgementAsJson } from './judgement-json';
import { judgementAsJunit } from './judgement-junit';
import { judgementAsMarkdown } from './judgement-markdown';
import { judgementAsSarif } from './judgement-sarif';
import { judgementAsText } from './judgement-text';

/** Gives the text as a whole, or part by part where each finding has much of it. */
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

/** Characters of a piece; smaller ones cost a call of the system each, and larger ones memory. */
const pieceLength = 64 * 1024;

/** The same text in pieces: as a whole, a large one takes as much memory as all that was judged. */
export function* judgementPieces(
  judgement: Judgement,
  format: JudgementFormat,
  context: FormatContext,
): Generator<string> {
  const text = writers[format](judgement, context);
  let piece = '';
  for (const part of typeof text === 'string' ? [text] : text) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
