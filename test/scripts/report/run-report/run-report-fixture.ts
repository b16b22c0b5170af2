import type { RunReport } from '../../../../scripts/report/run-report/run-report';
import { renderReview } from '../../../../scripts/report/review/render-review';
import { apiSource, mixedJudgement } from '../judgement-fixture';
import { eventfulInput, planned } from '../review/review-fixture';

const input = {
  ...eventfulInput,
  judgements: [...eventfulInput.judgements, { ...mixedJudgement, stage: 'plan' as const }],
  stacks: [
    planned('network', []),
    planned('keys', []),
    ...eventfulInput.stacks,
    {
      kind: 'deferred' as const,
      stack: 'monitoring',
      reason: { kind: 'upstream-deferred' as const, upstream: 'payments-web' },
      envelope: { create: { aws_cloudwatch_dashboard: 1 }, update: {}, replace: {}, delete: {} },
    },
  ],
};

/** A run in which something of everything happened. */
export const eventfulRun: RunReport = {
  title: 'Rehearsal of dev',
  environment: 'dev',
  suffix: 'dev',
  commit: '4f2c1d9e8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e',
  verdict: 'fail',
  steps: [
    {
      name: 'synth',
      outcome: 'succeeded',
      startedMs: 1_000,
      durationMs: 2_310,
      detail: '6 stacks, 41 resources',
    },
    { name: 'gate at synth', outcome: 'succeeded', startedMs: 3_310, durationMs: 420 },
    {
      name: 'plan payments-data',
      outcome: 'succeeded',
      startedMs: 3_730,
      durationMs: 14_900,
      detail: '1 to destroy, 1 to replace',
    },
    { name: 'plan payments-api', outcome: 'succeeded', startedMs: 4_100, durationMs: 21_250 },
    { name: 'gate at plan', outcome: 'failed', startedMs: 25_400, durationMs: 610, detail: '1 failure' },
    { name: 'apply', outcome: 'skipped', startedMs: 26_010, durationMs: 0 },
  ],
  review: renderReview(input),
  judgements: input.judgements,
  stacks: input.stacks,
  dependencies: [
    { stack: 'network', dependsOn: [] },
    { stack: 'keys', dependsOn: [] },
    { stack: 'payments-data', dependsOn: ['network', 'keys'] },
    { stack: 'payments-api', dependsOn: ['payments-data', 'network', 'keys'] },
    { stack: 'payments-web', dependsOn: ['payments-api'] },
    { stack: 'monitoring', dependsOn: ['payments-web', 'payments-api', 'network'] },
  ],
  readSource: (file) => (file === 'stacks/payments-api.ts' ? apiSource : null),
  awsCalls: [
    { service: 'iam', calls: 214, errors: 0 },
    { service: 's3', calls: 1_388, errors: 3 },
    { service: 'dynamodb', calls: 96, errors: 0 },
    { service: 'sts', calls: 12, errors: 0 },
  ],
  versions: input.versions,
};
