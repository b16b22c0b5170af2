import { explainDeferral } from '../../model/change';
import { mayProceed, unwaived, type Judgement } from '../../model/finding';
import { gitHubComments } from '../../github/octokit-comments';
import { upsertReview } from '../../github/upsert-review';
import { createStateBucket } from '../../emulator/state-bucket';
import { counted } from '../../report/printable';
import type { CompleteReview, Review } from '../../report/review/review-input';
import { applyDeployment, type AppliedStack } from '../apply';
import {
  openDeployment,
  type Deployment,
  type DeploymentInput,
  type DeploymentPorts,
} from '../deploy/deployment';
import { judgePlans, judgeState, judgeSynthesis } from '../deploy/judge-stacks';
import { planStacks, type PlannedChange } from '../deploy/plan-stacks';
import { destroyDeployment } from '../destroy';
import { findDrift, type DriftOutcome } from '../drift';
import { recordPlan } from '../plan';
import { describeRelease } from '../release/describe-release';
import { reviewOf } from '../review-of-plan';
import type { Emulation } from './emulation';
import type { Journal } from './journal';
import { tamperWithRolePolicy } from './tamper';

/** The pull request that the path pretends to be about. */
export const pullRequest = { owner: 'payments', repository: 'platform', number: 1 };

/** What the path has come to so far; the report shows as much of it as there is. */
export interface Story {
  deployment?: Deployment;
  change?: PlannedChange;
  judgements: Judgement[];
  review?: Review;
  drift?: DriftOutcome;
}

export interface Walk {
  readonly journal: Journal;
  readonly story: Story;
  readonly emulation: Emulation;
  readonly input: DeploymentInput;
  readonly ports: DeploymentPorts;
  readonly toolVersion: string;
}

/** Walks the whole path from a `cdktf.out` to nothing left; throws `StepFailed` at the first step that says no. */
export async function walkPath(walk: Walk): Promise<void> {
  const deployment = await openAndJudge(walk);
  const review = await planAndJudge(walk, deployment);
  await postReview(walk, review);
  await applyAndJudge(walk, deployment);
  await replan(walk, deployment);
  await watchForDrift(walk, deployment);
  await destroyAll(walk, deployment);
}

async function openAndJudge({ journal, story, emulation, input, ports }: Walk): Promise<Deployment> {
  return journal.step('gate on synth', async () => {
    const deployment = await openDeployment(input, ports);
    const { stateBucket, region } = deployment.environment;
    await createStateBucket(emulation.aws.endpoint, stateBucket, region);
    story.deployment = deployment;
    const judgement = await judgeSynthesis(deployment);
    story.judgements.push(judgement);
    return { value: deployment, passed: mayProceed(judgement), detail: describe(judgement) };
  });
}

async function planAndJudge({ journal, story, toolVersion }: Walk, deployment: Deployment): Promise<Review> {
  const change = await journal.step('plan', async () => {
    const planned = await planStacks(deployment);
    story.change = planned;
    const stacks = planned.stacks.map((stack) =>
      stack.kind === 'planned'
        ? `${stack.stack}: ${counted(stack.changes.length, 'change')}`
        : `deferred: ${explainDeferral(stack.stack, stack.reason)}`,
    );
    return { value: planned, passed: true, detail: stacks.join('; ') };
  });
  return journal.step('gate on plan', async () => {
    const synth = story.judgements.at(-1);
    const plan = await judgePlans(deployment, change.saved);
    story.judgements.push(plan);
    const origin = { commit: null, base: null };
    const { record, recordDigest } = await recordPlan(deployment, origin, change, plan);
    const review = reviewOf(
      {
        kind: 'planned',
        deployment,
        synth: synth ?? plan,
        plan,
        stacks: change.stacks,
        record,
        recordDigest,
      },
      toolVersion,
    );
    story.review = review;
    return { value: review, passed: mayProceed(plan), detail: describe(plan) };
  });
}

async function postReview({ journal, emulation, ports }: Walk, review: Review): Promise<void> {
  await journal.step('review', async () => {
    if (review.kind === 'too-large') {
      return {
        value: undefined,
        passed: false,
        detail: 'the review does not fit a comment; split the change',
      };
    }
    const comments = gitHubComments({
      token: emulation.token,
      baseUrl: emulation.github.endpoint,
      notice: (line) => {
        ports.output.notice(`${line}\n`);
      },
    });
    const first = await upsertReview(comments, pullRequest, review, null);
    return { value: undefined, passed: true, detail: describePosted(review, first.outcome) };
  });
}

