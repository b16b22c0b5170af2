/** What CloudWatch makes of the values of a period; `p99` and the like are percentiles. */
export type Statistic = 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'Sum' | `p${number}`;

/** One metric with all its dimensions: CloudWatch has data for the exact set only, and nothing for a part of it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
  /** Seconds: 60 or a multiple of it. @default 60 */
  readonly periodInSeconds?: number;
  /** What a graph calls it. @default the name of the metric */
  readonly label?: string;
}

/** Metric math: an expression over metrics by their ids, such as `100 * errors / invocations`. */
export interface MetricMath {
  readonly expression: string;
  /** The metrics of the expression by id: a lower-case letter, then letters, digits and underscores. */
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly label: string;
}

/** What an alarm watches and a graph draws. */
export type Signal = Metric | MetricMath;

export const shortestPeriodInSeconds = 60;

export function isMath(signal: Signal): signal is MetricMath {
  return 'expression' in signal;
}

/** The metrics a signal is made of. */
export function metricsOf(signal: Signal): readonly Metric[] {
  return isMath(signal) ? Object.values(signal.metrics) : [signal];
}

export function periodOf(metric: Metric): number {
  return metric.periodInSeconds ?? shortestPeriodInSeconds;
}
