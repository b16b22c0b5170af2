import type { Construct } from 'constructs';
import { ruleMetric, total } from '../../lib/metrics/services';
import { AlarmGroup, type AlarmGroupProps } from './alarm-group';

export interface DeliveryAlarmsProps extends AlarmGroupProps {
  readonly busName: string;
  /** Every rule of the bus; at most 10, as an alarm takes 10 metrics. */
  readonly ruleNames: readonly string[];
}

/** Events a bus could not deliver. */
export class DeliveryAlarms extends AlarmGroup {
  constructor(scope: Construct, id: string, props: DeliveryAlarmsProps) {
    super(scope, id, props);
    const { busName, ruleNames } = props;
    const failures = {
      FailedInvocations: [
        'failed',
        'An event could not be delivered to a target of the bus, nor will it be tried again.',
      ],
      InvocationsSentToDlq: [
        'given-up',
        'An event was given up after all its attempts and waits in the dead-letter queue of its rule.',
      ],
      InvocationsFailedToBeSentToDlq: [
        'lost',
        'An event was given up and could not even be kept in a dead-letter queue: replay it from the archive of the bus.',
      ],
    } as const;
    for (const [name, [noun, meaning]] of Object.entries(failures)) {
      this.alarm(name, {
        noun: `delivery-${noun}`,
        meaning,
        signal: total(
          ruleNames.map((rule) => ruleMetric(busName, rule, name)),
          name,
        ),
        is: '>',
        threshold: 0,
        datapoints: { alarm: 1, of: 1 },
        missingData: 'notBreaching',
      });
    }
  }
}
