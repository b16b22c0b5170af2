import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Naming } from '../lib/naming';
import { DeadLetterQueue } from './dead-letter-queue';
import type { NotificationTopic } from './notification-topic';

/** EventBridge takes 64 characters as the name of a rule. */
const ruleNameLimit = 64;

/** Of the services the platform stands on, as AWS Health names them. */
const services = [
  'APIGATEWAY',
  'BACKUP',
  'DYNAMODB',
  'EVENTS',
  'KMS',
  'LAMBDA',
  'RDS',
  'SNS',
  'SQS',
  'STATES',
  'VPC',
];

export interface HealthEventsProps {
  readonly environment: Environment;
  readonly naming: Naming;
  readonly topic: NotificationTopic;
}

/** Tells of what AWS says about its own services in this account: incidents and planned maintenance. */
export class HealthEvents extends Construct {
  /** Holds what could not be published. */
  readonly deadLetterName: string;

  constructor(scope: Construct, id: string, { environment, naming, topic }: HealthEventsProps) {
    super(scope, id);
    const rule = new CloudwatchEventRule(this, 'Rule', {
      name: HealthEvents.ruleName(naming),
      description: 'Incidents and planned maintenance of the AWS services the platform stands on',
      // the default bus, which is the only one AWS services send to
      eventPattern: JSON.stringify({
        source: ['aws.health'],
        'detail-type': ['AWS Health Event'],
        detail: { service: services, eventTypeCategory: ['issue', 'scheduledChange'] },
      }),
    });
    const undelivered = new DeadLetterQueue(this, 'Undelivered', {
      environment,
      naming,
      noun: 'health',
      keyArn: topic.keyArn,
      eventSourceArns: [rule.arn],
    });
    new CloudwatchEventTarget(this, 'Target', {
      rule: rule.name,
      targetId: 'notifications',
      arn: topic.topicArn,
      retryPolicy: { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 185 },
      deadLetterConfig: { arn: undelivered.queueArn },
      dependsOn: [topic.policy],
    });
    this.deadLetterName = undelivered.queueName;
  }

  /** The topic must know the rule before the rule knows the topic. */
  static ruleName(naming: Naming): string {
    return naming.name('health', ruleNameLimit);
  }
}
