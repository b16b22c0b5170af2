import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json';
import type { Flow, FlowKind } from './architecture';
import { textOf, type GraphResource, type ResourceGraph } from './resource-graph';

/** Who calls whom: what refers to what, by the attributes that make one resource call another. */
export function readFlows(graph: ResourceGraph): readonly Flow[] {
  const flows = [
    ...edgeFlows(graph),
    ...eventFlows(graph),
    ...permittedFlows(graph),
    ...failureFlows(graph),
    ...operationFlows(graph),
  ];
  const unique = new Map(flows.map((flow) => [`${flow.from} ${flow.to} ${flow.kind}`, flow]));
  return [...unique.values()];
}

/** Queues something puts what it gave up into. */
export function deadLetterQueues(graph: ResourceGraph): ReadonlySet<string> {
  return new Set(failureFlows(graph).map(({ to }) => to));
}

function edgeFlows(graph: ResourceGraph): Flow[] {
  const association = graph.all('aws_wafv2_web_acl_association').flatMap((resource) => {
    const [stage] = graph.referred(resource, resource.values['resource_arn']);
    const api = stage && graph.referredOf(stage, stage.values['rest_api_id'], 'aws_api_gateway_rest_api');
    return flowsTo(graph, resource, 'web_acl_arn').map((firewall) =>
      flow(firewall, api, 'request', 'lets through'),
    );
  });
  const integrations = graph
    .all('aws_api_gateway_integration')
    .flatMap((resource) =>
      functionsIn(graph, resource, resource.values['uri']).map((called) =>
        flow(graph.referred(resource, resource.values['rest_api_id'])[0], called, 'request', 'calls'),
      ),
    );
  const records = graph.all('aws_route53_record').flatMap((resource) => {
    const zone = graph.referredOf(resource, resource.values['zone_id'], 'aws_route53_zone');
    const api = graph
      .referred(resource, [resource.values['records'] ?? null, resource.values['alias'] ?? null])
      .find(({ type }) => type.startsWith('aws_api_gateway_'));
    return [flow(zone, api, 'data', 'names')];
  });
  return present([...association, ...integrations, ...records]);
}

function eventFlows(graph: ResourceGraph): Flow[] {
  const targets = graph.all('aws_cloudwatch_event_target').map((target) => {
    const bus = graph.referredOf(target, target.values['event_bus_name'], 'aws_cloudwatch_event_bus');
    return flow(bus, graph.referred(target, target.values['arn'])[0], 'event', 'delivers');
  });
  const mappings = graph
    .all('aws_lambda_event_source_mapping')
    .flatMap((mapping) =>
      functionsIn(graph, mapping, mapping.values['function_name']).map((called) =>
        flow(graph.referred(mapping, mapping.values['event_source_arn'])[0], called, 'event', 'batches'),
      ),
    );
  const schedules = graph.all('aws_scheduler_schedule').flatMap((schedule) => {
    const group = graph.referredOf(schedule, schedule.values['group_name'], 'aws_scheduler_schedule_group');
    const label = /^rate\((.+)\)$/.exec(textOf(schedule.values, 'schedule_expression'))?.[1];
    return functionsIn(graph, schedule, part(schedule.values['target'], 'arn')).map((called) =>
      flow(group, called, 'event', `every ${label ?? 'so often'}`.replace('every 1 ', 'every ')),
    );
  });
  return present([...targets, ...mappings, ...schedules]);
}

/** Actions by which a role shows what its holder does to what it names. */
const telling: Readonly<Record<string, readonly [kind: FlowKind, label: string]>> = {
  'dynamodb:GetItem': ['data', 'sessions'],
  'events:PutEvents': ['event', 'outbox'],
  'states:StartExecution': ['request', 'starts'],
  'lambda:InvokeFunction': ['request', 'steps'],
};

