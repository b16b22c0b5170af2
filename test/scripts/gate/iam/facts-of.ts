import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import { ActionTable, type ActionGroups } from '../../../../scripts/gate/iam/action-table';
import { readConditionKeys } from '../../../../scripts/gate/iam/condition-keys';
import { iamFacts, type IamTables } from '../../../../scripts/gate/iam/facts';
import { readInterest } from '../../../../scripts/gate/iam/principals/interest';
import { readManagedPolicies } from '../../../../scripts/gate/iam/principals/managed-policies';
import { readResourceTypes } from '../../../../scripts/gate/iam/resource-types';
import type { IamFacts } from '../../../../scripts/gate/input/policy-input';
import { assembleSystem } from '../../../../scripts/gate/system/assemble';
import { Resolver } from '../../../../scripts/gate/system/resolver';
import { once } from '../../../../scripts/model/once';
import { policyDirectory } from '../support';

/** The tables of this repository, each read once for all tests of a file. */
export const tables: IamTables = {
  actions: once(() => {
    const text = readFileSync(join(policyDirectory, 'tables', 'iam-actions.json'), 'utf8');
    return new ActionTable((JSON.parse(text) as { services: ActionGroups }).services);
  }),
  interest: once(() => readInterest(policyDirectory)),
  managed: once(() => readManagedPolicies(policyDirectory)),
  keys: once(() => readConditionKeys(policyDirectory)),
  types: once(() => readResourceTypes(policyDirectory)),
};

/** What the policy would be told about IAM, without all else that it is told. */
export function iamFactsOf(evidence: readonly Evidence[]): IamFacts {
  const system = assembleSystem(evidence, null);
  const resolver = new Resolver(system);
  const resolved = system.judged.map((subject) => ({
    subject,
    values: resolver.resolveObject(subject.values),
  }));
  return iamFacts(resolved, system, resolver, tables);
}
