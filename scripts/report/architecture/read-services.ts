import { isJsonObject, type JsonValue } from '../../model/json';
import type { DatabaseNode, ServiceKind, ServiceNode } from './architecture';
import { deadLetterQueues } from './read-flows';
import { textOf, type GraphResource, type ResourceGraph } from './resource-graph';
import type { Naming } from './short-name';

/** How a type of resource is shown: the attribute with its name, and what else is said of it. */
interface Shown {
  readonly type: string;
  readonly kind: ServiceKind;
  readonly service: string;
  readonly name: string;
  readonly detail: (resource: GraphResource, graph: ResourceGraph) => string;
}

const edge: readonly Shown[] = [
  { type: 'aws_wafv2_web_acl', kind: 'firewall', service: 'WAF', name: 'name', detail: rulesOfFirewall },
  { type: 'aws_api_gateway_rest_api', kind: 'api', service: 'REST API', name: 'name', detail: methodsOf },
  { type: 'aws_route53_zone', kind: 'dns', service: 'Route 53 zone', name: 'name', detail: recordsOf },
];

const services: readonly Shown[] = [
  {
    type: 'aws_scheduler_schedule_group',
    kind: 'schedules',
    service: 'EventBridge Scheduler',
    name: 'name',
    detail: (_group, graph) => counted(graph.all('aws_scheduler_schedule').length, 'schedule'),
  },
  {
    type: 'aws_cloudwatch_event_bus',
    kind: 'bus',
    service: 'EventBridge bus',
    name: 'name',
    detail: (_bus, graph) =>
      graph
        .all('aws_cloudwatch_event_archive')
        .map(({ values }) => `archive of ${textOf(values, 'retention_days')} days`)
        .join(),
  },
  {
    type: 'aws_sqs_queue',
    kind: 'queue',
    service: 'SQS queue',
    name: 'name',
    detail: ({ values }) => `hidden ${textOf(values, 'visibility_timeout_seconds')} s`,
  },
  {
    type: 'aws_sfn_state_machine',
    kind: 'state-machine',
    service: 'Step Functions',
    name: 'name',
    detail: () => 'steps and compensations',
  },
  {
    type: 'aws_dynamodb_table',
    kind: 'table',
    service: 'DynamoDB table',
    name: 'name',
    detail: ({ values }) => (values['billing_mode'] === 'PAY_PER_REQUEST' ? 'on demand' : 'provisioned'),
  },
];

export function readEdge(graph: ResourceGraph, naming: Naming): readonly ServiceNode[] {
  return edge.flatMap((shown) => nodesOf(graph, naming, shown));
}

/** What functions talk to, but for the queues that take failures. */
export function readServices(graph: ResourceGraph, naming: Naming): readonly ServiceNode[] {
  const dead = deadLetterQueues(graph);
  return services.flatMap((shown) => nodesOf(graph, naming, shown)).filter(({ id }) => !dead.has(id));
}

export function readDeadLetters(graph: ResourceGraph, naming: Naming): readonly ServiceNode[] {
  const dead = deadLetterQueues(graph);
  const kept: Shown = {
    type: 'aws_sqs_queue',
    kind: 'dead-letters',
    service: 'Dead letters',
    name: 'name',
    detail: ({ values }) => `kept ${Number(values['message_retention_seconds'] ?? 0) / 86_400} days`,
  };
  return nodesOf(graph, naming, kept).filter(({ id }) => dead.has(id));
}

export function readDatabase(graph: ResourceGraph, naming: Naming): DatabaseNode | null {
  const [cluster] = graph.all('aws_rds_cluster');
  if (cluster === undefined) return null;
  const { values } = cluster;
  const version = /mysql_aurora\.([\d.]+)/.exec(textOf(values, 'engine_version'))?.[1];
  const hours = Number(values['backtrack_window'] ?? 0) / 3_600;
  const said = [
    `Aurora MySQL ${version ?? textOf(values, 'engine_version')}`,
    values['storage_encrypted'] === true ? 'encrypted' : 'not encrypted',
    `backtrack ${hours} h`,
    ...(values['iam_database_authentication_enabled'] === true ? ['IAM authentication'] : []),
  ];
  return {
    id: cluster.id,
    name: naming.short(textOf(values, 'cluster_identifier')),
    detail: said.join(' · '),
  };
}

/** What the platform is run with: counted, as it belongs to everything. */
export function readOperations(graph: ResourceGraph, naming: Naming): readonly ServiceNode[] {
  const secrets = graph
    .all('aws_ssm_parameter')
    .filter(({ values }) => values['type'] === 'SecureString').length;
  const counts: readonly [ServiceKind, string, type: string, name: string, detail: string][] = [
    ['keys', 'KMS', 'aws_kms_key', 'managed key', rotationOf(graph.all('aws_kms_key'))],
    ['parameters', 'Parameter Store', 'aws_ssm_parameter', 'parameter', counted(secrets, 'secret')],
    [
      'backup',
      'AWS Backup',
      'aws_backup_vault',
      '',
      graph
        .all('aws_backup_plan')
        .map(({ values }) => daysOf(values['rule']))
        .join(),
    ],
    [
      'dashboard',
      'CloudWatch',
      'aws_cloudwatch_metric_alarm',
      'alarm',
      counted(graph.all('aws_cloudwatch_dashboard').length, 'dashboard'),
    ],
    ['notifications', 'SNS topic', 'aws_sns_topic', '', 'alarms and events'],
    [
      'traces',
      'X-Ray and logs',
      'aws_cloudwatch_log_group',
      'log group',
      counted(graph.all('aws_xray_group').length, 'trace group'),
    ],
  ];
  return counts.flatMap(([kind, service, type, noun, detail]) => {
    const found = graph.all(type);
    const [first] = found;
    if (first === undefined) return [];
    const name = noun === '' ? naming.short(textOf(first.values, 'name')) : counted(found.length, noun);
    return [{ id: first.id, kind, service, name, detail }];
  });
}

function nodesOf(graph: ResourceGraph, naming: Naming, shown: Shown): ServiceNode[] {
  return graph.all(shown.type).map((resource) => ({
    id: resource.id,
    kind: shown.kind,
    service: shown.service,
    name: naming.short(textOf(resource.values, shown.name)),
    detail: shown.detail(resource, graph),
  }));
}

function rulesOfFirewall({ values }: GraphResource): string {
  const rules = values['rule'];
  return counted(Array.isArray(rules) ? rules.length : 0, 'rule');
}

function methodsOf(_api: GraphResource, graph: ResourceGraph): string {
  const methods = graph.all('aws_api_gateway_method');
  const signed = methods.filter(({ values }) => values['authorization'] === 'AWS_IAM').length;
  return `${counted(methods.length, 'route')}, ${signed} by IAM`;
}

function recordsOf(_zone: GraphResource, graph: ResourceGraph): string {
  const types = graph.all('aws_route53_record').map(({ values }) => textOf(values, 'type'));
  return [...new Set(types)].map((type) => `${type} record`).join(', ');
}

function rotationOf(keys: readonly GraphResource[]): string {
  const rotated = keys.filter(({ values }) => values['enable_key_rotation'] === true).length;
  return rotated === keys.length ? 'all rotated' : `${rotated} rotated`;
}

function daysOf(rules: JsonValue | undefined): string {
  const [rule] = Array.isArray(rules) ? rules : [];
  const lifecycle = isJsonObject(rule) ? rule['lifecycle'] : undefined;
  const days = textOf(isJsonObject(lifecycle) ? lifecycle : {}, 'delete_after');
  return `daily, kept ${days} days`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
