import { writeFileSync } from 'node:fs';
import { Interrupted } from '../model/error';
import { mayProceed, unwaived, type Judgement } from '../model/finding';
import type { SynthesizedStack } from '../model/synthesis';
import type { RecordedDeferral, RecordedPlan, ReviewRecord } from '../record/record';
import type { Release } from '../record/outcome';
import { loadPlanFile, loadRecord, storeOutcome } from '../record/store';
import { differenceFromPlan, differenceFromRecord } from '../record/verify';
import { beyondEnvelope } from '../terraform/deferral';
import { planDigest } from '../terraform/plan-json';
import type { StackState } from '../terraform/state-json';
import {
  openDeployment,
  type Deployment,
  type DeploymentInput,
  type DeploymentPorts,
} from './deploy/deployment';
import { judgePlans, judgeState, policyDigest, waiversDigest } from './deploy/judge-stacks';
import { hasChanges, planStack, upstreamDigests } from './deploy/plan-stacks';
import { settleStacks } from './deploy/settle-stacks';
import { releaseFunctions } from './release/release';

/** What became of one stack. */
export interface AppliedStack {
  readonly stack: string;
  /** `unchanged` had nothing to do; `failing` was applied and the gate objects to what is there now. */
  readonly status: 'applied' | 'unchanged' | 'failing';
  /** The gate on the state after the apply. */
  readonly judgement: Judgement;
  /** What was brought into use after that; null where the stack has no functions with an alias, or it did not come to it. */
  readonly release: Release | null;
}

/** `refused` names in one sentence what is not as it was reviewed; nothing after that was touched. */
export type ApplyOutcome =
  | { readonly kind: 'applied'; readonly stacks: readonly AppliedStack[] }
  | { readonly kind: 'failing'; readonly stacks: readonly AppliedStack[]; readonly reason: string }
  | { readonly kind: 'refused'; readonly stacks: readonly AppliedStack[]; readonly reason: string };

export interface ApplyPorts extends DeploymentPorts {
  /** Told after each stack. */
  onStack?(applied: AppliedStack): void;
}

/** Applies what was reviewed, stack by stack, judging the state after each; stops at the first thing that differs. */
export async function runApply(input: DeploymentInput, ports: ApplyPorts): Promise<ApplyOutcome> {
  return applyDeployment(await openDeployment(input, ports), ports);
}

/** The same for a deployment that is open already. */
export async function applyDeployment(deployment: Deployment, ports: ApplyPorts): Promise<ApplyOutcome> {
  const { environment, synthesis, store } = deployment;
  const record = await loadRecord(environment.suffix, synthesis.digest, store, ports.signer);
  if (record === null) {
    return {
      kind: 'refused',
      stacks: [],
      reason: `nobody has planned what is synthesized here for ${environment.name} (${synthesis.digest}); run npm run plan and have it reviewed`,
    };
  }
  const difference = differenceFromRecord(record, {
    environment: environment.name,
    policyDigest: policyDigest(deployment),
    waiversDigest: waiversDigest(deployment),
    today: ports.clock.now().toISOString().slice(0, 10),
    versions: deployment.versions,
    stacks: Object.fromEntries(synthesis.stacks.map((stack) => [stack.id, stack.digest])),
  });
  if (difference !== null) return { kind: 'refused', stacks: [], reason: askAgain(difference) };

  const outcome = await applyAndSettle(deployment, record, ports);
  const status = { applied: 'applied', failing: 'applied, failing', refused: 'incomplete' } as const;
  await storeOutcome(
    record,
    {
      status: status[outcome.kind],
      stacks: Object.fromEntries(outcome.stacks.map((applied) => [applied.stack, applied.status])),
      releases: Object.fromEntries(
        outcome.stacks.flatMap(({ stack, release }) => (release === null ? [] : [[stack, release]])),
      ),
      finishedAt: ports.clock.now().toISOString(),
    },
    store,
  );
  return outcome;
}

const askAgain = (difference: string): string => `${difference}; run npm run plan again and have it reviewed`;

/** Settles what was changed, also where a later stack failed; whoever interrupts waits for nothing more. */
async function applyAndSettle(
  deployment: Deployment,
  record: ReviewRecord,
  ports: ApplyPorts,
): Promise<ApplyOutcome> {
  const changed = new Set<string>();
  try {
    const outcome = await applyStacks(deployment, record, changed, ports);
    await settleStacks(deployment, changed);
    return outcome;
  } catch (thrown) {
    if (!(thrown instanceof Interrupted)) await settleStacks(deployment, changed).catch(() => undefined);
    throw thrown;
  }
}

