import {
  businessMetrics,
  metricDimension,
  metricNamespace,
  type BusinessMetricKey,
} from '../../../lambda/contract/metrics';
import type { WatchedFunction } from '../../outputs';
import type { Metric, MetricMath, Statistic } from './metric';

/** The metrics of each service with the dimensions it really has: one function a kind of thing. */

/** What a reader or the writer of an Aurora cluster does: by role, as instances change theirs at a failover. */
export function auroraRoleMetric(
  clusterId: string,
  role: 'READER' | 'WRITER',
  name: string,
  statistic: Statistic,
): Metric {
  const dimensions = { DBClusterIdentifier: clusterId, Role: role };
  return { namespace: 'AWS/RDS', name, dimensions, statistic, label: `${name} ${role.toLowerCase()}` };
}

/** What belongs to a cluster as a whole, such as its volume; it is measured every five minutes. */
export function auroraClusterMetric(clusterId: string, name: string, statistic: Statistic): Metric {
  const dimensions = { DBClusterIdentifier: clusterId };
  return { namespace: 'AWS/RDS', name, dimensions, statistic, periodInSeconds: 300 };
}

/** What an alias of a function does: callers call no version, so there is nothing else to see. */
export function aliasMetric(watched: WatchedFunction, name: string, statistic: Statistic): Metric {
  const dimensions = { FunctionName: watched.name, Resource: `${watched.name}:${watched.alias}` };
  return { namespace: 'AWS/Lambda', name, dimensions, statistic };
}

/** What counts for a function as a whole, such as its concurrency. */
export function functionMetric(watched: WatchedFunction, name: string, statistic: Statistic): Metric {
  return { namespace: 'AWS/Lambda', name, dimensions: { FunctionName: watched.name }, statistic };
}

export function tableMetric(tableName: string, name: string, statistic: Statistic): Metric {
  return { namespace: 'AWS/DynamoDB', name, dimensions: { TableName: tableName }, statistic };
}

/** What one operation on a table does: latency and errors are measured by operation only. */
export function operationMetric(
  tableName: string,
  operation: string,
  name: string,
  statistic: Statistic,
): Metric {
  const dimensions = { TableName: tableName, Operation: operation };
  return { namespace: 'AWS/DynamoDB', name, dimensions, statistic, label: operation };
}

export function queueMetric(queueName: string, name: string, statistic: Statistic): Metric {
  return { namespace: 'AWS/SQS', name, dimensions: { QueueName: queueName }, statistic, label: queueName };
}

export function stageMetric(
  api: { readonly name: string; readonly stage: string },
  name: string,
  statistic: Statistic,
): Metric {
  const dimensions = { ApiName: api.name, Stage: api.stage };
  return { namespace: 'AWS/ApiGateway', name, dimensions, statistic };
}

/** What a rule of a bus of our own does; with the name of the rule alone it would be one of the default bus. */
export function ruleMetric(busName: string, ruleName: string, name: string): Metric {
  const dimensions = { EventBusName: busName, RuleName: ruleName };
  return { namespace: 'AWS/Events', name, dimensions, statistic: 'Sum', label: ruleName };
}

export function vaultMetric(vaultName: string, name: string, periodInSeconds: number): Metric {
  const dimensions = { BackupVaultName: vaultName };
  return { namespace: 'AWS/Backup', name, dimensions, statistic: 'Sum', periodInSeconds };
}

export function stateMachineMetric(stateMachineArn: string, name: string): Metric {
  return {
    namespace: 'AWS/States',
    name,
    dimensions: { StateMachineArn: stateMachineArn },
    statistic: 'Sum',
  };
}

export function natGatewayMetric(natGatewayId: string, name: string): Metric {
  return { namespace: 'AWS/NATGateway', name, dimensions: { NatGatewayId: natGatewayId }, statistic: 'Sum' };
}

/** What the functions report of the business, in the environment with this suffix. */
export function businessMetric(suffix: string, key: BusinessMetricKey): Metric {
  const { everySeconds, kind, name } = businessMetrics[key];
  const dimensions = { [metricDimension]: suffix };
  const statistic = kind === 'gauge' ? 'Maximum' : 'Sum';
  return { namespace: metricNamespace, name, dimensions, statistic, periodInSeconds: everySeconds };
}

/** A part in percent of a whole; 0 where the whole is less than `atLeast`, as one of two is no rate. */
export function rate(part: Metric, whole: Metric, atLeast: number, label: string): MetricMath {
  return {
    // FILL: where nothing happened there is no value, and an expression over none has none
    expression: `IF(FILL(whole, 0) >= ${atLeast}, 100 * FILL(part, 0) / whole, 0)`,
    metrics: { part, whole },
    label,
  };
}

/** The sum of metrics of which any may be without a value; an alarm takes at most 10. */
export function total(metrics: readonly Metric[], label: string): MetricMath {
  const named = Object.fromEntries(metrics.map((metric, index) => [`m${index + 1}`, metric]));
  const filled = Object.keys(named).map((id) => `FILL(${id}, 0)`);
  return { expression: `SUM([${filled.join(', ')}])`, metrics: named, label };
}
