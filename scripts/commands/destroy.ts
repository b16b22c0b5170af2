import { InputError } from '../model/error';
import { mayProceed, type Judgement } from '../model/finding';
import { isDeployed } from '../terraform/state-json';
import { mapAtMost, terraformAtOnce } from './deploy/at-most';
import {
  openDeployment,
  type Deployment,
  type DeploymentInput,
  type DeploymentPorts,
} from './deploy/deployment';
import { judgePlans } from './deploy/judge-stacks';
import { planStack, type SavedPlan } from './deploy/plan-stacks';

export interface DestroyInput extends DeploymentInput {
  /** The suffix of the environment, typed by whoever means it. */
  readonly confirm: string | null;
}

export type DestroyOutcome =
  | { readonly kind: 'destroyed'; readonly stacks: readonly string[]; readonly judgement: Judgement | null }
  /** Something would block the destroy or survive it: nothing was touched. */
  | { readonly kind: 'refused'; readonly judgement: Judgement };

/** Destroys all stacks of an environment, the dependent ones first, once the gate finds nothing that would block it. */
export async function runDestroy(input: DestroyInput, ports: DeploymentPorts): Promise<DestroyOutcome> {
  return destroyDeployment(await openDeployment(input, ports), input.confirm);
}

/** The same for a deployment that is open already. */
export async function destroyDeployment(
  deployment: Deployment,
  confirm: string | null,
): Promise<DestroyOutcome> {
  const { environment, synthesis } = deployment;
  if (confirm !== environment.suffix) {
    throw new InputError(
      `destroying ${environment.name} needs its suffix as a confirmation, and ${confirm === null ? 'none' : JSON.stringify(confirm)} was given; run it again with --confirm ${environment.suffix}`,
    );
  }
  const planned = await mapAtMost(terraformAtOnce, [...synthesis.stacks].reverse(), async (stack) => {
    const state = await deployment.state(stack.id);
    if (!isDeployed(state?.parsed ?? null)) return [];
    return [[stack.id, await planStack(deployment, stack, { destroy: true })] as const];
  });
  const plans = new Map<string, SavedPlan>(planned.flat());
  if (plans.size === 0) return { kind: 'destroyed', stacks: [], judgement: null };
  const judgement = await judgePlans(deployment, plans);
  if (!mayProceed(judgement)) return { kind: 'refused', judgement };
  for (const stack of plans.keys()) {
    await deployment.terraform.apply(await deployment.workspace(stack), deployment.planFile(stack));
  }
  return { kind: 'destroyed', stacks: [...plans.keys()], judgement };
}
