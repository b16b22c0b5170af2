import type { Construct } from 'constructs';
import { stageMetric } from '../../lib/metrics/services';
import type { MetricAlarm } from '../metric-alarm';
import { AlarmGroup, type AlarmGroupProps } from './alarm-group';

export interface ApiAlarmsProps extends AlarmGroupProps {
  readonly api: { readonly name: string; readonly stage: string };
}

/** An API that answers with errors of its own, or slowly. */
export class ApiAlarms extends AlarmGroup {
  /** Told of by whatever suppresses it. */
  readonly serverErrors: MetricAlarm;

  constructor(scope: Construct, id: string, props: ApiAlarmsProps) {
    super(scope, id, props);
    this.serverErrors = this.alarm('ServerErrors', {
      noun: 'edge-server-errors',
      meaning:
        'More than 1 % of the answers of the API are 5xx. Look at the access log for the route, then at its function.',
      // the average of 5XXError is its part of all answers: each counts 0 or 1
      signal: stageMetric(props.api, '5XXError', 'Average'),
      is: '>',
      threshold: 0.01,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'notBreaching',
      silent: true,
    });
    this.alarm('Latency', {
      noun: 'edge-latency',
      meaning: 'The slowest answers of the API take longer than 5 s: callers give up and try again.',
      signal: stageMetric(props.api, 'Latency', 'p99'),
      is: '>',
      threshold: 5_000,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'notBreaching',
    });
  }
}
