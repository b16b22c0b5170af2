import { CloudwatchEventArchive } from '@cdktf/provider-aws/lib/cloudwatch-event-archive';
import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import { isWithin, requireThat } from '../lib/validation';

/** The name of an archive takes 48 characters. */
const archiveNameLimit = 48;

export interface EventBusProps {
  readonly naming: Naming;
  /** What the events are about; the bus and its archive are named so. */
  readonly noun: string;
  /** Encrypts the events; its policy must let EventBridge use it for a bus of this name. */
  readonly keyArn: string;
  /** Takes what the bus cannot decrypt or encrypt; its policy must let this bus send. */
  readonly deadLetterQueueArn: string;
  /** Days events can be replayed: 1 to 3650. @default 30 */
  readonly archiveRetentionInDays?: number;
}

/**
 * A bus of our own, encrypted with our key, whose events can be replayed.
 *
 * The archive is encrypted by AWS: the provider has no argument for its key yet.
 */
export class EventBus extends Construct {
  readonly busName: string;
  readonly busArn: string;

  constructor(scope: Construct, id: string, props: EventBusProps) {
    super(scope, id);
    const retentionDays = props.archiveRetentionInDays ?? 30;
    requireThat(this, [
      {
        holds: isWithin(retentionDays, 1, 3650),
        otherwise: `archiveRetentionInDays is ${retentionDays} where 1 to 3650 are allowed`,
      },
    ]);
    const { naming, noun } = props;
    const bus = new CloudwatchEventBus(this, 'Bus', {
      name: naming.name(noun),
      kmsKeyIdentifier: props.keyArn,
      deadLetterConfig: { arn: props.deadLetterQueueArn },
    });
    new CloudwatchEventArchive(this, 'Archive', {
      name: naming.name(noun, archiveNameLimit),
      eventSourceArn: bus.arn,
      retentionDays,
    });
    this.busName = bus.name;
    this.busArn = bus.arn;
  }
}

/** The ARN of a bus, for the policies of what must be there before it. */
export function eventBusArn({ account, region }: Environment, name: string): string {
  return `arn:aws:events:${region}:${account}:event-bus/${name}`;
}
