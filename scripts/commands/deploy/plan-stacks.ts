import { readFileSync } from 'node:fs';
import type { PlannedStack, StackPlan } from '../../model/change';
import { digestOf, sha256, type Digest } from '../../model/digest';
import type { SynthesizedStack } from '../../model/synthesis';
import type { RecordedStack } from '../../record/record';
import { readPlannedStack } from '../../terraform/changes';
import { envelopeOf, reasonToDefer } from '../../terraform/deferral';
import { parsePlan, type PlanJson } from '../../terraform/plan-json';
import type { StackState } from '../../terraform/state-json';
import type { Deployment } from './deployment';

/** A plan with what it was read from. */
export interface SavedPlan {
  readonly planned: PlannedStack;
  readonly json: PlanJson;
  /** What `terraform show -json` printed. */
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** Every stack of a deployment, planned or deferred, in dependency order. */
export interface PlannedChange {
  readonly stacks: readonly StackPlan[];
  readonly saved: ReadonlyMap<string, SavedPlan>;
  readonly recorded: Readonly<Record<string, RecordedStack>>;
}

/** Plans one stack and reads the plan back. */
export async function planStack(
  deployment: Deployment,
  stack: SynthesizedStack,
  options: { destroy?: boolean } = {},
): Promise<SavedPlan> {
  const directory = await deployment.workspace(stack.id);
  const file = deployment.planFile(stack.id);
  await deployment.terraform.plan(directory, file, options);
  const text = await deployment.terraform.showPlan(directory, file);
  const json = parsePlan(text, stack.id);
  return { planned: readPlannedStack(json, text, stack), json, text, bytes: readFileSync(file) };
}

/** Plans every stack that can be planned now, and says of the others why they cannot. */
export async function planStacks(deployment: Deployment): Promise<PlannedChange> {
  const { stacks } = deployment.synthesis;
  const states = new Map<string, StackState | null>();
  for (const stack of stacks) states.set(stack.id, (await deployment.state(stack.id))?.parsed ?? null);

  const plans = new Map<string, StackPlan>();
  const saved = new Map<string, SavedPlan>();
  const recorded: Record<string, RecordedStack> = {};
  for (const stack of stacks) {
    const state = states.get(stack.id) ?? null;
    const reason = reasonToDefer(stack, states, plans);
    if (reason !== null) {
      const envelope = envelopeOf(stack, state);
      plans.set(stack.id, { kind: 'deferred', stack: stack.id, reason, envelope });
      recorded[stack.id] = { kind: 'deferred', synthDigest: stack.digest, reason, envelope };
      continue;
    }
    const plan = await planStack(deployment, stack);
    plans.set(stack.id, plan.planned);
    saved.set(stack.id, plan);
    recorded[stack.id] = {
      kind: 'planned',
      synthDigest: stack.digest,
      planFileHash: sha256(plan.bytes),
      planDigest: plan.planned.planDigest,
      state: state === null ? null : { lineage: state.lineage, serial: state.serial },
      upstreamOutputs: upstreamDigests(stack, states),
      changes: hasChanges(plan.planned),
    };
  }
  return { stacks: [...plans.values()], saved, recorded };
}

/** Whether a plan has anything for an apply to do. */
export function hasChanges(plan: PlannedStack): boolean {
  return plan.changes.length > 0 || plan.outputs.length > 0;
}

/** The digest of every upstream output a stack reads, by `<stack>.<output>`. */
export function upstreamDigests(
  stack: SynthesizedStack,
  states: ReadonlyMap<string, StackState | null>,
): Record<string, Digest> {
  return Object.fromEntries(
    stack.upstreamOutputs.map(({ stack: upstream, output }) => [
      `${upstream}.${output}`,
      digestOf(states.get(upstream)?.outputs[output] ?? null),
    ]),
  );
}
