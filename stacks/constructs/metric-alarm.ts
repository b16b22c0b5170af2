import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
  type CloudwatchMetricAlarmMetricQuery,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import type { Naming } from '../lib/naming';
import { isMath, periodOf, type Metric, type Signal } from '../lib/metrics/metric';
import { comparisons, reasonsItNeverFires, type AlarmCondition } from '../lib/metrics/never-fires';
import { requireThat } from '../lib/validation';

/** CloudWatch takes 255 characters as the name of an alarm and 1,024 as its description. */
const nameLimit = 255;
const descriptionLimit = 1024;

export interface MetricAlarmProps extends AlarmCondition {
  readonly naming: Naming;
  /** What the alarm is about; its name is made of it. */
  readonly noun: string;
  /** What is wrong where it goes off, and where to look first: the text of the notification. */
  readonly meaning: string;
  /** Told of the alarm and of its end. An empty list is for a part of an alarm that tells for it (`SuppressedAlarm`). */
  readonly topicArns: readonly string[];
}

/**
 * An alarm that can go off. One on a metric nobody emits, under dimensions that have no data, with a threshold that
 * cannot be reached or a treatment of missing data that hides what it looks for is refused, with all that is wrong.
 */
export class MetricAlarm extends Construct {
  readonly alarmName: string;
  readonly alarmArn: string;

  constructor(scope: Construct, id: string, props: MetricAlarmProps) {
    super(scope, id);
    requireThat(this, [
      ...reasonsItNeverFires(props).map((otherwise) => ({ holds: false, otherwise })),
      {
        holds: props.meaning.length <= descriptionLimit,
        otherwise: `meaning has ${props.meaning.length} characters where ${descriptionLimit} are allowed`,
      },
    ]);
    const alarm = new CloudwatchMetricAlarm(this, 'Alarm', {
      alarmName: props.naming.name(props.noun, nameLimit),
      alarmDescription: props.meaning,
      comparisonOperator: comparisons[props.is],
      threshold: props.threshold,
      evaluationPeriods: props.datapoints.of,
      datapointsToAlarm: props.datapoints.alarm,
      treatMissingData: props.missingData,
      ...(props.topicArns.length === 0
        ? {}
        : { alarmActions: [...props.topicArns], okActions: [...props.topicArns] }),
      ...watched(props.signal),
    });
    this.alarmName = alarm.alarmName;
    this.alarmArn = alarm.arn;
  }
}

function watched(signal: Signal): Partial<CloudwatchMetricAlarmConfig> {
  if (isMath(signal)) {
    const { expression, label, metrics } = signal;
    return { metricQuery: [{ id: 'watched', expression, label, returnData: true }, ...queries(metrics)] };
  }
  return {
    namespace: signal.namespace,
    metricName: signal.name,
    dimensions: { ...signal.dimensions },
    period: periodOf(signal),
    ...(signal.statistic.startsWith('p')
      ? // with few values p99 is the greatest of them: it counts all the same, as a payment may be the only one
        { extendedStatistic: signal.statistic, evaluateLowSampleCountPercentiles: 'evaluate' }
      : { statistic: signal.statistic }),
  };
}

function queries(metrics: Readonly<Record<string, Metric>>): CloudwatchMetricAlarmMetricQuery[] {
  return Object.entries(metrics).map(([id, metric]) => ({
    id,
    returnData: false,
    metric: {
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: { ...metric.dimensions },
      period: periodOf(metric),
      stat: metric.statistic,
    },
  }));
}
