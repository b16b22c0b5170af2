import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import type { Environment } from '../config';
import type { Conditions, Statement } from '../lib/policy-document';
import { policyDocument } from '../lib/policy-document';
import type { Naming } from '../lib/naming';
import { requireThat } from '../lib/validation';
import { EncryptionKey } from './encryption-key';

/** SNS takes 256 characters as the name of a topic. */
const nameLimit = 256;

export interface NotificationTopicProps {
  readonly environment: Environment;
  readonly naming: Naming;
  /** What the messages are about; the names of topic and key are made of it. */
  readonly noun: string;
  /** The cluster, the instances and the event subscriptions RDS may publish about, by ARN. */
  readonly databaseArns: readonly string[];
  /** The EventBridge rules that may publish, by ARN. */
  readonly ruleArns: readonly string[];
  /** Whoever is told by mail, and has to confirm it once. @default nobody */
  readonly email?: string | undefined;
}

/**
 * What is not worth a mail: AWS Backup tells of each job that ended with an attribute `State`, and one that is COMPLETED
 * is good news. Alarms and other events have no such attribute.
 */
const worthMail = JSON.stringify({ State: [{ exists: false }, { 'anything-but': ['COMPLETED'] }] });

/** A service that publishes to the topic, and what its calls to SNS and to KMS say of where they come from. */
interface Publisher {
  readonly sid: string;
  readonly service: string;
  /** What the call to SNS carries. */
  readonly publishing: Conditions | undefined;
  /** What the call to KMS carries. */
  readonly encrypting: Conditions | undefined;
}

/**
 * Where alarms and events of AWS services are told, under a customer managed key: a service may not use the key of AWS
 * (`alias/aws/sns`), and an alarm would deploy with it and deliver nothing.
 */
export class NotificationTopic extends Construct {
  readonly topicArn: string;
  readonly keyArn: string;
  /** Whoever publishes must wait for it. */
  readonly policy: SnsTopicPolicy;

  constructor(scope: Construct, id: string, props: NotificationTopicProps) {
    super(scope, id);
    const { email, environment, naming, noun } = props;
    requireThat(this, [
      {
        holds: email === undefined || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email),
        otherwise: `email is ${String(email)} where an address such as payments@company.com is allowed`,
      },
    ]);
    const publishers = publishersOf(props);
    const key = new EncryptionKey(this, 'Key', {
      environment,
      naming,
      noun,
      usedThrough: ['sns', 'sqs'],
      statements: publishers.map(useOfKey),
    });
    const topic = new SnsTopic(this, 'Topic', {
      name: naming.name(noun, nameLimit),
      kmsMasterKeyId: key.keyArn,
    });
    this.policy = new SnsTopicPolicy(this, 'Policy', {
      arn: topic.arn,
      policy: policyDocument(publishers.map((publisher) => publishing(publisher, topic.arn))),
    });
    if (email !== undefined) {
      new SnsTopicSubscription(this, 'Email', {
        topicArn: topic.arn,
        protocol: 'email',
        endpoint: email,
        filterPolicy: worthMail,
      });
    }
    this.topicArn = topic.arn;
    this.keyArn = key.keyArn;
  }
}

/**
 * CloudWatch says in both calls which alarm it is about. EventBridge says it to SNS and not to KMS, where a condition
 * would lose every event without a word. RDS documents it for SNS only, and AWS Backup for neither:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.GrantingPermissions.html
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 */
function publishersOf(props: NotificationTopicProps): Publisher[] {
  const { account, region } = props.environment;
  const from = (...arns: string[]): Conditions => ({
    StringEquals: { 'aws:SourceAccount': account },
    ArnLike: { 'aws:SourceArn': arns },
  });
  const alarms = from(`arn:aws:cloudwatch:${region}:${account}:alarm:${props.naming.pattern}`);
  return [
    { sid: 'Alarms', service: 'cloudwatch.amazonaws.com', publishing: alarms, encrypting: alarms },
    {
      sid: 'Events',
      service: 'events.amazonaws.com',
      publishing: { ArnEquals: { 'aws:SourceArn': props.ruleArns } },
      encrypting: undefined,
    },
    {
      sid: 'Database',
      service: 'events.rds.amazonaws.com',
      publishing: from(...props.databaseArns),
      encrypting: undefined,
    },
    { sid: 'Backups', service: 'backup.amazonaws.com', publishing: undefined, encrypting: undefined },
  ];
}

/** `Resource: "*"` is the key itself in a key policy. */
function useOfKey({ sid, service, encrypting }: Publisher): Statement {
  return {
    sid,
    principals: { Service: service },
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    ...(encrypting === undefined ? {} : { conditions: encrypting }),
  };
}

function publishing({ sid, service, publishing: conditions }: Publisher, topicArn: string): Statement {
  return {
    sid,
    principals: { Service: service },
    actions: ['sns:Publish'],
    resources: [topicArn],
    ...(conditions === undefined ? {} : { conditions }),
  };
}
