/** Statements of IAM that make the rules about single statements speak, in each of their ways. */

import { unknown } from './unknown';

const statement = (changes: object): object => ({
  address: 'aws_iam_role_policy.example',
  stack: 'payments',
  type: 'aws_iam_role_policy',
  path: ['policy', 'Statement', 0],
  kind: 'identity',
  sid: null,
  effect: 'Allow',
  actions: [],
  not_actions: [],
  resources: [],
  not_resources: [],
  scopable: [],
  scopable_count: 0,
  steps: [],
  unknown_actions: false,
  conditions: [],
  principals: [],
  not_principals: [],
  ...changes,
});

const action = (pattern: unknown, wildcard: string, ...grants: string[]): object => ({
  path: ['policy', 'Statement', 0, 'Action', 0],
  pattern,
  wildcard,
  grants,
  known: 'yes',
});

const target = (pattern: unknown, wildcard: string): object => ({
  path: ['policy', 'Statement', 0, 'Resource'],
  pattern,
  wildcard,
});

/** About wildcards, effects and what is left out. */
export const statements = [
  statement({
    actions: [action('s3:*', 'service', 'Read', 'Write')],
    resources: [target('*', 'all')],
    scopable: ['s3:GetObject'],
    scopable_count: 120,
  }),
  statement({
    actions: [action('s3:*Object', 'partial', 'Read', 'Tagging', 'Write')],
    resources: [target('arn:aws:s3:::exports-dev/*', 'partial')],
  }),
  statement({ not_actions: [action('iam:*', 'service', 'Write')], resources: [target('*', 'all')] }),
  statement({
    actions: [action(unknown(['s3:', null], 'var.verb'), 'none')],
    resources: [target('*', 'all')],
    unknown_actions: true,
  }),
  statement({
    actions: [action('sqs:ListQueues', 'none', 'Read')],
    not_resources: [target('arn:aws:sqs:::x', 'none')],
  }),
  statement({
    kind: 'key',
    actions: [action('kms:*', 'service', 'Write')],
    principals: [{ type: 'AWS', value: unknown([null], 'var.admin') }],
  }),
  statement({ effect: unknown([null], 'var.effect'), actions: [action('*', 'all', 'Write')] }),
  statement({ effect: 'Deny', actions: [action('*', 'all', 'Write')], resources: [target('*', 'all')] }),
  ...['Allow', unknown([null], 'var.effect')].map((effect) =>
    statement({
      effect,
      actions: [action('iam:PassRole', 'none', 'Write'), action('sts:AssumeRole', 'none', 'Write')],
      steps: ['iam:PassRole', 'sts:AssumeRole'],
      resources: [target('*', 'all')],
    }),
  ),
];

/** About what an action takes and gives. */
export const statementsAboutActions = [
  statement({ vain_conditions: [{ path: ['policy', 'Statement', 0], key: 'x:y', problem: 'unknown' }] }),
  statement({
    actions: ['no', 'undetermined'].map((reach) => ({
      ...action('s3:ListBucket', 'none', 'List'),
      reach,
      about: ['arn:…:s3:…:NAME'],
    })),
    resources: [target(unknown([null, '/*'], 'var.bucket'), 'partial')],
  }),
  statement({
    actions: [action('iam:PutRolePolicy', 'none', 'Permissions management')],
    resources: [target('arn:aws:iam::123456789012:role/api-dev', 'none')],
  }),
  statement({ actions: [{ ...action('s3:GetObjects', 'none'), known: 'no' }] }),
  statement({
    not_actions: [{ ...action(unknown(['s3:', null], 'var.verb'), 'none'), known: 'undetermined' }],
  }),
];

const granting = {
  actions: [action('kms:CreateGrant', 'none', 'Permissions management')],
  resources: [target('arn:aws:kms:us-east-1:123456789012:key/*', 'partial')],
};

/** What is allowed beside a Deny of other policies, and what is beside none. */
export const deniedStatements = [
  statement(granting),
  statement({ ...granting, address: 'aws_iam_role_policy.free' }),
];

export const denials = [
  {
    address: 'aws_iam_role_policy.example',
    stack: 'payments',
    path: ['policy', 'Statement', 0],
    action: 'kms:CreateGrant',
    conditions: [{ operator: 'Bool', key: 'kms:GrantIsForAWSResource', values: ['false'] }],
  },
];

/** About whom a policy trusts. */
export const principalStatements = [
  statement({ kind: 'trust', principals: [{ type: 'Service', value: 'states.amazonaws.com' }] }),
  statement({
    kind: 'resource',
    principals: [{ type: 'Service', value: unknown([null, '.amazonaws.com'], 'var.service') }],
  }),
  statement({ kind: 'trust', principals: [{ type: '*', value: '*' }] }),
  statement({
    kind: 'trust',
    actions: [action('sts:AssumeRoleWithWebIdentity', 'none', 'Write')],
    principals: [
      {
        type: 'Federated',
        value: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
      },
    ],
    conditions: [
      { operator: 'StringLike', key: 'token.actions.githubusercontent.com:sub', values: ['repo:*'] },
    ],
  }),
  statement({
    kind: 'trust',
    actions: [action('sts:AssumeRoleWithWebIdentity', 'none', 'Write')],
    principals: [{ type: 'Federated', value: unknown([null], 'var.provider') }],
  }),
  statement({ kind: 'resource', principals: [{ type: 'AWS', value: unknown([null], 'var.reader') }] }),
  statement({
    kind: 'key',
    not_principals: [{ type: 'AWS', value: 'arn:aws:iam::123456789012:root' }],
    not_actions: [action('kms:ScheduleKeyDeletion', 'none', 'Write')],
    conditions: [
      { operator: 'StringLike', key: 'aws:PrincipalArn', values: [unknown([null], 'var.reader')] },
      { operator: 'IpAddress', key: 'aws:SourceIp', values: ['0.0.0.0/0'] },
    ],
  }),
];
