import { businessMetrics, metricDimension, metricNamespace } from '../../../lambda/contract/metrics';
import table from './aws-metrics.json';

/**
 * One metric that somebody emits. For AWS's it is a row of `aws-metrics.json`, which names the page of AWS's documentation
 * it was read from and when; `checked` is null where the page was not at hand and the row is from experience.
 */
export interface EmittedMetric {
  readonly namespace: string;
  readonly metric: string;
  /** Every set of dimensions the metric has data under, names sorted. */
  readonly dimensions: readonly (readonly string[])[];
  /** The values a dimension can have, where they are a fixed list. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** The statistics that mean something; `percentile` is p50 and the like. */
  readonly statistics: readonly string[];
  /** Seconds from one value to the next. */
  readonly period: number;
  /** Whether there is no value, instead of 0, where nothing happens. */
  readonly sparse?: boolean;
  /** The least and the greatest value there can be; null where there is no limit. */
  readonly range: readonly [number | null, number | null];
  readonly source: string;
  readonly checked: string | null;
}

const ours: readonly EmittedMetric[] = Object.values(businessMetrics).map(({ everySeconds, kind, name }) => ({
  namespace: metricNamespace,
  metric: name,
  dimensions: [[metricDimension]],
  statistics: kind === 'gauge' ? ['Average', 'Maximum', 'Minimum'] : ['Sum'],
  period: everySeconds,
  sparse: kind === 'count',
  range: [0, null],
  source: 'lambda/contract/metrics.ts',
  checked: null,
}));

/** Every metric an alarm or a graph may use: what is not in it, nobody emits. */
export const emittedMetrics: readonly EmittedMetric[] = [
  ...(table.metrics as unknown as readonly EmittedMetric[]),
  ...ours,
];

/** The row of a metric, whatever its dimensions. */
export function emittedMetric(namespace: string, metric: string): EmittedMetric | undefined {
  return emittedMetrics.find((row) => row.namespace === namespace && row.metric === metric);
}
