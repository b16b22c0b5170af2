/** Policy inputs that make every rule speak, in each of its ways: the wasm and `opa eval` must agree on all of them. */

import { postureInputs } from './posture-inputs';
import { noPrincipals, principalFacts } from './principal-inputs';
import {
  deniedStatements,
  denials,
  principalStatements,
  statements,
  statementsAboutActions,
} from './statement-inputs';
import { unknown } from './unknown';

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

const empty = {
  version: 1,
  stage: 'plan',
  now: '2026-11-01',
  environment: {
    name: 'dev',
    suffix: 'dev',
    scope: 'environment',
    region: 'us-east-1',
    ephemeral: false,
    state_bucket: 'payments-state',
  },
  suffixes: ['dev', 'prod'],
  resources: {},
  data: {},
  iam: { statements: [], undetermined: [], ...noPrincipals },
  links: {},
  api: { routes: {} },
  configurations: [],
  mentions: [],
  region_mentions: [],
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
    'aws_lb_target_group',
    resource('aws_lb_target_group', { name: 'api-dev', lifecycle: [{ create_before_destroy: true }] }),
  ],
  [
    'aws_lb_target_group',
    resource('aws_lb_target_group', {
      name: unknown(['api-', null], 'var.x'),
      lifecycle: { create_before_destroy: 'true' },
    }),
  ],
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
  ['aws_kms_key', resource('aws_kms_key', { deletion_window_in_days: unknown([null], 'var.days') })],
  [
    'aws_cloudwatch_log_group',
    resource('aws_cloudwatch_log_group', {
      name: unknown(['/aws/lambda/', null], 'var.x'),
      skip_destroy: true,
    }),
  ],
  [
    'aws_cloudwatch_log_group',
    resource('aws_cloudwatch_log_group', { name: '/x/dev', skip_destroy: unknown([null], 'var.x') }),
  ],
  [
    'aws_backup_vault_lock_configuration',
    resource('aws_backup_vault_lock_configuration', { changeable_for_days: 3 }),
  ],
  [
    'aws_backup_vault_lock_configuration',
    resource('aws_backup_vault_lock_configuration', { changeable_for_days: unknown([null], 'var.x') }),
  ],
  [
    'aws_lambda_function',
    resource('aws_lambda_function', {
      function_name: 'api-dev',
      role: 'arn:aws:iam::123456789012:role/api-dev',
    }),
  ],
  [
    'aws_lambda_function',
    resource('aws_lambda_function', {
      function_name: 'web-dev',
      logging_config: [{ log_group: '/web' }],
      role: unknown([null], 'aws_iam_role.example.arn'),
    }),
  ],
  ['aws_iam_role', resource('aws_iam_role', { name: 'api-dev' })],
  [
    'aws_iam_role_policy_attachment',
    resource('aws_iam_role_policy_attachment', {
      role: 'api-dev',
      policy_arn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    }),
  ],
  ...['events.amazonaws.com', unknown([null], 'var.caller')].map((principal): [string, object] => [
    'aws_lambda_permission',
    resource('aws_lambda_permission', { action: 'lambda:InvokeFunction', principal }),
  ]),
  ['aws_iam_account_alias', resource('aws_iam_account_alias', { account_alias: 'x' })],
  ['aws_iam_account_alias', resource('aws_iam_account_alias', {}, { action: 'forget', before: {} })],
  ['aws_sqs_queue', resource('aws_sqs_queue', { lifecycle: { prevent_destroy: unknown([null], 'var.x') } })],
  ['aws_iam_role', resource('aws_iam_role', { name_prefix: unknown(['x-', null], 'var.x') })],
  ['aws_lb', resource('aws_lb', { name: 'internal-a-load-balancer-with-a-name-dev' })],
  ['aws_lb', resource('aws_lb', { name: unknown([null, '-dev'], 'var.x') })],
  ['aws_lb', resource('aws_lb', { name: 'twin-dev' }, { address: 'aws_lb.one' })],
  ['aws_lb', resource('aws_lb', { name: 'twin-dev' }, { address: 'aws_lb.other' })],
  ['aws_vpc', resource('aws_vpc', {})],
  ['aws_teleport', resource('aws_teleport', {})],
  ['random_pet', resource('random_pet', {})],
);

const block = (address: string, type: string, values: object, path: string[] = []): object => ({
  address,
  stack: 'payments',
  path,
  type,
  values,
});

const configuration = (written: boolean, lists: object): object => ({
  address: 'terraform',
  stack: 'payments',
  written,
  backends: [],
  providers: [],
  sources: [],
  modules: [],
  provisioners: [],
  removed: [],
  ...lists,
});

