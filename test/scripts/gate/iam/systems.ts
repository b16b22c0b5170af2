import type { Evidence } from '../../../../scripts/gate/evidence/evidence';
import type { IamFacts, IamPrincipalFact } from '../../../../scripts/gate/input/policy-input';
import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import { principalsOf } from './facts-of';

export const configuration = (terraform: JsonObject): Evidence => ({
  kind: 'configuration',
  origin: 'a.tf.json',
  stack: null,
  terraform,
});
export const iamOf = (resource: JsonObject, rest: JsonObject = {}): IamFacts =>
  principalsOf([configuration({ resource, ...rest })]);
export const documentOf = (Action: JsonValue, Resource: JsonValue = '*', rest: JsonObject = {}): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource, ...rest }] });
export const trust = (Principal: JsonValue): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] });
export const lambda = trust({ Service: 'lambda.amazonaws.com' });
export const role = (name: string, rest: JsonObject = {}): JsonObject => ({
  name,
  assume_role_policy: lambda,
  ...rest,
});

export const named = ({ principals }: IamFacts, id: string): IamPrincipalFact => {
  const found = principals.find((principal) => principal.id === id);
  if (found === undefined) throw new Error(`no ${id} among ${principals.map((one) => one.id).join(', ')}`);
  return found;
};
export const actionsOf = (facts: IamFacts, id: string): string[] =>
  named(facts, id)
    .grants.flatMap(({ actions }) => actions)
    .sort();

export const granting = 'kms:CreateGrant';
export const policies: JsonObject = {
  aws_iam_role: { r: role('r') },
  aws_iam_user: { u: { name: 'u' } },
  aws_iam_group: { g: { name: 'g' } },
  aws_iam_policy: { p: { name: 'p', policy: documentOf(granting) } },
  aws_ssoadmin_permission_set: { s: { name: 's', instance_arn: 'arn:aws:sso:::instance/i' } },
};
