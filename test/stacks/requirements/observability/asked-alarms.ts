import type { MissingData } from '../../../../stacks/lib/metrics/never-fires';
import type { JsonObject } from '../../../../scripts/model/json';

/** An alarm the brief asks for: where it is, what it watches, and what of it matters. */
export type Asked = readonly [what: string, local: string, watches: readonly string[], matters: JsonObject];

const lambda = (name: string, statistic: string) =>
  `AWS/Lambda ${name} ${statistic} by FunctionName, Resource`;
const writer = (name: string, statistic: string) =>
  `AWS/RDS ${name} ${statistic} by DBClusterIdentifier, Role=WRITER`;
const above = (threshold: number, missing: MissingData = 'notBreaching') => ({
  comparison_operator: 'GreaterThanThreshold',
  threshold,
  treat_missing_data: missing,
});
const below = (threshold: number, missing: MissingData = 'missing') => ({
  comparison_operator: 'LessThanThreshold',
  threshold,
  treat_missing_data: missing,
});
const operations = ['GetItem', 'PutItem'];

const functions = ['Api', 'Consumer', 'Relay', 'Reconciler', 'Migrator'].flatMap((noun): Asked[] => [
  [`errors of the ${noun}`, `${noun}FunctionAlarms_Errors`, [lambda('Errors', 'Sum')], above(0)],
  [
    `the error rate of the ${noun}`,
    `${noun}FunctionAlarms_ErrorRate`,
    [lambda('Errors', 'Sum'), lambda('Invocations', 'Sum')],
    above(1),
  ],
  [`throttles of the ${noun}`, `${noun}FunctionAlarms_Throttles`, [lambda('Throttles', 'Sum')], above(0)],
  [
    `calls of the ${noun} near its time limit`,
    `${noun}FunctionAlarms_Duration`,
    [lambda('Duration', 'p99')],
    { comparison_operator: 'GreaterThanThreshold' },
  ],
  [
    `the concurrency of the ${noun}`,
    `${noun}FunctionAlarms_Concurrency`,
    ['AWS/Lambda ConcurrentExecutions Maximum by FunctionName'],
    above(200),
  ],
]);

