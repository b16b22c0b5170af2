import { Construct } from 'constructs';
import { eventSource, eventTypes } from '../../lambda/contract/events';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import type { ServiceOutputs } from '../outputs';
import { DeadLetterQueue } from './dead-letter-queue';
import { EventBus, eventBusArn } from './event-bus';
import { eventRuleArn, EventSubscription } from './event-subscription';
import { MessageQueue } from './message-queue';
import type { VpcFunction } from './vpc-function';

export interface PaymentEventsProps {
  readonly environment: Environment;
  readonly naming: Naming;
  /** Encrypts events and messages; its policy must let EventBridge use it for our bus and for our queues. */
  readonly keyArn: string;
}

/** What has happened to payments: a bus that tells it, and a queue that keeps it until it is consumed. */
export class PaymentEvents extends Construct {
  readonly bus: EventBus;
  readonly queue: MessageQueue;
  readonly #undelivered: DeadLetterQueue;
  readonly #naming: Naming;

  constructor(scope: Construct, id: string, props: PaymentEventsProps) {
    super(scope, id);
    const { environment, keyArn, naming } = props;
    const busName = naming.name('events');
    const ruleArn = eventRuleArn(environment, naming, subscriptionNoun, busName);
    this.#naming = naming;
    this.#undelivered = new DeadLetterQueue(this, 'Undelivered', {
      environment,
      naming,
      noun: 'events',
      keyArn,
      eventSourceArns: [eventBusArn(environment, busName), ruleArn],
    });
    this.bus = new EventBus(this, 'Bus', {
      naming,
      noun: 'events',
      keyArn,
      deadLetterQueueArn: this.#undelivered.queueArn,
    });
    this.queue = new MessageQueue(this, 'Queue', {
      environment,
      naming,
      noun: subscriptionNoun,
      keyArn,
      eventSourceArns: [ruleArn],
    });
  }

  /** Sends every event of a payment to a function, which the role of the function must allow it to receive. */
  deliverTo(consumer: VpcFunction): ServiceOutputs['bus'] {
    const { ruleName } = new EventSubscription(this, 'Subscription', {
      naming: this.#naming,
      noun: subscriptionNoun,
      description: 'What happened to payments, for the consumer',
      bus: this.bus,
      source: eventSource,
      types: Object.values(eventTypes),
      queue: this.queue,
      consumer,
      deadLetterQueueArn: this.#undelivered.queueArn,
    });
    return { name: this.bus.busName, deadLetterName: this.#undelivered.queueName, ruleNames: [ruleName] };
  }
}

const subscriptionNoun = 'payment-events';
