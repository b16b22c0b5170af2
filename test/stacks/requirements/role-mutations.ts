import type { JsonObject } from '../../../scripts/model/json';
import { only, statements, type PolicyStatement, type TerraformJson } from '../../support/platforms';
import { policyChanged, type Mutation } from './requirement';

/** The policy of the role of a function or a saga, by its construct. */
export const policyOf = (id: string) => ['aws_iam_role_policy', `${id}_Execution`] as const;

/** What it grants. */
export const granted = (service: TerraformJson, id: string): PolicyStatement[] =>
  statements(only(service, ...policyOf(id))).filter(({ Effect }) => Effect === 'Allow');

/** It grants more. */
export const grantedAlso = (id: string, actions: string[], resources: string[], why: string): Mutation =>
  policyChanged(why, policyOf(id), (list) => {
    list.push({ Sid: 'Also', Effect: 'Allow', Action: actions, Resource: resources });
  });

/** One of its statements says something else. */
export const statementChanged = (
  id: string,
  sid: string,
  change: (statement: JsonObject) => void,
  why: string,
): Mutation =>
  policyChanged(why, policyOf(id), (list) => {
    change(list.find((statement) => statement['Sid'] === sid)!);
  });
