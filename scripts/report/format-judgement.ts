import type { Judgement } from '../model/finding';
import type { FormatContext } from './format-context';
import { judgementAsJson } from './judgement-json';
import { judgementAsMarkdown } from './judgement-markdown';
import { judgementAsSarif } from './judgement-sarif';
import { judgementAsText } from './judgement-text';

/** The forms a judgement can be written in: for people, programs, job summaries and code scanning. */
export const judgementFormats = ['text', 'json', 'markdown', 'sarif'] as const;
export type JudgementFormat = (typeof judgementFormats)[number];

const writers: Readonly<Record<JudgementFormat, (judgement: Judgement, context: FormatContext) => string>> = {
  text: judgementAsText,
  json: judgementAsJson,
  markdown: judgementAsMarkdown,
  sarif: judgementAsSarif,
};

/** Writes a judgement in one form; the text ends with a line feed. The same judgement gives the same text. */
export function formatJudgement(
  judgement: Judgement,
  format: JudgementFormat,
  context: FormatContext,
): string {
  return writers[format](judgement, context);
}
