import type { Construct } from 'constructs';
import { queueMetric } from '../../lib/metrics/services';
import { AlarmGroup, type AlarmGroupProps } from './alarm-group';

export interface QueueAlarmsProps extends AlarmGroupProps {
  /** What the messages are about. */
  readonly noun: string;
  /** Null for a dead-letter queue that belongs to no queue, such as that of a bus. */
  readonly queueName: string | null;
  readonly deadLetterName: string;
  /** Seconds the oldest message may wait: several attempts at it. @default 300 */
  readonly longestWaitInSeconds?: number;
}

/** A queue nobody empties, and messages that were given up. */
export class QueueAlarms extends AlarmGroup {
  constructor(scope: Construct, id: string, props: QueueAlarmsProps) {
    super(scope, id, props);
    const { deadLetterName, longestWaitInSeconds = 300, noun, queueName } = props;
    this.alarm('DeadLetters', {
      noun: `${noun}-dead-letters`,
      meaning: `Messages about ${noun} were given up and wait in ${deadLetterName}. Read one, mend the cause, then redrive.`,
      signal: queueMetric(deadLetterName, 'ApproximateNumberOfMessagesVisible', 'Maximum'),
      is: '>',
      threshold: 0,
      datapoints: { alarm: 1, of: 1 },
      missingData: 'notBreaching',
    });
    if (queueName === null) return;
    this.alarm('Age', {
      noun: `${noun}-age`,
      meaning: `A message about ${noun} has waited longer than ${longestWaitInSeconds} s: its consumer fails, is turned away or is too slow.`,
      signal: queueMetric(queueName, 'ApproximateAgeOfOldestMessage', 'Maximum'),
      is: '>',
      threshold: longestWaitInSeconds,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'notBreaching',
    });
  }
}
