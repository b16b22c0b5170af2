import { Token } from 'cdktf';
import { emittedMetric, type EmittedMetric } from './emitted';
import { isMath, metricsOf, periodOf, shortestPeriodInSeconds, type Metric, type Signal } from './metric';

/** Why a graph of this signal would stay empty and an alarm on it silent; empty where nothing is wrong. */
export function reasonsItNeverHasData(signal: Signal): readonly string[] {
  return [...metricsOf(signal).flatMap(reasonsOfMetric), ...(isMath(signal) ? reasonsOfMath(signal) : [])];
}

function reasonsOfMetric(metric: Metric): readonly string[] {
  const name = `${metric.namespace} ${metric.name}`;
  const row = emittedMetric(metric.namespace, metric.name);
  if (row === undefined) {
    return [
      `nobody emits ${name}: stacks/lib/metrics/aws-metrics.json and lambda/contract/metrics.ts have what is emitted`,
    ];
  }
  return [...reasonsOfDimensions(name, metric, row), ...reasonsOfNumbers(name, metric, row)];
}

function reasonsOfDimensions(name: string, metric: Metric, row: EmittedMetric): readonly string[] {
  const given = Object.keys(metric.dimensions).sort();
  if (!row.dimensions.some((set) => set.join() === given.join())) {
    const allowed = row.dimensions.map((set) => set.join(' and ')).join(', or by ');
    return [`${name} is emitted by ${allowed}, not by ${given.join(' and ') || 'nothing'}`];
  }
  return Object.entries(metric.dimensions).flatMap(([dimension, value]) => {
    const known = row.values?.[dimension];
    if (known === undefined || known.includes(value) || Token.isUnresolved(value)) return [];
    return [`${name} has no data for the ${dimension} ${value}: there are ${known.join(', ')}`];
  });
}

function reasonsOfNumbers(name: string, metric: Metric, row: EmittedMetric): readonly string[] {
  const reasons: string[] = [];
  const statistic = /^p\d/.test(metric.statistic) ? 'percentile' : metric.statistic;
  if (!row.statistics.includes(statistic)) {
    reasons.push(`${metric.statistic} of ${name} means nothing: use ${row.statistics.join(', ')}`);
  }
  const period = periodOf(metric);
  if (period < row.period || period % shortestPeriodInSeconds !== 0) {
    reasons.push(
      `${name} is emitted every ${row.period} s and read every ${period} s: use a period of ${row.period} s or a greater multiple of 60`,
    );
  }
  return reasons;
}

/** CloudWatch refuses an expression with an unknown id, and ids of another form. */
function reasonsOfMath({ expression, metrics }: Extract<Signal, { expression: string }>): readonly string[] {
  const ids = Object.keys(metrics);
  const used = new Set(expression.match(/\b[a-z]\w*/g) ?? []);
  return [
    ...ids
      .filter((id) => !/^[a-z]\w*$/.test(id))
      .map((id) => `${id} cannot be the id of a metric: begin with a lower-case letter`),
    ...ids
      .filter((id) => !used.has(id))
      .map((id) => `the expression ${expression} does not use the metric ${id}`),
    ...[...used]
      .filter((id) => !ids.includes(id))
      .map((id) => `the expression ${expression} uses ${id}, which is no metric of it`),
  ];
}
