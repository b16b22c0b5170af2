import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import { queueArn, queuePolicy } from '../lib/queue-policy';
import { requireThat } from '../lib/validation';

/** The longest SQS keeps a message: a fault found on a Monday must not have lost what failed two weekends ago. */
const retentionInSeconds = 1_209_600;

export interface DeadLetterQueueProps {
  readonly environment: Environment;
  readonly naming: Naming;
  /** What failed; `-dead` is added. */
  readonly noun: string;
  /** Encrypts the messages. */
  readonly keyArn: string;
  /**
   * ARNs of the queues whose messages end here after too many attempts, at most 10.
   *
   * @default none: services send here themselves
   */
  readonly sourceQueueArns?: readonly string[];
  /** ARNs of the rules and buses for which EventBridge may send what it cannot deliver. @default none */
  readonly eventSourceArns?: readonly string[];
}

/** Where messages wait for a person after everything else has failed. */
export class DeadLetterQueue extends Construct {
  readonly queueName: string;
  readonly queueArn: string;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const sources = props.sourceQueueArns ?? [];
    requireThat(this, [
      {
        holds: sources.length <= 10,
        otherwise: `sourceQueueArns has ${sources.length} entries where at most 10 are allowed`,
      },
    ]);
    const name = props.naming.name(`${props.noun}-dead`);
    const queue = new SqsQueue(this, 'Queue', {
      name,
      messageRetentionSeconds: retentionInSeconds,
      kmsMasterKeyId: props.keyArn,
      policy: queuePolicy(queueArn(props.environment, name), props.eventSourceArns ?? []),
      redriveAllowPolicy: JSON.stringify(
        sources.length === 0
          ? { redrivePermission: 'denyAll' }
          : { redrivePermission: 'byQueue', sourceQueueArns: sources },
      ),
    });
    this.queueName = queue.name;
    this.queueArn = queue.arn;
  }
}
