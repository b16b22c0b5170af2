import type { StackPlan } from '../../model/change';
import type { Digest } from '../../model/digest';
import type { Judgement, Verdict } from '../../model/finding';
import { printable } from '../printable';

/** Everything a review comment is written from; nothing in it depends on when it is written. */
export interface ReviewInput {
  readonly environment: string;
  readonly suffix: string;
  /** The commit that was synthesized, where there is one. */
  readonly commit?: string;
  readonly verdict: Verdict;
  /** Of the synth and of the plan; findings with one id are shown once, as the last stage puts them. */
  readonly judgements: readonly Judgement[];
  /** In dependency order. */
  readonly stacks: readonly StackPlan[];
  /** Null where no record was made, as on a pull request from a fork. */
  readonly record: { readonly digest: Digest; readonly stored: boolean } | null;
  /** By program, such as `terraform` and `tollgate`. */
  readonly versions: Readonly<Record<string, string>>;
}

/** How much of what need not be said a review says; what must be said is in each of them. */
export const reviewDetails = ['full', 'attributes', 'resources', 'counts'] as const;
export type ReviewDetail = (typeof reviewDetails)[number];

/** A comment that fits and leaves out nothing that must be said. */
export interface CompleteReview {
  readonly kind: 'review';
  /** Markdown; its first line is the marker by which the comment is found again. */
  readonly body: string;
  readonly marker: string;
  /** Of the body as UTF-8. */
  readonly bytes: number;
  readonly detail: ReviewDetail;
  /** Changed resources that are counted only. */
  readonly omitted: number;
}

/** What must be said does not fit a comment. Whoever gets this must stop with an error: nobody can review it. */
export interface TooLargeReview {
  readonly kind: 'too-large';
  /** A short comment that says so. */
  readonly body: string;
  readonly marker: string;
  /** What the shortest complete form would take. */
  readonly bytesNeeded: number;
  readonly limit: number;
}

export type Review = CompleteReview | TooLargeReview;

/** The hidden first line of every review of an environment. */
export function reviewMarker(environment: string): string {
  return `<!-- tollgate:review environment=${encodeURIComponent(printable(environment))} -->`;
}
