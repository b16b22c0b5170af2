import { Construct } from 'constructs';
import type { MetricAlarm } from '../metric-alarm';
import { AnyOfAlarm, SuppressedAlarm } from '../suppressed-alarm';
import type { AlarmGroupProps } from './alarm-group';

export interface PaymentsDownProps extends AlarmGroupProps {
  /** Any one of which means that payments do not work, by noun; they tell nobody themselves. */
  readonly parts: Readonly<Record<string, MetricAlarm>>;
}

/**
 * "Payments are down": one message in the night, where its parts would be three.
 *
 * While it is in alarm its parts keep quiet; each tells of itself where it outlasts the whole.
 */
export class PaymentsDown extends Construct {
  readonly alarmArn: string;

  constructor(scope: Construct, id: string, { naming, parts, topicArn }: PaymentsDownProps) {
    super(scope, id);
    const down = new AnyOfAlarm(this, 'Down', {
      naming,
      noun: 'down',
      meaning:
        'Payments are down: the API answers with errors, the writer of the database is at its limit, or events have not left for minutes. The dashboard shows which.',
      topicArn,
      parts: Object.values(parts),
    });
    for (const [noun, part] of Object.entries(parts)) {
      new SuppressedAlarm(this, `Part${part.node.id}`, {
        naming,
        noun,
        meaning: `The alarm ${noun}, where payments as a whole are not down.`,
        topicArn,
        part,
        by: down,
      });
    }
    this.alarmArn = down.alarmArn;
  }
}