/** @param changed told of each stack as soon as terraform has changed it */
async function applyStacks(
  deployment: Deployment,
  record: ReviewRecord,
  changed: Set<string>,
  ports: ApplyPorts,
): Promise<ApplyOutcome> {
  const stacks: AppliedStack[] = [];
  for (const stack of deployment.synthesis.stacks) {
    const recorded = record.stacks[stack.id];
    if (recorded === undefined) throw new TypeError(`the record was verified without ${stack.id}`);
    const result =
      recorded.kind === 'planned'
        ? await applyPlanned(deployment, record, stack, recorded)
        : await applyDeferred(deployment, stack, recorded);
    if ('refused' in result) return { kind: 'refused', stacks, reason: askAgain(result.refused) };
    if (result.changed) changed.add(stack.id);

    const done = stacks.map((applied) => applied.stack);
    const judgement = await judgeState(deployment, [...done, stack.id]);
    const objects = !mayProceed(judgement);
    const released = objects ? null : await releaseFunctions(deployment, stack.id);
    const failing = objects || released?.kind === 'failed';
    const applied: AppliedStack = {
      stack: stack.id,
      status: failing ? 'failing' : result.changed ? 'applied' : 'unchanged',
      judgement,
      release: released?.kind === 'released' ? released.release : null,
    };
    stacks.push(applied);
    ports.onStack?.(applied);
    if (failing) {
      const reason =
        released?.kind === 'failed'
          ? `${stack.id} is applied and not in use: ${released.reason}`
          : `${stack.id} is applied and the gate says ${judgement.verdict} of what is there now; the stacks after it were left alone and nothing was rolled back: mend it with a change of its own`;
      return { kind: 'failing', stacks, reason };
    }
  }
  return { kind: 'applied', stacks };
}

type Step = { readonly refused: string } | { readonly changed: boolean };

async function applyPlanned(
  deployment: Deployment,
  record: ReviewRecord,
  stack: SynthesizedStack,
  recorded: RecordedPlan,
): Promise<Step> {
  const states = await readStates(deployment, stack);
  const state = states.get(stack.id) ?? null;
  const difference = differenceFromPlan(stack.id, recorded, {
    state: state === null ? null : { lineage: state.lineage, serial: state.serial },
    upstreamOutputs: upstreamDigests(stack, states),
  });
  if (difference !== null) return { refused: difference };

  const bytes = await loadPlanFile(record, stack.id, recorded.planFileHash, deployment.store);
  const directory = await deployment.workspace(stack.id);
  const file = deployment.planFile(stack.id);
  writeFileSync(file, bytes);
  const present = planDigest(await deployment.terraform.showPlan(directory, file));
  if (present !== recorded.planDigest) {
    return {
      refused: `the saved plan of ${stack.id} reads ${present}, and ${recorded.planDigest} was reviewed`,
    };
  }
  if (recorded.changes) await deployment.terraform.apply(directory, file);
  return { changed: recorded.changes };
}

async function applyDeferred(
  deployment: Deployment,
  stack: SynthesizedStack,
  recorded: RecordedDeferral,
): Promise<Step> {
  const plan = await planStack(deployment, stack);
  const beyond = beyondEnvelope(plan.planned, recorded.envelope);
  if (beyond.length > 0) {
    return {
      refused: `${stack.id} was deferred, and its plan now goes beyond what was reviewed: ${beyond.join(', ')}`,
    };
  }
  const judgement = await judgePlans(deployment, new Map([[stack.id, plan]]));
  if (!mayProceed(judgement)) {
    const rules = [
      ...new Set(
        unwaived(judgement.findings)
          .filter(({ status }) => status === 'fail')
          .map(({ rule }) => rule),
      ),
    ];
    return { refused: `${stack.id} was deferred, and its plan now fails the gate (${rules.join(', ')})` };
  }
  const changed = hasChanges(plan.planned);
  if (changed) {
    await deployment.terraform.apply(await deployment.workspace(stack.id), deployment.planFile(stack.id));
  }
  return { changed };
}

async function readStates(
  deployment: Deployment,
  stack: SynthesizedStack,
): Promise<ReadonlyMap<string, StackState | null>> {
  const ids = new Set([stack.id, ...stack.upstreamOutputs.map((read) => read.stack)]);
  const states = new Map<string, StackState | null>();
  for (const id of ids) states.set(id, (await deployment.state(id))?.parsed ?? null);
  return states;
}