const describePosted = (review: CompleteReview, outcome: string): string =>
  `comment ${outcome} on ${pullRequest.owner}/${pullRequest.repository}#${pullRequest.number}, ${review.bytes} bytes`;

async function applyAndJudge({ journal, story, ports }: Walk, deployment: Deployment): Promise<void> {
  await journal.step('apply', async () => {
    const outcome = await applyDeployment(deployment, {
      ...ports,
      onStack: ({ stack, status, judgement }) => {
        journal.update(`${stack}: ${status}, gate on state: ${judgement.verdict}`);
      },
    });
    const detail =
      outcome.kind === 'applied' ? outcome.stacks.map(describeApplied).join('; ') : outcome.reason;
    return { value: undefined, passed: outcome.kind === 'applied', detail };
  });
  await journal.step('gate on state', async () => {
    const judgement = await judgeState(
      deployment,
      deployment.synthesis.stacks.map(({ id }) => id),
    );
    story.judgements.push(judgement);
    return { value: undefined, passed: mayProceed(judgement), detail: describe(judgement) };
  });
}

function describeApplied({ stack, status, release }: AppliedStack): string {
  return [`${stack}: ${status}`, ...(release === null ? [] : describeRelease(release))].join(', ');
}

async function replan({ journal }: Walk, deployment: Deployment): Promise<void> {
  await journal.step('re-plan is empty', async () => {
    const { stacks } = await planStacks(deployment);
    const changes = stacks.flatMap((stack) => (stack.kind === 'planned' ? stack.changes : []));
    const unexpected = deployment.input.target.withoutInfidelities(changes);
    const deferred = stacks.filter((stack) => stack.kind === 'deferred').map(({ stack }) => stack);
    const infidelities = changes.length - unexpected.length;
    const left = [
      ...unexpected.map(({ address }) => address),
      ...deferred.map((stack) => `${stack} is deferred`),
    ];
    return {
      value: undefined,
      passed: left.length === 0,
      detail:
        left.length === 0
          ? `nothing to do (${infidelities} known infidelities of the emulator)`
          : left.join(', '),
    };
  });
}

async function watchForDrift({ journal, story, emulation }: Walk, deployment: Deployment): Promise<void> {
  await journal.step('an edit behind terraform is found', async () => {
    const edit = await tamperWithRolePolicy(deployment, emulation.aws.endpoint);
    journal.update(edit.what);
    const drift = await findDrift(deployment);
    story.drift = drift;
    const found = drift.entries.find(
      ({ stack, address, kind }) =>
        stack === edit.stack && address === edit.address && kind === 'changed-outside',
    );
    const verdict = drift.judgement?.verdict ?? 'no verdict';
    return {
      value: undefined,
      passed: (found?.severity ?? null) !== null && verdict === 'fail',
      detail:
        found === undefined
          ? `${edit.what}, and ${edit.address} was not found as drift`
          : `${edit.what}: found at ${edit.address} (${found.severity ?? 'no rule objects'}), gate on state: ${verdict}`,
    };
  });
}

async function destroyAll({ journal, emulation }: Walk, deployment: Deployment): Promise<void> {
  const { suffix } = deployment.environment;
  await journal.step('destroy', async () => {
    const outcome = await destroyDeployment(deployment, suffix);
    const destroyed = outcome.kind === 'destroyed';
    return {
      value: undefined,
      passed: destroyed,
      detail: destroyed ? outcome.stacks.join(', ') : describe(outcome.judgement),
    };
  });
  await journal.step('nothing is left', async () => {
    const left = await emulation.aws.leftovers(suffix);
    const unknown = emulation.aws.unknownCalls().map(({ service, action }) => `${service}:${action}`);
    const detail =
      left.length > 0
        ? left.join(', ')
        : unknown.length > 0
          ? `the emulator was asked for calls it does not know: ${[...new Set(unknown)].join(', ')}`
          : `${emulation.aws.calls().length} AWS calls, all known; nothing with the suffix ${suffix} remains`;
    return { value: undefined, passed: left.length === 0 && unknown.length === 0, detail };
  });
}

function describe(judgement: Judgement): string {
  const { verdict, findings, judged } = judgement;
  const counts = ['fail', 'undetermined', 'warn', 'demand']
    .map(
      (status) => [status, unwaived(findings).filter((finding) => finding.status === status).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`);
  return `${verdict}: ${judged.rules.length} rules on ${judged.resources} resources${counts.length > 0 ? `, ${counts.join(', ')}` : ''}`;
}
