import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import { isWithin, requireThat } from '../lib/validation';
import type { EventBus } from './event-bus';
import type { MessageQueue } from './message-queue';
import type { VpcFunction } from './vpc-function';

/** AWS asks for a queue that hides a message at least this many times as long as the function may take. */
const leastAttemptsInVisibility = 6;

export interface EventSubscriptionProps {
  readonly naming: Naming;
  /** What is subscribed to; the rule is named so. */
  readonly noun: string;
  readonly description: string;
  readonly bus: EventBus;
  /** Who puts the events on the bus. */
  readonly source: string;
  /** The `detail-type`s that are wanted: at least one. */
  readonly types: readonly string[];
  /** Keeps the events until they are consumed; its policy must let the rule send. */
  readonly queue: MessageQueue;
  /** Consumes the events. It must not put events of the same source on the bus. */
  readonly consumer: VpcFunction;
  /** Takes what EventBridge cannot deliver to the queue; its policy must let the rule send. */
  readonly deadLetterQueueArn: string;
  /** Batches worked on at once: 2 to 1000. @default 10 */
  readonly maximumConcurrency?: number;
}

/**
 * Events of one source, through a queue, to a function: what the function says it could not do comes again, alone, and ends
 * in the dead-letter queue of the queue.
 */
export class EventSubscription extends Construct {
  readonly ruleName: string;

  constructor(scope: Construct, id: string, props: EventSubscriptionProps) {
    super(scope, id);
    const { bus, consumer, queue, source, types } = props;
    const maximumConcurrency = props.maximumConcurrency ?? 10;
    const leastVisibility = leastAttemptsInVisibility * consumer.timeoutInSeconds;
    requireThat(this, [
      { holds: types.length > 0, otherwise: 'types has 0 entries where at least 1 is needed' },
      {
        holds: isWithin(maximumConcurrency, 2, 1000),
        otherwise: `maximumConcurrency is ${maximumConcurrency} where 2 to 1000 are allowed`,
      },
      {
        holds: queue.visibilityTimeoutInSeconds >= leastVisibility,
        otherwise: `the queue hides a message for ${queue.visibilityTimeoutInSeconds} s where the consumer needs at least ${leastVisibility} s`,
      },
      {
        holds: !consumer.statements.some(({ actions }) => actions.includes('events:PutEvents')),
        otherwise: `the consumer may put events on a bus, so that the rule for ${source} could feed itself: let another function put them`,
      },
    ]);
    const rule = new CloudwatchEventRule(this, 'Rule', {
      name: ruleName(props.naming, props.noun),
      description: props.description,
      eventBusName: bus.busName,
      eventPattern: JSON.stringify({ source: [source], 'detail-type': types }),
      state: 'ENABLED',
    });
    new CloudwatchEventTarget(this, 'Target', {
      rule: rule.name,
      eventBusName: bus.busName,
      arn: queue.queueArn,
      // what AWS does by default, said so that no other default comes in its place
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
      deadLetterConfig: { arn: props.deadLetterQueueArn },
    });
    new LambdaEventSourceMapping(this, 'Mapping', {
      eventSourceArn: queue.queueArn,
      functionName: consumer.aliasArn,
      batchSize: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency },
    });
    this.ruleName = rule.name;
  }
}

/** The ARN of a rule, for the policies of the queues that must be there before it. */
export function eventRuleArn(
  { account, region }: Environment,
  naming: Naming,
  noun: string,
  busName: string,
): string {
  return `arn:aws:events:${region}:${account}:rule/${busName}/${ruleName(naming, noun)}`;
}

function ruleName(naming: Naming, noun: string): string {
  return naming.name(noun, 64);
}
