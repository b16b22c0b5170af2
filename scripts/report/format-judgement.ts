import type { Judgement, JudgementFormat } from '../model/finding';
import type { FormatContext } from './format-context';
import { judgementAsJson } from './judgement-json';
import { judgementAsJunit } from './judgement-junit';
import { judgementAsMarkdown } from './judgement-markdown';
import { judgementAsSarif } from './judgement-sarif';
import { judgementAsText } from './judgement-text';

const writers: Readonly<Record<JudgementFormat, (judgement: Judgement, context: FormatContext) => string>> = {
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
  return writers[format](judgement, context);
}
