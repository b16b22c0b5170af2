import type { Judgement } from '../model/finding';
import type { Outcome, Promotion } from '../model/promotion';
import type { Colours } from './frame-text';
import { counted, printable } from './printable';

/** What an open question came to, in the words of a sentence. */
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  passes: 'passes',
  fails: 'fails',
  waived: 'fails, waived',
  warns: 'warning',
  demands: 'needs approval',
  undetermined: 'still undetermined',
  'not judged': 'not judged',
};

/** `3 questions were open at synth: 2 pass …`; what a later stage made of an earlier judgement, by outcome. */
export function promotionSummary({ from, ended }: Promotion): string {
  if (ended.length === 0) return `nothing was undetermined at ${from}`;
  const counts = new Map<Outcome, number>();
  for (const { outcome } of ended) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const parts = [...counts].map(([outcome, count]) => `${count} ${outcomeNames[outcome]}`);
  return `${counted(ended.length, 'question')} open at ${from}: ${parts.join(', ')}`;
}

/** The report of a promotion as a block of text; none where no earlier judgement was given. */
export function promotionLines({ promotion }: Judgement, colours: Colours): string[] {
  if (promotion === undefined) return [];
  const place = ({ rule, address, path }: Promotion['appeared'][number]): string =>
    `${printable(rule)}  ${printable(address)}${path === '' ? '' : ` › ${printable(path)}`}`;
  const waits = (references: readonly string[]): string =>
    references.length === 0 ? '' : colours.dim(` (waited for ${references.map(printable).join(', ')})`);
  return [
    [
      colours.underline(promotionSummary(promotion)),
      ...promotion.ended.map(
        (question) => `  ${outcomeNames[question.outcome]}  ${place(question)}${waits(question.waitsFor)}`,
      ),
      ...promotion.appeared.map(
        (finding) => `  fails now, not asked at ${promotion.from}  ${place(finding)}`,
      ),
      ...promotion.withdrawn.map(
        (finding) => `  failed at ${promotion.from}, not found now  ${place(finding)}`,
      ),
    ].join('\n'),
  ];
}
