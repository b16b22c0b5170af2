import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import { ActionTable } from '../../../../scripts/gate/iam/action-table';
import { ConditionKeys, readConditionKeys } from '../../../../scripts/gate/iam/condition-keys';
import { readActionTable } from '../../../../scripts/gate/judge';
import { iamFacts, type IamTables } from '../../../../scripts/gate/iam/facts';
import { readInterest } from '../../../../scripts/gate/iam/principals/interest';
import { readManagedPolicies } from '../../../../scripts/gate/iam/principals/managed-policies';
import { ResourceTypes, readResourceTypes } from '../../../../scripts/gate/iam/resource-types';
import type { IamFacts } from '../../../../scripts/gate/input/policy-input';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import { keysOf } from '../../../../scripts/gate/system/links';
import { Resolver } from '../../../../scripts/gate/system/resolver';
import { once } from '../../../../scripts/model/once';
import type { Synthesis } from '../../../../scripts/model/synthesis';
import { policyDirectory } from '../support';

/** The tables of this repository, each read once for all tests of a file. */
export const tables: IamTables = {
  actions: once(() => readActionTable(policyDirectory)),
  interest: once(() => readInterest(policyDirectory)),
  managed: once(() => readManagedPolicies(policyDirectory)),
  keys: once(() => readConditionKeys(policyDirectory)),
  types: once(() => readResourceTypes(policyDirectory)),
};

/** Tables that know all about principals, and nothing of the actions of statements. */
const principalTables: IamTables = {
  ...tables,
  actions: once(() => new ActionTable(new Map())),
  keys: once(
    () =>
      new ConditionKeys({ global: '', services: new Map() }, { of_credentials: {}, older: {}, exact: [] }),
  ),
  types: once(() => new ResourceTypes(new Map(), { exact: [], attributes: {}, documented: {} })),
};

/** What the policy would be told about IAM, without all else that it is told; `config` as for {@link assembleSystem}. */
export function iamFactsOf(
  evidence: readonly Evidence[],
  known: IamTables = tables,
  config: Synthesis | null = null,
): IamFacts {
  const system = assembleSystem(evidence, config);
  const resolver = new Resolver(system);
  const resolved = system.judged.map((subject) => ({
    subject,
    values: resolver.resolveObject(subject.values),
  }));
  return iamFacts(resolved, keysOf(resolved), system, resolver, known);
}

/** The same of which only the principals are looked at. */
export function principalsOf(evidence: readonly Evidence[]): IamFacts {
  return iamFactsOf(evidence, principalTables);
}
