import type { JsonObject, JsonValue } from '../../../../scripts/model/json';
import type { Metric, Statistic } from '../../../../stacks/lib/metrics/metric';
import { all, only, type TerraformJson } from '../../../support/platforms';

/** The metrics of an alarm as it was written, whether it watches one or an expression over several. */
export function metricsOfAlarm(alarm: JsonObject): Metric[] {
  const queries = alarm['metric_query'] as { metric?: JsonObject }[] | undefined;
  if (queries === undefined) return [metricOf(alarm, alarm['statistic'] ?? alarm['extended_statistic'])];
  return queries.flatMap(({ metric }) => (metric === undefined ? [] : [metricOf(metric, metric['stat'])]));
}

function metricOf(written: JsonObject, statistic: JsonValue | undefined): Metric {
  return {
    namespace: written['namespace'] as string,
    name: written['metric_name'] as string,
    dimensions: (written['dimensions'] ?? {}) as Record<string, string>,
    statistic: statistic as Statistic,
    periodInSeconds: written['period'] as number,
  };
}

export interface WrittenWidget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: JsonObject & { metrics?: (JsonValue[] | undefined)[] };
}

export function widgets(stack: TerraformJson): WrittenWidget[] {
  const body = only(stack, 'aws_cloudwatch_dashboard')['dashboard_body'] as string;
  return (JSON.parse(body) as { widgets: WrittenWidget[] }).widgets;
}

/** The metrics of one graph, expressions left aside. */
export function metricsOfGraph(widget: WrittenWidget): Metric[] {
  return (widget.properties.metrics ?? []).flatMap((line) => {
    const [namespace, name, ...rest] = line ?? [];
    if (typeof namespace !== 'string' || typeof name !== 'string') return [];
    const options = rest.pop() as { stat: Statistic; period: number };
    const pairs = Array.from({ length: rest.length / 2 }, (_, index) => rest.slice(index * 2, index * 2 + 2));
    const dimensions = Object.fromEntries(pairs) as Record<string, string>;
    return [{ namespace, name, dimensions, statistic: options.stat, periodInSeconds: options.period }];
  });
}

/** A metric without its values: `AWS/RDS CPUUtilization Average by DBClusterIdentifier, Role=WRITER`. */
export function described({ dimensions, name, namespace, statistic }: Metric): string {
  const by = Object.entries(dimensions)
    .map(([dimension, value]) =>
      dimension === 'Role' || dimension === 'Operation' ? `${dimension}=${value}` : dimension,
    )
    .sort();
  return `${namespace} ${name} ${statistic} by ${by.join(', ')}`;
}

/** The alarms that tell somebody of this one: itself, or composite alarms with a rule that names it. */
export function tellersOf(stack: TerraformJson, local: string): JsonObject[] {
  const alarm = stack.resource['aws_cloudwatch_metric_alarm']?.[local] ?? {};
  const reference = `\${aws_cloudwatch_metric_alarm.${local}.alarm_name}`;
  return [
    alarm,
    ...all(stack, 'aws_cloudwatch_composite_alarm').filter((composite) =>
      (composite['alarm_rule'] as string).includes(reference),
    ),
  ].filter(({ alarm_actions }) => ((alarm_actions ?? []) as string[]).length > 0);
}
