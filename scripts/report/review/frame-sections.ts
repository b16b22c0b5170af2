import type { ResourceChange } from '../../model/change';
import type { Verdict } from '../../model/finding';
import { verdictSigns } from '../judgement-markdown';
import { inlineCode } from '../markdown-text';
import type { MergedFinding } from '../merge-findings';
import { countFindings } from '../merge-findings';
import { clip, counted } from '../printable';
import type { ReviewInput } from './review-input';
import { reviewMarker } from './review-input';
import { countActions } from './section';

const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'passes the gate',
  fail: 'is refused by the gate',
  undetermined: 'waits for values that only an apply can tell',
};

/** The marker, the verdict and the numbers. */
export function reviewHeader(
  input: ReviewInput,
  changes: readonly ResourceChange[],
  findings: readonly MergedFinding[],
): string {
  const planned = input.stacks.filter(({ kind }) => kind === 'planned').length;
  const deferred = input.stacks.length - planned;
  const found = countFindings(findings.filter(({ answered }) => !answered).map(({ finding }) => finding));
  return [
    reviewMarker(input.environment),
    `## ${verdictSigns[input.verdict]} Tollgate: ${inlineCode(input.environment)} ${verdictWords[input.verdict]}`,
    '',
    `**Plan: ${countActions(changes)}** in ${counted(planned, 'stack')}${deferred === 0 ? '' : `, ${deferred} deferred`}. **Findings: ${found ?? 'none'}.**`,
  ].join('\n');
}

/** What the review was made from, so that it can be made again. */
export function reviewFooter({ suffix, commit, record, judgements, versions }: ReviewInput): string {
  const policies = [...new Set(judgements.map(({ policyDigest }) => policyDigest))];
  const facts = [
    ...(commit === undefined ? [] : [`commit ${inlineCode(clip(commit, 64))}`]),
    `suffix ${inlineCode(suffix)}`,
    ...policies.map((digest) => `policy ${inlineCode(clip(digest, 80))}`),
    recordFact(record),
    ...Object.entries(versions)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([program, version]) => inlineCode(`${clip(program, 40)} ${clip(version, 40)}`)),
  ];
  return `---\n\n<sub>${facts.join(' · ')}</sub>`;
}

function recordFact(record: ReviewInput['record']): string {
  if (record === null) return 'no record: this review cannot be applied';
  return `record ${inlineCode(record.digest)}${record.stored ? '' : ' (not stored: this review cannot be applied)'}`;
}