const regionMention = { address: 'a.b', stack: null, type: 'aws_vpc', path: ['zone'], text: 'eu-west-1a' };
const regionMentions = [
  { ...regionMention, region: 'eu-west-1', waits_for: [] },
  { ...regionMention, region: null, waits_for: ['var.region'] },
];

const mentions = [
  { address: 'a.b', stack: null, path: ['name'], text: 'jobs-prod', suffix: 'prod', waits_for: [] },
  { address: 'a.b', stack: null, path: ['name'], text: 'jobs-', suffix: null, waits_for: ['var.env'] },
];

const configurations = [
  configuration(true, {
    backends: [block('terraform.backend.s3', 's3', { bucket: 'state', key: 'data.tfstate', endpoint: 'x' })],
    providers: [
      block('provider.aws', 'aws', {
        region: 'us-east-1',
        endpoints: [{ sts: 'x', iam: 'y', ec2: unknown([null], 'var.z') }],
      }),
    ],
    sources: [block('provider["evil/aws"]', 'evil/aws', { source: 'evil/aws', used_by: 'aws_vpc.main' })],
    modules: [
      block('module.vpc', 'vpc', { source: 'git::https://git.example/vpc' }),
      block('module.own', 'own', { source: './own' }),
    ],
    provisioners: [block('null_resource.a', 'local-exec', {}, ['provisioner', 'local-exec'])],
    removed: [
      block('aws_vpc.old', 'removed', { lifecycle: { destroy: false } }),
      block('aws_vpc.older', 'removed', { lifecycle: { destroy: unknown([null], 'var.x') } }),
    ],
  }),
  configuration(true, {
    backends: [block('terraform.backend.s3', 's3', { key: unknown([null, '/data.tfstate'], 'var.env') })],
  }),
  configuration(true, {}),
  configuration(false, {}),
];

const data = indexed(
  ['external', resource('external', {})],
  ['terraform_remote_state', resource('terraform_remote_state', { backend: 'http' })],
);

/** By what each is about; every one lacks `rules`. */
export const policyInputs: Readonly<Record<string, object>> = {
  nothing: empty,
  resources: { ...empty, resources, mentions, region_mentions: regionMentions },
  statements: {
    ...empty,
    iam: {
      statements,
      undetermined: [
        { address: 'a.b', stack: null, kind: 'trust', path: ['policy'], waits_for: ['c.d.arn'] },
      ],
      ...principalFacts,
    },
  },
  'statements about actions': {
    ...empty,
    iam: { statements: statementsAboutActions, undetermined: [] },
  },
  'statements that are denied elsewhere': {
    ...empty,
    iam: { statements: deniedStatements, undetermined: [], ...noPrincipals, denials },
  },
  'statements about principals': {
    ...empty,
    iam: { statements: principalStatements, undetermined: [] },
  },
  'a configuration': { ...empty, stage: 'synth', data, configurations },
  'no suffix': { ...empty, resources, environment: null },
  ...Object.fromEntries(
    Object.entries(postureInputs).map(([name, input]): [string, object] => [name, { ...empty, ...input }]),
  ),
  'a suffix alone': {
    ...empty,
    resources,
    environment: {
      name: null,
      suffix: 'dev',
      scope: null,
      region: null,
      ephemeral: null,
      state_bucket: null,
    },
  },
  'the account': { ...empty, resources, environment: { suffix: 'acct', scope: 'account' } },
};

/** The rules that do not answer both `fail` and `undetermined`, each with what it answers and why. */
export const otherAnswers: Readonly<
  Record<string, { readonly statuses: readonly string[]; readonly reason: string }>
> = {
  'naming/unclassified-type': { statuses: ['fail'], reason: 'a type is in the table or it is not' },
  'destroyability/delay': {
    statuses: ['warn'],
    reason: 'it never decides, so what is unknown is said as well',
  },
  'iam/user-credentials': { statuses: ['fail'], reason: 'the credential is there or it is not' },
  'iam/user-policy': { statuses: ['fail'], reason: 'whatever policy it is, it is of a user' },
  'network/public-ingress': {
    statuses: ['fail', 'undetermined', 'warn'],
    reason: 'an open web port is said and does not decide',
  },
  'supply/backend': {
    statuses: ['fail'],
    reason: 'terraform takes no expression there, and one that hides a backend must not pass',
  },
  'supply/endpoint-override': {
    statuses: ['fail'],
    reason: 'an override nobody can read yet is one, else an expression would hide it',
  },
  'supply/external-data': { statuses: ['fail'], reason: 'the data source is there or it is not' },
  'supply/provider-allow-list': { statuses: ['fail'], reason: 'terraform takes no expression for a source' },
  'supply/provisioner': { statuses: ['fail'], reason: 'the provisioner is there or it is not' },
};
