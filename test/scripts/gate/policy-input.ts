import type { Evidence } from '../../../scripts/gate/evidence/evidence';
import type { ActionTable } from '../../../scripts/gate/iam/action-table';
import type { PolicyInput } from '../../../scripts/gate/input/policy-input';
import { policyInput, readActionTable } from '../../../scripts/gate/judge';
import { assembleSystem } from '../../../scripts/gate/system/assemble';
import type { JsonObject } from '../../../scripts/model/json';
import type { Stage } from '../../../scripts/model/resource';
import type { Synthesis } from '../../../scripts/model/synthesis';
import { policyDirectory } from './support';

let allActions: ActionTable | undefined;

/** What the policy would be told. */
export function inputOf(
  evidence: readonly Evidence[],
  stage: Stage = 'synth',
  config: Synthesis | null = null,
): PolicyInput {
  return policyInput(
    { evidence, config, stage, environment: null, suffixes: [], policyDirectory, now: '2026-01-01' },
    assembleSystem(evidence, config),
    { rules: [], attributes: null },
    () => (allActions ??= readActionTable(policyDirectory)),
  );
}

/** The values of the one resource with an address. */
export function valuesOf(input: PolicyInput, address: string): JsonObject {
  const found = [input.resources, input.data]
    .flatMap((index) => Object.values(index).flat())
    .filter((one) => one.address === address);
  if (found.length !== 1) throw new Error(`${found.length} resources have the address ${address}`);
  return found[0]!.values;
}
