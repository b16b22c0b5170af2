import {
  businessMetrics,
  metricDimension,
  metricNamespace,
  type BusinessMetricKey,
} from '../contract/metrics';
import type { Clock } from './clock';
import type { Logger } from './logger';

/** What was measured, by the key of the metric. What was not measured is left out: 0 would be a claim. */
export type Measurements = Readonly<Partial<Record<BusinessMetricKey, number>>>;

/** Reports measurements to CloudWatch. */
export type MetricWriter = (measured: Measurements) => void;

/**
 * Writes measurements as one log line in the embedded metric format:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(suffix: string, { raw }: Pick<Logger, 'raw'>, clock: Clock): MetricWriter {
  return (measured) => {
    const values = Object.entries(measured).map(
      ([key, value]) => [businessMetrics[key as BusinessMetricKey], value] as const,
    );
    if (values.length === 0) return;
    raw({
      _aws: {
        Timestamp: clock() * 1000,
        CloudWatchMetrics: [
          {
            Namespace: metricNamespace,
            Dimensions: [[metricDimension]],
            Metrics: values.map(([{ name, unit }]) => ({ Name: name, Unit: unit })),
          },
        ],
      },
      [metricDimension]: suffix,
      ...Object.fromEntries(values.map(([{ name }, value]) => [name, value])),
    });
  };
}
