import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import { queueArn, queuePolicy } from '../lib/queue-policy';
import { isWithin, requireThat } from '../lib/validation';
import type { ServiceOutputs } from '../outputs';
import { DeadLetterQueue } from './dead-letter-queue';

/** Four days: longer than a weekend without anybody, shorter than the dead-letter queue keeps. */
const retentionInSeconds = 345_600;

export interface MessageQueueProps {
  readonly environment: Environment;
  readonly naming: Naming;
  /** What the messages are about. */
  readonly noun: string;
  /** Encrypts the messages, here and in the dead-letter queue. */
  readonly keyArn: string;
  /** ARNs of the rules for which EventBridge may send. */
  readonly eventSourceArns: readonly string[];
  /** Seconds a message is hidden while it is worked on: 0 to 43200. @default 180, six times 29 s and some */
  readonly visibilityTimeoutInSeconds?: number;
  /** Attempts before a message is dead: 1 to 1000. @default 5 */
  readonly maximumReceives?: number;
}

/** Messages for one consumer, with a dead-letter queue that takes from this queue alone. */
export class MessageQueue extends Construct {
  readonly queueName: string;
  readonly queueArn: string;
  readonly visibilityTimeoutInSeconds: number;
  readonly deadLetters: DeadLetterQueue;
  /** What alarms look at. */
  readonly watched: ServiceOutputs['queues'][string];

  constructor(scope: Construct, id: string, props: MessageQueueProps) {
    super(scope, id);
    const visibilityTimeoutInSeconds = props.visibilityTimeoutInSeconds ?? 180;
    const maximumReceives = props.maximumReceives ?? 5;
    requireThat(this, [
      {
        holds: isWithin(visibilityTimeoutInSeconds, 0, 43_200),
        otherwise: `visibilityTimeoutInSeconds is ${visibilityTimeoutInSeconds} where 0 to 43200 are allowed`,
      },
      {
        holds: isWithin(maximumReceives, 1, 1000),
        otherwise: `maximumReceives is ${maximumReceives} where 1 to 1000 are allowed`,
      },
    ]);
    const name = props.naming.name(props.noun);
    const arn = queueArn(props.environment, name);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      environment: props.environment,
      naming: props.naming,
      noun: props.noun,
      keyArn: props.keyArn,
      // each of the two queues names the other, and this one is there first
      sourceQueueArns: [arn],
    });
    const queue = new SqsQueue(this, 'Queue', {
      name,
      visibilityTimeoutSeconds: visibilityTimeoutInSeconds,
      messageRetentionSeconds: retentionInSeconds,
      kmsMasterKeyId: props.keyArn,
      policy: queuePolicy(arn, props.eventSourceArns),
      redrivePolicy: JSON.stringify({
        deadLetterTargetArn: this.deadLetters.queueArn,
        maxReceiveCount: maximumReceives,
      }),
    });
    this.queueName = queue.name;
    this.queueArn = queue.arn;
    this.visibilityTimeoutInSeconds = visibilityTimeoutInSeconds;
    this.watched = { name: queue.name, deadLetterName: this.deadLetters.queueName };
  }
}
