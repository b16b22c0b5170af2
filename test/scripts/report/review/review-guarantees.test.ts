import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import type { ResourceChange } from '../../../../scripts/model/change';
import { printable } from '../../../../scripts/report/printable';
import { mergeFindings } from '../../../../scripts/report/merge-findings';
import { renderReview, reviewLimit } from '../../../../scripts/report/review/render-review';
import type { ReviewInput } from '../../../../scripts/report/review/review-input';
import { reviewInput } from './review-arbitraries';

const seed = Number(process.env['FAST_CHECK_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const markdown = new MarkdownIt({ html: true });

/** Said here in words of its own, so that the renderer's idea of what matters is tested too. */
function matters({ action, type, attributes }: ResourceChange): boolean {
  if (action === 'no-op' || action === 'read') return false;
  return (
    action === 'delete' ||
    action === 'replace' ||
    type.startsWith('aws_iam_') ||
    attributes.some(({ path, known, after }) => (path[0] === 'policy' && !known) || isPolicy(after))
  );
}

function isPolicy(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('{"Statement":');
}

function mustBeSaid(input: ReviewInput): string[] {
  const changes = input.stacks.flatMap((stack) =>
    stack.kind === 'planned' ? stack.changes.filter(matters) : [],
  );
  const findings = mergeFindings(input.judgements).flatMap(({ finding: { rule, source, address } }) => [
    rule,
    source === null ? address : `${source.file}:${source.line}`,
  ]);
  return [...changes.map(({ address }) => address), ...findings].map(printable);
}

/** What GitHub would look at for mentions, references and markup: everything that is not code. */
function outsideCode(body: string): string {
  return markdown
    .render(body)
    .replaceAll(/<pre>[^]*?<\/pre>/g, '')
    .replaceAll(/<code>[^]*?<\/code>/g, '');
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function complaints(input: ReviewInput, limit: number): string[] {
  const review = renderReview(input, limit);
  const html = outsideCode(review.body);
  const missing =
    review.kind === 'too-large' ? [] : mustBeSaid(input).filter((text) => !review.body.includes(text));
  const tags = [...new Set(html.match(/<[^>]*>/g) ?? [])].filter(
    (tag) =>
      !/^<\/?(details|summary|b|sub|h2|h3|h4|p|strong|em|ul|li|br|hr)>$/.test(tag) && tag !== review.marker,
  );
  return [
    ...(review.kind === 'review' && Buffer.byteLength(review.body) > limit ? ['too long'] : []),
    ...(Buffer.byteLength(review.body) ===
    (review.kind === 'review' ? review.bytes : Buffer.byteLength(review.body))
      ? []
      : ['miscounted']),
    ...missing.slice(0, 3).map((text) => `does not say ${JSON.stringify(text)}`),
    ...(/(^|[^\w`])@[a-z0-9]/i.test(html) ? ['mentions somebody'] : []),
    ...(/(^|\W)#\d/.test(html.replaceAll(/&#\d+;/g, '')) ? ['refers to an issue'] : []),
    ...(/<script/i.test(html) ? ['has a script'] : []),
    ...tags.map((tag) => `has a tag of a stranger: ${tag}`),
    ...(count(html, /<details>/g) === count(html, /<\/details>/g) ? [] : ['has an open details element']),
    ...(count(html, /<summary>/g) === count(html, /<\/summary>/g) ? [] : ['has an open summary element']),
    ...(review.body.startsWith(`${review.marker}\n`) ? [] : ['does not start with its marker']),
    ...(/[\p{Cc}\p{Cf}\p{Cs}]/u.test(review.body.replaceAll('\n', '')) ? ['has hidden characters'] : []),
  ];
}

describe('whatever a plan holds, its review', () => {
  it(`fits, says what must be said and stays in its bounds, or refuses (seed ${seed})`, () => {
    fc.assert(
      fc.property(reviewInput, (input) => {
        expect(complaints(input, reviewLimit)).toEqual([]);
      }),
      { seed, numRuns: 150 },
    );
  }, 180_000);

  it(`does so in any room it is given (seed ${seed})`, () => {
    fc.assert(
      fc.property(reviewInput, fc.integer({ min: 600, max: 40_000 }), (input, limit) => {
        expect(complaints(input, limit)).toEqual([]);
      }),
      { seed, numRuns: 80 },
    );
  }, 180_000);

  it(`is the same text each time (seed ${seed})`, () => {
    fc.assert(
      fc.property(reviewInput, (input) => {
        expect(renderReview(structuredClone(input))).toEqual(renderReview(input));
      }),
      { seed, numRuns: 20 },
    );
  }, 60_000);
});
