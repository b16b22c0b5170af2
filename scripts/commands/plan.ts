import type { StackPlan } from '../model/change';
import type { Digest } from '../model/digest';
import { mayProceed, type Judgement } from '../model/finding';
import type { ReviewRecord, UsedWaiver } from '../record/record';
import { storeRecord } from '../record/store';
import {
  openDeployment,
  type Deployment,
  type DeploymentInput,
  type DeploymentPorts,
} from './deploy/deployment';
import { judgePlans, judgeSynthesis } from './deploy/judge-stacks';
import { planStacks, type PlannedChange } from './deploy/plan-stacks';

export interface PlanInput extends DeploymentInput {
  /** The commit the change was synthesized from, and the one it is to be merged into. */
  readonly commit: string | null;
  readonly base: string | null;
}

/** `refused` where the synthesized output already fails: terraform was not started. */
export type PlanOutcome =
  | { readonly kind: 'refused'; readonly deployment: Deployment; readonly synth: Judgement }
  | {
      readonly kind: 'planned';
      readonly deployment: Deployment;
      readonly synth: Judgement;
      readonly plan: Judgement;
      readonly stacks: readonly StackPlan[];
      readonly record: ReviewRecord;
      /** Of the signed record in the state bucket. */
      readonly recordDigest: Digest;
    };

/** Judges what was synthesized, plans what can be planned, judges the plans, and keeps a signed record of all of it. */
export async function runPlan(input: PlanInput, ports: DeploymentPorts): Promise<PlanOutcome> {
  const deployment = await openDeployment(input, ports);
  const synth = await judgeSynthesis(deployment);
  if (!mayProceed(synth)) return { kind: 'refused', deployment, synth };
  const change = await planStacks(deployment);
  const plan = await judgePlans(deployment, change.saved);
  const { record, recordDigest } = await recordPlan(deployment, input, change, plan);
  return { kind: 'planned', deployment, synth, plan, stacks: change.stacks, record, recordDigest };
}

/** Writes down what was reviewed, beside the state. */
export async function recordPlan(
  deployment: Deployment,
  origin: Pick<PlanInput, 'commit' | 'base'>,
  change: PlannedChange,
  judgement: Judgement,
): Promise<{ record: ReviewRecord; recordDigest: Digest }> {
  const { environment, synthesis, versions, store, ports } = deployment;
  const record: ReviewRecord = {
    version: 1,
    environment: environment.name,
    suffix: environment.suffix,
    commit: origin.commit,
    base: origin.base,
    synthDigest: synthesis.digest,
    policyDigest: judgement.policyDigest,
    waiversDigest: judgement.waiversDigest,
    waivers: usedWaivers(judgement),
    verdict: judgement.verdict,
    versions,
    stacks: change.recorded,
  };
  const files = new Map([...change.saved].map(([stack, plan]) => [stack, plan.bytes]));
  return { record, recordDigest: await storeRecord(record, files, store, ports.signer) };
}

/** The waivers without which the verdict would be another, each once. */
function usedWaivers({ findings }: Judgement): UsedWaiver[] {
  const used = findings.flatMap(
    ({ rule, constructPath, address, fingerprint, waiver }): [string, UsedWaiver][] => {
      if (waiver === null) return [];
      const { owner, ticket, expires } = waiver;
      const entry = { rule, resource: constructPath ?? address, fingerprint, owner, ticket, expires };
      return [[`${rule} ${entry.resource} ${fingerprint}`, entry]];
    },
  );
  return [...new Map(used).values()];
}
