/** Inputs that make the rules about encryption, networks, availability, logs and secrets speak, in each of their ways. */

const open = (...waits_for: string[]): object => ({ $unknown: { parts: [null], waits_for } });

/** `[type, name, attributes]`; its key is `type.name`. */
type Named = readonly [type: string, name: string, values: object];
/** `[from, path, to]` by keys. */
type Naming = readonly [from: string, path: string, to: string];

function system(resources: readonly Named[], links: readonly Naming[]): object {
  const byType: Record<string, object[]> = {};
  for (const [type, name, values] of resources) {
    const key = `${type}.${name}`;
    (byType[type] ??= []).push({
      key,
      names: links.filter(([from]) => from === key).map(([, path, to]) => ({ path, key: to })),
      address: key,
      stack: 'payments',
      action: 'create',
      values,
      before: null,
    });
  }
  const pointing: Record<string, object[]> = {};
  for (const [from, path, to] of links) {
    const [type = ''] = from.split('.');
    (pointing[to] ??= []).push({ from, type, address: from, stack: 'payments', path });
  }
  return { resources: byType, links: pointing };
}

const rules = (cidr: unknown): object => ({
  ip_protocol: '-1',
  cidr_ipv4: cidr,
});

const broken = system(
  [
    [
      'aws_rds_cluster',
      'c',
      { engine: 'aurora-mysql', storage_encrypted: false, backup_retention_period: 0 },
    ],
    ['aws_rds_cluster_instance', 'i', { publicly_accessible: true }],
    ['aws_security_group', 'db', {}],
    ['aws_vpc_security_group_ingress_rule', 'range', { ...rules('10.0.0.0/8'), ip_protocol: 'tcp' }],
    ['aws_vpc_security_group_ingress_rule', 'all', rules('0.0.0.0/0')],
    [
      'aws_vpc_security_group_ingress_rule',
      'web',
      { ...rules('0.0.0.0/0'), ip_protocol: 'tcp', from_port: 443, to_port: 443 },
    ],
    ['aws_vpc_security_group_egress_rule', 'all', rules('0.0.0.0/0')],
    ['aws_vpc', 'v', {}],
    ['aws_subnet', 'a', { availability_zone: 'a' }],
    ['aws_subnet', 'b', { availability_zone: 'b' }],
    ['aws_nat_gateway', 'n', {}],
    ['aws_db_subnet_group', 'g', { subnet_ids: ['subnet-1'] }],
    ['aws_sqs_queue', 'q', {}],
    ['aws_kms_key', 'k', {}],
    ['aws_cloudwatch_log_group', 'l', { retention_in_days: 7 }],
    ['aws_api_gateway_stage', 's', {}],
    ['aws_api_gateway_method', 'm', { http_method: 'POST', authorization: 'NONE' }],
    ['aws_lambda_function_url', 'u', { authorization_type: 'NONE' }],
    ['aws_ssm_parameter', 'p', { type: 'SecureString', value: 'in clear' }],
  ],
  [
    ['aws_rds_cluster.c', 'vpc_security_group_ids', 'aws_security_group.db'],
    ['aws_vpc_security_group_ingress_rule.range', 'security_group_id', 'aws_security_group.db'],
    ['aws_rds_cluster_instance.i', 'cluster_identifier', 'aws_rds_cluster.c'],
    ['aws_subnet.a', 'vpc_id', 'aws_vpc.v'],
    ['aws_subnet.b', 'vpc_id', 'aws_vpc.v'],
    ['aws_nat_gateway.n', 'subnet_id', 'aws_subnet.a'],
  ],
);

const undecided = system(
  [
    [
      'aws_rds_cluster',
      'c',
      {
        engine: 'aurora-mysql',
        storage_encrypted: open('var.x'),
        backup_retention_period: open('var.x'),
        db_cluster_parameter_group_name: open('var.group'),
        enabled_cloudwatch_logs_exports: [open('var.log')],
      },
    ],
    [
      'aws_rds_cluster_instance',
      'i',
      { cluster_identifier: open('var.cluster'), publicly_accessible: open('var.x') },
    ],
    ['aws_backup_selection', 's', { resources: [open('var.arn')] }],
    ['aws_vpc_security_group_ingress_rule', 'all', rules(open('var.range'))],
    ['aws_vpc_security_group_egress_rule', 'all', rules(open('var.range'))],
    ['aws_vpc', 'v', {}],
    ['aws_flow_log', 'f', { vpc_id: open('var.vpc'), traffic_type: 'ALL' }],
    ['aws_default_security_group', 'd', { vpc_id: open('var.vpc') }],
    ['aws_subnet', 'a', { availability_zone: 'a' }],
    ['aws_subnet', 'b', { availability_zone: 'b', vpc_id: open('var.vpc') }],
    ['aws_nat_gateway', 'n', {}],
    ['aws_db_subnet_group', 'g', { subnet_ids: open('var.subnets') }],
    ['aws_sqs_queue', 'q', {}],
    ['aws_sqs_queue_redrive_policy', 'p', { queue_url: open('var.queue') }],
    ['aws_kms_key', 'k', { enable_key_rotation: open('var.x') }],
    ['aws_cloudwatch_log_group', 'l', { retention_in_days: open('var.days') }],
    ['aws_ssm_parameter', 'p', { type: open('var.type'), value: open('var.value') }],
    ['aws_sfn_state_machine', 's', { logging_configuration: open('var.log') }],
    ['aws_api_gateway_method', 'm', { http_method: 'POST', authorization: 'NONE' }],
    ['aws_lambda_function_url', 'u', { authorization_type: open('var.auth') }],
    ['aws_dynamodb_table', 't', { point_in_time_recovery: open('var.pitr') }],
  ],
  [
    ['aws_subnet.a', 'vpc_id', 'aws_vpc.v'],
    ['aws_nat_gateway.n', 'subnet_id', 'aws_subnet.a'],
  ],
);

const environment = {
  name: 'prod',
  suffix: 'prod',
  scope: 'environment',
  region: 'us-east-1',
  ephemeral: false,
  options: { natMode: 'per-az' },
};

const method = 'aws_api_gateway_method.m';

export const postureInputs: Readonly<Record<string, object>> = {
  'a careless system': {
    ...broken,
    environment,
    api: { routes: { [method]: { path: '/v1/payments', waits_for: [] } } },
  },
  'a system nobody knows yet': {
    ...undecided,
    environment,
    api: { routes: { [method]: { path: null, waits_for: ['var.path'] } } },
  },
};
