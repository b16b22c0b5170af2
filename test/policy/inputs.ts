/** Policy inputs that make every rule speak, in each of its ways: the wasm and `opa eval` must agree on all of them. */

import { postureInputs } from './posture-inputs';

const unknown = (parts: readonly (string | null)[], ...waits_for: string[]): object => ({
  $unknown: { parts, waits_for },
});

const resource = (type: string, values: object, changes: object = {}): object => ({
  address: `${type}.example`,
  stack: 'payments',
  action: 'create',
  values,
  before: null,
  ...changes,
});

function indexed(
  ...resources: readonly (readonly [type: string, resource: object])[]
): Record<string, object[]> {
  const index: Record<string, object[]> = {};
  for (const [type, one] of resources) (index[type] ??= []).push(one);
  return index;
}

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
  unknown_actions: false,
  conditions: [],
  principals: [],
  ...changes,
});

const action = (pattern: unknown, wildcard: string, ...grants: string[]): object => ({
  path: ['policy', 'Statement', 0, 'Action', 0],
  pattern,
  wildcard,
  grants,
});

const target = (pattern: unknown, wildcard: string): object => ({
  path: ['policy', 'Statement', 0, 'Resource'],
  pattern,
  wildcard,
});

const empty = {
  version: 1,
  stage: 'plan',
  now: '2026-11-01',
  environment: { name: 'dev', suffix: 'dev', scope: 'environment', region: 'us-east-1', ephemeral: false },
  suffixes: ['dev', 'prod'],
  resources: {},
  data: {},
  iam: { statements: [], undetermined: [] },
  links: {},
  api: { routes: {} },
};

const resources = indexed(
  ['aws_s3_bucket', resource('aws_s3_bucket', { bucket: 'exports' })],
  [
    'aws_s3_bucket',
    resource('aws_s3_bucket', {
      bucket: unknown(['exports-', null], 'var.x'),
      force_destroy: unknown([null], 'var.y'),
    }),
  ],
  ['aws_s3_bucket', resource('aws_s3_bucket', {}, { action: 'delete', before: { force_destroy: false } })],
  [
    'aws_sqs_queue',
    resource('aws_sqs_queue', { name: 'settlements.fifo', lifecycle: [{ prevent_destroy: true }] }),
  ],
  ['aws_sqs_queue', resource('aws_sqs_queue', { name: 'settlements-dev.fifo' })],
  ['aws_vpc', resource('aws_vpc', { tags: { Team: 'payments' }, tags_all: unknown([null], 'var.tags') })],
  [
    'aws_ssm_parameter',
    resource('aws_ssm_parameter', { name: unknown(['/payments/', null, '/url'], 'var.x') }),
  ],
  ['aws_lambda_alias', resource('aws_lambda_alias', { name: 'live', function_name: 'api' })],
  [
    'aws_rds_cluster',
    resource('aws_rds_cluster', { cluster_identifier: 'ledger-dev', deletion_protection: 'true' }),
  ],
  [
    'aws_ecs_capacity_provider',
    resource('aws_ecs_capacity_provider', {
      name: 'x-dev',
      auto_scaling_group_provider: [{ managed_termination_protection: 'ENABLED' }],
    }),
  ],
  [
    'aws_db_instance',
    resource('aws_db_instance', {
      identifier: 'audit-dev',
      deletion_protection: unknown([null], 'var.x'),
      skip_final_snapshot: unknown([null], 'var.x'),
    }),
  ],
  ['aws_teleport', resource('aws_teleport', {})],
  ['random_pet', resource('random_pet', {})],
);

const statements = [
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
];

/** By what each is about; every one lacks `rules`. */
export const policyInputs: Readonly<Record<string, object>> = {
  nothing: empty,
  resources: { ...empty, resources },
  statements: {
    ...empty,
    iam: {
      statements,
      undetermined: [{ address: 'a.b', stack: null, path: ['policy'], waits_for: ['c.d.arn'] }],
    },
  },
  'no suffix': { ...empty, resources, environment: null },
  ...Object.fromEntries(
    Object.entries(postureInputs).map(([name, input]): [string, object] => [name, { ...empty, ...input }]),
  ),
  'the account': { ...empty, resources, environment: { suffix: 'acct', scope: 'account' } },
};
