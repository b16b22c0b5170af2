import { resolve } from 'node:path';
import { PolicyEngine } from '../../scripts/gate/engine/policy-engine';
import type { RuleEntry } from '../../scripts/gate/build/manifest';
import { readRuleCatalogue, selectRules } from '../../scripts/gate/engine/rule-catalogue';
import type { Evidence } from '../../scripts/gate/evidence/evidence';
import { parseExpressions } from '../../scripts/gate/expression/syntax';
import { joinFindings } from '../../scripts/gate/finding/join-findings';
import { Fingerprints } from '../../scripts/gate/fingerprint/fingerprint';
import type { ActionTable } from '../../scripts/gate/iam/action-table';
import type { PolicyInput } from '../../scripts/gate/input/policy-input';
import { policyInput, readActionTable, type JudgeRequest } from '../../scripts/gate/judge';
import { assembleSystem } from '../../scripts/gate/system/assemble';
import type { System } from '../../scripts/gate/system/scope';
import type { Finding } from '../../scripts/model/finding';

export const policyDirectory = resolve(__dirname, '../../policy');

let actions: ActionTable | undefined;
let engine: Promise<PolicyEngine> | undefined;
const catalogue = readRuleCatalogue(policyDirectory);

/** The engine every test of a file asks: to load it takes longer than to answer. */
export function policyEngine(): Promise<PolicyEngine> {
  return (engine ??= PolicyEngine.load(policyDirectory));
}

/** The part of a request that a test chooses. */
export type InputRequest = Omit<JudgeRequest, 'policyDirectory' | 'now' | 'config'>;

/**
 * What the gate would tell the policy of a request, made by the gate's own steps.
 *
 * @param attributes what the policy is told of each resource; all of it where null. @default what its rules can name
 */
export async function policyInputOf(request: InputRequest, attributes?: null): Promise<PolicyInput> {
  return (await prepared(request, attributes)).input;
}

/** What the gate finds, joined as it joins it, by the engine that is there already; without waivers. */
export async function findingsOf(request: InputRequest): Promise<Finding[]> {
  const { input, judged, system } = await prepared(request);
  const { suffix = null, account = null, region = null } = request.environment ?? {};
  const binding = new Fingerprints(system, { suffix, account, region });
  return joinFindings((await policyEngine()).evaluate(input), judged, system.judged, binding);
}

async function prepared(
  request: InputRequest,
  attributes?: null,
): Promise<{ input: PolicyInput; judged: readonly RuleEntry[]; system: System }> {
  const expressions = await parseExpressions(request.evidence.flatMap(configurationsIn));
  const system = assembleSystem(request.evidence, null, expressions);
  const { judged } = selectRules(catalogue, request.rules, request.stage, request.environment);
  const { manifest } = await policyEngine();
  const asked = {
    rules: judged.map(({ id }) => id),
    attributes: attributes === null ? null : new Set(manifest.attributes),
  };
  const input = policyInput(
    { ...request, policyDirectory, now: '2026-11-01' },
    system,
    asked,
    () => (actions ??= readActionTable(policyDirectory)),
  );
  return { input, judged, system };
}

function configurationsIn(evidence: Evidence): Parameters<typeof parseExpressions>[0][number][] {
  if (evidence.kind === 'configuration') return [evidence.terraform];
  return evidence.kind === 'synthesis' ? evidence.synthesis.stacks.map(({ terraform }) => terraform) : [];
}
