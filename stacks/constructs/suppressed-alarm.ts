import { CloudwatchCompositeAlarm } from '@cdktf/provider-aws/lib/cloudwatch-composite-alarm';
import { Construct } from 'constructs';
import type { Naming } from '../lib/naming';
import type { MetricAlarm } from './metric-alarm';

/** CloudWatch takes 255 characters as the name of an alarm. */
const nameLimit = 255;

/** How long a part waits for the whole to go off first: three periods of a minute, in which both are evaluated. */
const waitPeriodInSeconds = 180;

/** How long a part keeps quiet once the whole is over, so that its own end is not news. */
const extensionPeriodInSeconds = 300;

export interface AnyOfAlarmProps {
  readonly naming: Naming;
  readonly noun: string;
  readonly meaning: string;
  readonly topicArn: string;
  /** Any one of them is enough. */
  readonly parts: readonly MetricAlarm[];
}

/** An alarm that goes off with the first of its parts, and is one message where the parts would be several. */
export class AnyOfAlarm extends Construct {
  readonly alarmName: string;
  readonly alarmArn: string;

  constructor(scope: Construct, id: string, props: AnyOfAlarmProps) {
    super(scope, id);
    const alarm = new CloudwatchCompositeAlarm(this, 'Alarm', {
      alarmName: props.naming.name(props.noun, nameLimit),
      alarmDescription: props.meaning,
      alarmRule: props.parts.map(({ alarmName }) => `ALARM("${alarmName}")`).join(' OR '),
      alarmActions: [props.topicArn],
      okActions: [props.topicArn],
    });
    this.alarmName = alarm.alarmName;
    this.alarmArn = alarm.arn;
  }
}

export interface SuppressedAlarmProps {
  readonly naming: Naming;
  /** The name of the part, of which the name is made. */
  readonly noun: string;
  readonly meaning: string;
  readonly topicArn: string;
  readonly part: MetricAlarm;
  /** While it is in alarm the part is not told. */
  readonly by: AnyOfAlarm;
}

/**
 * Tells of one alarm, unless a greater one already does.
 *
 * Only a composite alarm can be suppressed, so the part itself has no actions and this one speaks for it:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
 */
export class SuppressedAlarm extends Construct {
  readonly alarmArn: string;

  constructor(scope: Construct, id: string, props: SuppressedAlarmProps) {
    super(scope, id);
    this.alarmArn = new CloudwatchCompositeAlarm(this, 'Alarm', {
      alarmName: props.naming.name(`${props.noun}-alone`, nameLimit),
      alarmDescription: props.meaning,
      alarmRule: `ALARM("${props.part.alarmName}")`,
      alarmActions: [props.topicArn],
      okActions: [props.topicArn],
      actionsSuppressor: {
        alarm: props.by.alarmName,
        waitPeriod: waitPeriodInSeconds,
        extensionPeriod: extensionPeriodInSeconds,
      },
    }).arn;
  }
}
