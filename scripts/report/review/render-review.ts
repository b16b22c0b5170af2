/** One comment for one environment: what must be said is always in it, the rest as far as there is room. */
import { inlineCode } from '../markdown-text';
import { mergeFindings } from '../merge-findings';
import { formatCount } from '../printable';
import { changesSection, countedChanges } from './changes-section';
import { deferredSection } from './deferred-section';
import { destructiveSection } from './destructive-section';
import { findingsSection } from './findings-section';
import { reviewFooter, reviewHeader } from './frame-sections';
import { effectiveChanges, isDestructive, touchesPermissions } from './notable-changes';
import { permissionsSection } from './permissions-section';
import type { Review, ReviewDetail, ReviewInput } from './review-input';
import { reviewDetails, reviewMarker } from './review-input';
import type { Form } from './section';

/** The most GitHub is trusted to keep of a comment, in bytes of UTF-8. */
export const reviewLimit = 65_536;

/** From the most telling combination to the shortest; what need not be said gives way first. */
const ladder: readonly { readonly form: Form; readonly details: readonly ReviewDetail[] }[] = [
  { form: 'full', details: reviewDetails },
  { form: 'brief', details: ['resources', 'counts'] },
  { form: 'lines', details: ['counts'] },
  { form: 'grouped', details: ['counts'] },
];

/**
 * Writes the review of a change as one Markdown comment of at most `limit` bytes. Every destroyed or replaced resource,
 * every change of permissions and every finding is in it; where even their shortest form does not fit, the result is
 * `too-large` and nobody may go on.
 */
export function renderReview(input: ReviewInput, limit = reviewLimit): Review {
  const marker = reviewMarker(input.environment);
  const obligatory = obligatorySections(input);
  for (const { form, details } of ladder) {
    const said = obligatory(form);
    const budget = limit - Buffer.byteLength(`${assemble(said)}\n`);
    if (budget < 0) continue;
    for (const detail of details) {
      const { text, omitted } = optionalSection(input, detail, budget);
      const body = assemble([...said.slice(0, -1), text, ...said.slice(-1)]);
      const bytes = Buffer.byteLength(body);
      if (bytes <= limit) return { kind: 'review', body, marker, bytes, detail, omitted };
    }
  }
  const shortest = [...obligatory('grouped'), optionalSection(input, 'counts', 0).text];
  return refusal(input, marker, Buffer.byteLength(assemble(shortest)), limit);
}

function obligatorySections(input: ReviewInput): (form: Form) => (string | null)[] {
  const changes = effectiveChanges(input.stacks);
  const destructive = changes.filter(isDestructive);
  const permissions = changes.filter(touchesPermissions);
  const findings = mergeFindings(input.judgements);
  const deferred = input.stacks.filter((stack) => stack.kind === 'deferred');
  return (form) => [
    reviewHeader(input, changes, findings),
    destructiveSection(destructive, form),
    permissionsSection(permissions, form),
    findingsSection(findings, form),
    deferredSection(deferred, form),
    reviewFooter(input),
  ];
}

function optionalSection(
  { stacks }: ReviewInput,
  detail: ReviewDetail,
  budget: number,
): { readonly text: string | null; readonly omitted: number } {
  const planned = stacks.filter((stack) => stack.kind === 'planned');
  if (detail !== 'counts') return { text: changesSection(planned, detail), omitted: 0 };
  const unnamed = effectiveChanges(planned).filter(
    (change) => !isDestructive(change) && !touchesPermissions(change),
  );
  return countedChanges(planned, unnamed, budget);
}

function assemble(sections: readonly (string | null)[]): string {
  return `${sections.filter((section) => section !== null).join('\n\n')}\n`;
}

function refusal(input: ReviewInput, marker: string, bytesNeeded: number, limit: number): Review {
  const body = assemble([
    `${marker}\n## ❌ Tollgate: ${inlineCode(input.environment)} cannot be reviewed in one comment`,
    `What must be said of this change (every destroyed or replaced resource, every change of permissions, every finding) takes ${formatCount(bytesNeeded)} bytes in its shortest form, and a comment holds ${formatCount(limit)}. The pipeline stops here: split the change into smaller pull requests.`,
  ]);
  return { kind: 'too-large', body, marker, bytesNeeded, limit };
}