/** Every alarm the brief asks for. */
export const asked: readonly Asked[] = [
  ...functions,
  [
    'a relay that does not run',
    'RelayFunctionAlarms_Silence',
    [lambda('Invocations', 'Sum')],
    below(1, 'breaching'),
  ],
  [
    'a reconciler that does not run',
    'ReconcilerFunctionAlarms_Silence',
    [lambda('Invocations', 'Sum')],
    below(1, 'breaching'),
  ],
  [
    'the CPU of the writer',
    'DatabaseAlarms_WriterCpu',
    [writer('CPUUtilization', 'Average')],
    above(80, 'missing'),
  ],
  [
    'free memory of the writer',
    'DatabaseAlarms_WriterMemory',
    [writer('FreeableMemory', 'Minimum')],
    below(1_073_741_824),
  ],
  [
    'connections',
    'DatabaseAlarms_Connections',
    [writer('DatabaseConnections', 'Maximum')],
    above(800, 'missing'),
  ],
  [
    'commit latency',
    'DatabaseAlarms_CommitLatency',
    [writer('CommitLatency', 'Average')],
    above(50, 'missing'),
  ],
  ['deadlocks', 'DatabaseAlarms_Deadlocks', [writer('Deadlocks', 'Average')], above(0, 'missing')],
  [
    'replica lag',
    'DatabaseAlarms_ReplicaLag',
    [writer('AuroraReplicaLagMaximum', 'Maximum')],
    above(1_000, 'missing'),
  ],
  [
    'a backtrack window below 72 hours',
    'DatabaseAlarms_BacktrackWindow',
    [writer('BacktrackWindowActual', 'Minimum')],
    below(4_320),
  ],
  [
    'a volume that is nearly full',
    'DatabaseAlarms_Volume',
    ['AWS/RDS AuroraVolumeBytesLeftTotal Minimum by DBClusterIdentifier'],
    below(10_995_116_277_760),
  ],
  [
    'read throttles',
    'SessionAlarms_ReadThrottles',
    ['AWS/DynamoDB ReadThrottleEvents Sum by TableName'],
    above(0),
  ],
  [
    'write throttles',
    'SessionAlarms_WriteThrottles',
    ['AWS/DynamoDB WriteThrottleEvents Sum by TableName'],
    above(0),
  ],
  [
    'errors of DynamoDB',
    'SessionAlarms_SystemErrors',
    operations.map((operation) => `AWS/DynamoDB SystemErrors Sum by Operation=${operation}, TableName`),
    above(0),
  ],
  [
    'dead letters of the bus',
    'BusQueueAlarms_DeadLetters',
    ['AWS/SQS ApproximateNumberOfMessagesVisible Maximum by QueueName'],
    above(0),
  ],
  [
    'scheduled calls that failed',
    'SchedulesQueueAlarms_DeadLetters',
    ['AWS/SQS ApproximateNumberOfMessagesVisible Maximum by QueueName'],
    above(0),
  ],
  [
    'dead letters of AWS Health',
    'HealthQueueAlarms_DeadLetters',
    ['AWS/SQS ApproximateNumberOfMessagesVisible Maximum by QueueName'],
    above(0),
  ],
  ...['FailedInvocations', 'InvocationsSentToDlq', 'InvocationsFailedToBeSentToDlq'].map((name): Asked => [
    `deliveries that failed as ${name}`,
    `DeliveryAlarms_${name}_`,
    [`AWS/Events ${name} Sum by EventBusName, RuleName`],
    above(0),
  ]),
  [
    'failed backups',
    'OperationAlarms_FailedBackups',
    ['AWS/Backup NumberOfBackupJobsFailed Sum by BackupVaultName'],
    above(0),
  ],
  [
    'backups that were not made',
    'OperationAlarms_MissingBackups',
    ['AWS/Backup NumberOfBackupJobsCompleted Sum by BackupVaultName'],
    below(1, 'breaching'),
  ],
  ...['ExecutionsFailed', 'ExecutionsTimedOut'].map((name): Asked => [
    name,
    `OperationAlarms_${name}_`,
    [`AWS/States ${name} Sum by StateMachineArn`],
    above(0),
  ]),
  [
    'NAT without ports',
    'OperationAlarms_NatPorts',
    ['AWS/NATGateway ErrorPortAllocation Sum by NatGatewayId'],
    above(0),
  ],
  [
    '5xx of the API',
    'EdgeAlarms_ServerErrors',
    ['AWS/ApiGateway 5XXError Average by ApiName, Stage'],
    above(0.01),
  ],
  [
    'latency of the API',
    'EdgeAlarms_Latency',
    ['AWS/ApiGateway Latency p99 by ApiName, Stage'],
    above(5_000),
  ],
  [
    'payments in an unknown state',
    'BusinessAlarms_UnknownPayments',
    ['Payments OldestUnknownPaymentAge Maximum by Environment'],
    above(900, 'ignore'),
  ],
  [
    'an outbox that is not sent',
    'BusinessAlarms_UnsentEvents',
    ['Payments OldestUnsentEventAge Maximum by Environment'],
    above(300, 'ignore'),
  ],
  [
    'webhooks nobody acts on',
    'BusinessAlarms_ProviderEvents',
    ['Payments OldestUnprocessedProviderEventAge Maximum by Environment'],
    above(900, 'ignore'),
  ],
  [
    'an unbalanced ledger',
    'BusinessAlarms_UnbalancedLedger',
    ['Payments UnbalancedLedgerTransactions Maximum by Environment'],
    above(0, 'ignore'),
  ],
  [
    'declined authorizations',
    'BusinessAlarms_Declines',
    [
      'Payments AnsweredAuthorizations Sum by Environment',
      'Payments DeclinedAuthorizations Sum by Environment',
    ],
    above(40),
  ],
];
