import { functionNames } from '../../../lambda/contract/functions';
import type { DataOutputs, ServiceOutputs } from '../../outputs';
import type { Metric, Statistic } from '../metrics/metric';
import {
  aliasMetric,
  auroraRoleMetric,
  businessMetric,
  functionMetric,
  operationMetric,
  queueMetric,
  ruleMetric,
  stageMetric,
  stateMachineMetric,
  tableMetric,
} from '../metrics/services';
import type { GraphWidget, Row } from './widget';

export interface PlatformRowsProps {
  readonly suffix: string;
  readonly data: DataOutputs;
  readonly service: ServiceOutputs;
  /** The operations on the session table that the functions call. */
  readonly sessionOperations: readonly string[];
  /** "Payments are down", shown first. */
  readonly summaryAlarmArn: string;
  readonly alarmArns: readonly string[];
}

/** The dashboard of an environment, from what customers feel down to what it stands on. */
export function platformRows(props: PlatformRowsProps): Row[] {
  return [
    [
      {
        kind: 'alarms',
        title: 'Are payments down, and every alarm',
        alarmArns: [props.summaryAlarmArn, ...props.alarmArns],
      },
    ],
    [{ kind: 'heading', text: 'Payments' }],
    ...businessRows(props.suffix),
    [{ kind: 'heading', text: 'API and functions' }],
    ...functionRows(props.service),
    [{ kind: 'heading', text: 'Queues, events and sagas' }],
    queueRow(props.service),
    [{ kind: 'heading', text: 'Database' }],
    ...databaseRows(props.data.database.clusterId),
    [{ kind: 'heading', text: 'Sessions' }],
    sessionRow(props.data.sessionTable.name, props.sessionOperations),
  ];
}

function graph(title: string, left: readonly Metric[], more: Partial<GraphWidget> = {}): GraphWidget {
  return { kind: 'graph', title, left, ...more };
}

function businessRows(suffix: string): Row[] {
  const business = (key: Parameters<typeof businessMetric>[1]) => businessMetric(suffix, key);
  return [
    [
      graph('Payments in an unknown state', [business('unknownPayments')], {
        right: [business('oldestUnknownPaymentAge')],
        unit: 'payments',
      }),
      graph('Outbox', [business('unsentEvents')], {
        right: [business('oldestUnsentEventAge')],
        unit: 'events',
      }),
      graph('Webhooks that wait', [business('unprocessedProviderEvents')], {
        right: [business('oldestUnprocessedProviderEventAge')],
        unit: 'webhooks',
      }),
    ],
    [
      graph('Ledger', [business('unbalancedLedgerTransactions')], { unit: 'unbalanced transactions' }),
      graph('Authorizations', [business('answeredAuthorizations'), business('declinedAuthorizations')]),
    ],
  ];
}

function functionRows({ api, functions }: ServiceOutputs): Row[] {
  const each = (of: typeof aliasMetric, name: string, statistic: Statistic): Metric[] =>
    functionNames.map((noun) => ({
      ...of(functions[noun], name, statistic),
      label: `${noun}${statistic.startsWith('p') ? ` ${statistic}` : ''}`,
    }));
  return [
    [
      graph('Requests', [
        { ...stageMetric(api, 'Count', 'Sum'), label: 'all' },
        { ...stageMetric(api, '4XXError', 'Sum'), label: '4xx' },
        { ...stageMetric(api, '5XXError', 'Sum'), label: '5xx' },
      ]),
      graph(
        'Latency of the API',
        (['p50', 'p99'] as const).map((statistic) => ({
          ...stageMetric(api, 'Latency', statistic),
          label: statistic,
        })),
        { unit: 'ms' },
      ),
      graph('Invocations', each(aliasMetric, 'Invocations', 'Sum')),
    ],
    [
      graph('Errors', each(aliasMetric, 'Errors', 'Sum')),
      graph('Duration', [...each(aliasMetric, 'Duration', 'p50'), ...each(aliasMetric, 'Duration', 'p99')], {
        unit: 'ms',
      }),
      graph('Throttles', each(aliasMetric, 'Throttles', 'Sum')),
      graph('Concurrency', each(functionMetric, 'ConcurrentExecutions', 'Maximum')),
    ],
  ];
}

function queueRow({ bus, queues, schedules, stateMachineArns }: ServiceOutputs): Row {
  const named = Object.entries(queues);
  const deadLetters = (name: string, label: string): Metric => ({
    ...queueMetric(name, 'ApproximateNumberOfMessagesVisible', 'Maximum'),
    label,
  });
  return [
    graph(
      'Oldest message',
      named.map(([label, { name }]) => ({
        ...queueMetric(name, 'ApproximateAgeOfOldestMessage', 'Maximum'),
        label,
      })),
      { unit: 's' },
    ),
    graph('Dead letters', [
      ...named.map(([label, { deadLetterName }]) => deadLetters(deadLetterName, label)),
      deadLetters(bus.deadLetterName, 'bus'),
      deadLetters(schedules.deadLetterName, 'schedules'),
    ]),
    graph(
      'Failed deliveries',
      bus.ruleNames.flatMap((rule) => [
        ruleMetric(bus.name, rule, 'FailedInvocations'),
        ruleMetric(bus.name, rule, 'InvocationsSentToDlq'),
      ]),
    ),
    graph(
      'Executions',
      stateMachineArns.flatMap((arn) =>
        ['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsFailed', 'ExecutionsTimedOut'].map((name) =>
          stateMachineMetric(arn, name),
        ),
      ),
    ),
  ];
}

function databaseRows(clusterId: string): Row[] {
  const writer = (name: string, statistic: Statistic) =>
    auroraRoleMetric(clusterId, 'WRITER', name, statistic);
  const byRole = (name: string, statistic: Statistic) => [
    writer(name, statistic),
    auroraRoleMetric(clusterId, 'READER', name, statistic),
  ];
  return [
    [
      graph('CPU', byRole('CPUUtilization', 'Average'), {
        unit: '%',
        level: { label: 'alarm for the writer', value: 80 },
      }),
      graph('Connections', byRole('DatabaseConnections', 'Maximum')),
      graph('Commit latency', byRole('CommitLatency', 'Average'), { unit: 'ms' }),
    ],
    [
      graph('Deadlocks', [writer('Deadlocks', 'Average')], { unit: 'per second' }),
      graph('Replica lag', [writer('AuroraReplicaLagMaximum', 'Maximum')], { unit: 'ms' }),
      graph('Backtrack window', [writer('BacktrackWindowActual', 'Minimum')], {
        unit: 'minutes',
        level: { label: '72 hours', value: 4_320 },
      }),
    ],
  ];
}

function sessionRow(tableName: string, operations: readonly string[]): Row {
  const of = (name: string, label: string): Metric => ({ ...tableMetric(tableName, name, 'Sum'), label });
  return [
    graph('Consumed capacity', [
      of('ConsumedReadCapacityUnits', 'read'),
      of('ConsumedWriteCapacityUnits', 'write'),
    ]),
    graph('Throttles', [of('ReadThrottleEvents', 'read'), of('WriteThrottleEvents', 'write')]),
    graph(
      'Latency by operation',
      operations.map((operation) =>
        operationMetric(tableName, operation, 'SuccessfulRequestLatency', 'Average'),
      ),
      { unit: 'ms' },
    ),
  ];
}
