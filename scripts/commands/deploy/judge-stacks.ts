import type { Digest } from '../../model/digest';
import type { Judgement } from '../../model/finding';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { Stage } from '../../model/resource';
import { verifyPolicyBuild } from '../../gate/build/manifest';
import type { Evidence } from '../../gate/evidence/evidence';
import { judge, policyDigest as digestOfPolicy } from '../../gate/judge';
import { readWaivers } from '../../gate/waiver/read-waivers';
import type { Deployment } from './deployment';
import type { SavedPlan } from './plan-stacks';

/** Judges what was synthesized, before terraform is started. */
export function judgeSynthesis(deployment: Deployment): Promise<Judgement> {
  const evidence: Evidence = { kind: 'synthesis', synthesis: deployment.synthesis };
  return judgeEvidence(deployment, 'synth', [evidence]);
}

/** Judges plans together with the synthesized output they came from; a deferred stack is judged by the latter alone. */
export function judgePlans(
  deployment: Deployment,
  plans: ReadonlyMap<string, SavedPlan>,
): Promise<Judgement> {
  const evidence = [...plans].map(([stack, { text }]): Evidence => ({
    kind: 'plan',
    origin: `the plan of ${stack}`,
    stack,
    plan: parseObject(text),
  }));
  return judgeEvidence(deployment, 'plan', [
    { kind: 'synthesis', synthesis: deployment.synthesis },
    ...evidence,
  ]);
}

/** Judges what terraform has just left in the state of some stacks. */
export async function judgeState(deployment: Deployment, stacks: readonly string[]): Promise<Judgement> {
  const evidence: Evidence[] = [];
  for (const stack of stacks) {
    const state = await deployment.state(stack);
    if (state === null) continue;
    evidence.push({
      kind: 'state',
      origin: `the state of ${stack}`,
      stack,
      form: 'file',
      state: parseObject(state.text),
    });
  }
  return judgeEvidence(deployment, 'state', evidence);
}

/** Judges what a refresh found to be there, which is not yet in any state file. */
export function judgeRefreshedState(
  deployment: Deployment,
  plans: ReadonlyMap<string, SavedPlan>,
): Promise<Judgement> {
  const evidence = [...plans].flatMap(([stack, { json }]): Evidence[] =>
    isJsonObject(json.prior_state)
      ? [
          {
            kind: 'state',
            origin: `the refreshed state of ${stack}`,
            stack,
            form: 'values',
            state: json.prior_state,
          },
        ]
      : [],
  );
  return judgeEvidence(deployment, 'state', evidence);
}

/** The digest of the policy that would judge now; a stale build is an error. */
export function policyDigest(deployment: Deployment): Digest {
  return digestOfPolicy(verifyPolicyBuild(deployment.input.policyDirectory));
}

/** The digest of the waivers that would hold now. */
export function waiversDigest(deployment: Deployment): Digest {
  return readWaivers(deployment.input.policyDirectory).digest;
}

function judgeEvidence(
  deployment: Deployment,
  stage: Stage,
  evidence: readonly Evidence[],
): Promise<Judgement> {
  const { environment, synthesis, input, ports } = deployment;
  return judge({
    evidence,
    // what is evidence itself must not be given twice
    config: evidence.some(({ kind }) => kind === 'synthesis') ? null : synthesis,
    stage,
    environment,
    suffixes: input.suffixes,
    policyDirectory: input.policyDirectory,
    now: ports.clock.now().toISOString().slice(0, 10),
  });
}

function parseObject(text: string): JsonObject {
  const value = JSON.parse(text) as JsonValue;
  return isJsonObject(value) ? value : {};
}
