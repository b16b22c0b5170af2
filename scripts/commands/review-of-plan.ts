import { renderReview } from '../report/review/render-review';
import type { Review } from '../report/review/review-input';
import type { PlanOutcome } from './plan';

/** The review comment of a planned change, or of one that failed before it could be planned. */
export function reviewOf(outcome: PlanOutcome, toolVersion: string): Review {
  const { environment, versions } = outcome.deployment;
  const common = {
    environment: environment.name,
    suffix: environment.suffix,
    versions: { tollgate: toolVersion, terraform: versions.terraform, 'provider aws': versions.provider },
  };
  if (outcome.kind === 'refused') {
    return renderReview({
      ...common,
      verdict: outcome.synth.verdict,
      judgements: [outcome.synth],
      stacks: [],
      record: null,
    });
  }
  const { commit } = outcome.record;
  return renderReview({
    ...common,
    ...(commit === null ? {} : { commit }),
    verdict: outcome.plan.verdict,
    judgements: [outcome.synth, outcome.plan],
    stacks: outcome.stacks,
    record: { digest: outcome.recordDigest, stored: true },
  });
}
