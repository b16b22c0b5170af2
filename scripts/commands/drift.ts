import type { Digest } from '../model/digest';
import type { Judgement } from '../model/finding';
import { fingerprint } from '../drift/fingerprint';
import { triage, type DriftEntry } from '../drift/triage';
import { readResourceChange } from '../terraform/changes';
import { isDeployed } from '../terraform/state-json';
import { mapAtMost, terraformAtOnce } from './deploy/at-most';
import {
  openDeployment,
  type Deployment,
  type DeploymentInput,
  type DeploymentPorts,
} from './deploy/deployment';
import { judgeRefreshedState } from './deploy/judge-stacks';
import { planStack, type SavedPlan } from './deploy/plan-stacks';
import { withoutIntendedDrift } from './release/intended-drift';
import { findMovedAliases } from './release/moved-aliases';

/** What is not as the configuration says, and what the rules think of what is there. */
export interface DriftOutcome {
  readonly kind: 'none' | 'drifted';
  readonly entries: readonly DriftEntry[];
  /** The same for the same drift, whenever it is found. */
  readonly fingerprint: Digest;
  /** The gate on the refreshed state; null where nothing is deployed. */
  readonly judgement: Judgement | null;
  /** Stacks that were never applied, so that nothing can have drifted. */
  readonly notDeployed: readonly string[];
  /** Differences that only the emulator explains. */
  readonly infidelities: number;
}

/** Looks for what changed behind terraform's back, by a plan that is thrown away and by the rules on what is there. */
export async function runDrift(input: DeploymentInput, ports: DeploymentPorts): Promise<DriftOutcome> {
  return findDrift(await openDeployment(input, ports));
}

/** The same for a deployment that is open already. */
export async function findDrift(deployment: Deployment): Promise<DriftOutcome> {
  const { deployed, notDeployed } = await sortByState(deployment);
  const plans = new Map<string, SavedPlan>(
    await mapAtMost(
      terraformAtOnce,
      deployed,
      async (stack) => [stack.id, await planStack(deployment, stack)] as const,
    ),
  );

  const judgement = plans.size === 0 ? null : await judgeRefreshedState(deployment, plans);
  const planned = [...plans.values()].flatMap((plan) => plan.planned.changes);
  const drifted = deployed.flatMap((stack) =>
    (plans.get(stack.id)?.json.resource_drift ?? [])
      .map((change) => readResourceChange(change, stack))
      // terraform also lists what it only wrote down differently
      .filter(({ action, attributes }) => action !== 'update' || attributes.length > 0),
  );
  const ours = withoutIntendedDrift(deployment, drifted);
  const unexpected = {
    planned: deployment.input.target.withoutInfidelities(planned),
    drifted: deployment.input.target.withoutInfidelities(ours),
  };
  const entries = [
    ...triage(unexpected.planned, unexpected.drifted, judgement?.findings ?? []),
    ...(await findMovedAliases(deployment)),
  ];
  return {
    kind: entries.length > 0 ? 'drifted' : 'none',
    entries,
    fingerprint: fingerprint(entries),
    judgement,
    notDeployed: notDeployed.map((stack) => stack.id),
    infidelities: planned.length + ours.length - unexpected.planned.length - unexpected.drifted.length,
  };
}

async function sortByState(deployment: Deployment) {
  const deployed: Deployment['synthesis']['stacks'][number][] = [];
  const notDeployed: typeof deployed = [];
  for (const stack of deployment.synthesis.stacks) {
    const state = await deployment.state(stack.id);
    (isDeployed(state?.parsed ?? null) ? deployed : notDeployed).push(stack);
  }
  return { deployed, notDeployed };
}