function permittedFlows(graph: ResourceGraph): Flow[] {
  const holders = [...graph.all('aws_lambda_function'), ...graph.all('aws_sfn_state_machine')];
  const policies = graph.all('aws_iam_role_policy');
  return present(
    holders.flatMap((holder) => {
      const role = graph.referredOf(
        holder,
        holder.values['role'] ?? holder.values['role_arn'],
        'aws_iam_role',
      );
      return policies
        .filter(
          (policy) => role !== undefined && graph.referred(policy, policy.values['role'])[0]?.id === role.id,
        )
        .flatMap((policy) =>
          statementsOf(policy).flatMap((statement) => {
            const action = listOf(statement['Action']).find((candidate) => Object.hasOwn(telling, candidate));
            const [kind, label] = telling[action ?? ''] ?? [];
            if (kind === undefined || label === undefined || statement['Effect'] !== 'Allow') return [];
            return graph
              .referred(policy, statement['Resource'])
              .map((target) => flow(holder, functionBehind(graph, target), kind, label));
          }),
        );
    }),
  );
}

function failureFlows(graph: ResourceGraph): Flow[] {
  const redrives = graph.all('aws_sqs_queue').map((queue) => {
    const dead = graph.referredOf(queue, queue.values['redrive_policy'], 'aws_sqs_queue');
    return flow(queue, dead, 'failure', 'given up');
  });
  const targets = graph.all('aws_cloudwatch_event_target').map((target) => {
    const bus = graph.referredOf(target, target.values['event_bus_name'], 'aws_cloudwatch_event_bus');
    const dead = graph.referredOf(target, target.values['dead_letter_config'], 'aws_sqs_queue');
    // a rule of the default bus has no bus of its own to stand for it
    return dead === undefined ? null : flow(bus ?? target, dead, 'failure', 'given up');
  });
  const schedules = graph.all('aws_scheduler_schedule').map((schedule) => {
    const group = graph.referredOf(schedule, schedule.values['group_name'], 'aws_scheduler_schedule_group');
    const dead = graph.referredOf(
      schedule,
      part(schedule.values['target'], 'dead_letter_config'),
      'aws_sqs_queue',
    );
    return flow(group, dead, 'failure', 'given up');
  });
  return present([...redrives, ...targets, ...schedules]);
}

function operationFlows(graph: ResourceGraph): Flow[] {
  const backups = graph.all('aws_backup_selection').flatMap((selection) => {
    const cluster = graph.referredOf(selection, selection.values['resources'], 'aws_rds_cluster');
    return [flow(cluster, graph.all('aws_backup_vault')[0], 'data', 'daily')];
  });
  const [alarm] = graph.all('aws_cloudwatch_metric_alarm');
  const told = graph
    .all('aws_cloudwatch_metric_alarm')
    .flatMap((each) => graph.referred(each, each.values['alarm_actions']))
    .slice(0, 1)
    .map((topic) => flow(alarm, topic, 'event', 'tells'));
  return present([...backups, ...told]);
}

function flow(
  from: GraphResource | undefined,
  to: GraphResource | undefined,
  kind: FlowKind,
  label: string,
): Flow | null {
  return from === undefined || to === undefined ? null : { from: from.id, to: to.id, kind, label };
}

function present(flows: readonly (Flow | null)[]): Flow[] {
  return flows.filter((each) => each !== null);
}

function flowsTo(graph: ResourceGraph, resource: GraphResource, attribute: string): GraphResource[] {
  return graph.referred(resource, resource.values[attribute]);
}

/** The functions a value leads to, by an alias or directly. */
function functionsIn(
  graph: ResourceGraph,
  holder: GraphResource,
  value: JsonValue | undefined,
): GraphResource[] {
  return graph
    .referred(holder, value)
    .map((called) => functionBehind(graph, called))
    .filter(({ type }) => type === 'aws_lambda_function');
}

function functionBehind(graph: ResourceGraph, called: GraphResource): GraphResource {
  if (called.type !== 'aws_lambda_alias') return called;
  return graph.referredOf(called, called.values['function_name'], 'aws_lambda_function') ?? called;
}

function part(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) ? value[key] : undefined;
}

function statementsOf(policy: GraphResource): JsonObject[] {
  try {
    const document: unknown = JSON.parse(textOf(policy.values, 'policy'));
    const statements = isJsonObject(document) ? document['Statement'] : undefined;
    return Array.isArray(statements) ? statements.filter(isJsonObject) : [];
  } catch {
    return [];
  }
}

function listOf(value: JsonValue | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
}
