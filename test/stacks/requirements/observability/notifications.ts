import type { JsonValue } from '../../../../scripts/model/json';
import { only, referenceTo, statements, type PolicyStatement } from '../../../support/platforms';
import { policyChanged, removed, set, without, type Requirement } from '../requirement';

const topic = 'aws_sns_topic';
const topicPolicy = 'aws_sns_topic_policy';
const key = ['aws_kms_key', 'Notifications'] as const;
const cluster = ['aws_db_event_subscription', 'Cluster'] as const;
const instances = ['aws_db_event_subscription', 'Instances'] as const;
const vault = 'aws_backup_vault_notifications';
const rule = 'aws_cloudwatch_event_rule';
const target = 'aws_cloudwatch_event_target';
const queue = 'aws_sqs_queue';

const account = '123456789012';
const anAlarmOfOurs = {
  StringEquals: { 'aws:SourceAccount': account },
  ArnLike: { 'aws:SourceArn': [`arn:aws:cloudwatch:us-east-1:${account}:alarm:payments-*-dev`] },
};

type Written = Record<string, JsonValue>;

const byService = (list: readonly PolicyStatement[]): Record<string, PolicyStatement> =>
  Object.fromEntries(
    list.map((statement) => [
      (statement.Principal as { Service?: string }).Service ?? 'everybody',
      statement,
    ]),
  );

const ofService = (list: Written[], service: string) =>
  list.find(({ Principal }) => (Principal as Written | undefined)?.['Service'] === service)!;

const withoutService = (service: string) => (list: Written[]) => {
  list.splice(list.indexOf(ofService(list, service)), 1);
};

/** What the brief asks of whom the alarms and the events of AWS reach. */
export const notificationRequirements: readonly Requirement[] = [
  {
    name: 'encrypts its notifications with a key of its own, which rotates',
    check: (stack) => {
      expect(only(stack, topic)).toMatchObject({
        name: 'payments-notifications-dev',
        kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\.Notifications_Key_\w+\.arn\}$/) as string,
      });
      expect(only(stack, ...key)).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 7 });
    },
    broken: [
      without(topic, 'kms_master_key_id'),
      // a service cannot use the key of AWS: alarms deploy and deliver nothing
      set(topic, 'kms_master_key_id', 'alias/aws/sns'),
      set(key, 'enable_key_rotation', false),
    ],
  },
  {
    name: 'lets CloudWatch, EventBridge, RDS and AWS Backup use that key, and no other service',
    check: (stack) => {
      const use = { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: ['*'] };
      const services = byService(
        statements(only(stack, ...key)).filter(({ Principal }) => 'Service' in (Principal as object)),
      );
      expect(services).toEqual({
        'cloudwatch.amazonaws.com': expect.objectContaining({ ...use, Condition: anAlarmOfOurs }) as unknown,
        // EventBridge sends neither key to KMS: a condition would lose every event without a word
        'events.amazonaws.com': expect.not.objectContaining({
          Condition: expect.anything() as unknown,
        }) as unknown,
        'events.rds.amazonaws.com': expect.objectContaining(use) as unknown,
        'backup.amazonaws.com': expect.objectContaining(use) as unknown,
      });
      expect(services['events.amazonaws.com']).toMatchObject(use);
    },
    broken: [
      ...['cloudwatch', 'events', 'events.rds', 'backup'].map((name) =>
        policyChanged(`${name} may not use it`, key, withoutService(`${name}.amazonaws.com`)),
      ),
      policyChanged('any alarm may use it', key, (list) => {
        delete ofService(list, 'cloudwatch.amazonaws.com')['Condition'];
      }),
      policyChanged('EventBridge is asked where it comes from', key, (list) => {
        ofService(list, 'events.amazonaws.com')['Condition'] = {
          StringEquals: { 'aws:SourceAccount': account },
        };
      }),
      policyChanged('CloudWatch may only decrypt', key, (list) => {
        ofService(list, 'cloudwatch.amazonaws.com')['Action'] = ['kms:Decrypt'];
      }),
      policyChanged('another service may use it', key, (list) => {
        list.push({
          Sid: 'S3',
          Effect: 'Allow',
          Principal: { Service: 's3.amazonaws.com' },
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Resource: ['*'],
        });
      }),
    ],
  },
  {
    name: 'lets each of them publish about what is ours',
    check: (stack) => {
      const services = byService(statements(only(stack, topicPolicy)));
      const publish = { Effect: 'Allow', Action: ['sns:Publish'], Resource: [referenceTo(topic)] };
      expect(services).toEqual({
        'cloudwatch.amazonaws.com': expect.objectContaining({
          ...publish,
          Condition: anAlarmOfOurs,
        }) as unknown,
        'events.amazonaws.com': expect.objectContaining({
          ...publish,
          Condition: {
            ArnEquals: { 'aws:SourceArn': [`arn:aws:events:us-east-1:${account}:rule/payments-health-dev`] },
          },
        }) as unknown,
        'events.rds.amazonaws.com': expect.objectContaining({
          ...publish,
          Condition: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: {
              'aws:SourceArn': expect.arrayContaining([
                `arn:aws:rds:us-east-1:${account}:es:payments-database-cluster-dev`,
                `arn:aws:rds:us-east-1:${account}:es:payments-database-instances-dev`,
              ]) as unknown,
            },
          },
        }) as unknown,
        'backup.amazonaws.com': expect.objectContaining(publish) as unknown,
      });
    },
    broken: [
      removed(topicPolicy),
      policyChanged('alarms cannot be published', topicPolicy, withoutService('cloudwatch.amazonaws.com')),
      policyChanged('alarms of others are published', topicPolicy, (list) => {
        delete ofService(list, 'cloudwatch.amazonaws.com')['Condition'];
      }),
      policyChanged('any rule may publish', topicPolicy, (list) => {
        delete ofService(list, 'events.amazonaws.com')['Condition'];
      }),
      policyChanged('everybody may publish', topicPolicy, (list) => {
        list.push({ Sid: 'All', Effect: 'Allow', Principal: '*', Action: ['sns:Publish'], Resource: ['*'] });
      }),
    ],
  },
  {
    name: 'is told of failovers and failures of the database',
    check: (stack) => {
      expect(only(stack, ...cluster)).toMatchObject({
        name: 'payments-database-cluster-dev',
        sns_topic: referenceTo(topic),
        source_type: 'db-cluster',
        source_ids: [expect.any(String)],
        event_categories: ['failover', 'failure', 'maintenance'],
      });
      expect(only(stack, ...instances)).toMatchObject({
        name: 'payments-database-instances-dev',
        sns_topic: referenceTo(topic),
        source_type: 'db-instance',
        source_ids: [0, 1, 2].map(() => expect.any(String) as string),
        event_categories: expect.arrayContaining([
          'availability',
          'failover',
          'failure',
          'recovery',
        ]) as string[],
      });
    },
    broken: [
      removed(cluster),
      removed(instances),
      set(cluster, 'event_categories', ['maintenance']),
      set(cluster, 'source_ids', []),
      set(instances, 'source_ids', ['payments-database-1-dev']),
      set(instances, 'event_categories', ['failover', 'failure']),
    ],
  },
  {
    name: 'is told how each backup and restore ended, by the events AWS Backup still sends',
    check: (stack) => {
      expect(only(stack, vault)).toMatchObject({
        sns_topic_arn: referenceTo(topic),
        backup_vault_events: ['BACKUP_JOB_COMPLETED', 'RESTORE_JOB_COMPLETED'],
        depends_on: [expect.stringMatching(/^aws_sns_topic_policy\./)],
      });
    },
    broken: [
      removed(vault),
      set(vault, 'backup_vault_events', ['BACKUP_JOB_FAILED']),
      without(vault, 'depends_on'),
    ],
  },
  {
    name: 'is told what AWS says of its own services, and keeps what it could not be told',
    check: (stack) => {
      expect(only(stack, rule)).toMatchObject({ name: 'payments-health-dev' });
      expect(only(stack, rule)).not.toHaveProperty('event_bus_name');
      expect(JSON.parse(only(stack, rule)['event_pattern'] as string)).toMatchObject({
        source: ['aws.health'],
        detail: {
          service: expect.arrayContaining(['DYNAMODB', 'LAMBDA', 'RDS']) as string[],
          eventTypeCategory: ['issue', 'scheduledChange'],
        },
      });
      expect(only(stack, target)).toMatchObject({
        arn: referenceTo(topic),
        dead_letter_config: { arn: referenceTo(queue) },
        retry_policy: { maximum_event_age_in_seconds: 3_600, maximum_retry_attempts: 185 },
      });
      expect(only(stack, queue)).toMatchObject({
        kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\.Notifications_/) as string,
      });
      expect(byService(statements(only(stack, queue)).filter(({ Effect }) => Effect === 'Allow'))).toEqual({
        'events.amazonaws.com': expect.objectContaining({
          Action: ['sqs:SendMessage'],
          Condition: { ArnEquals: { 'aws:SourceArn': expect.anything() as unknown } },
        }) as unknown,
      });
    },
    broken: [
      removed(rule),
      removed(target),
      without(target, 'dead_letter_config'),
      without(queue, 'kms_master_key_id'),
      // AWS services send to the default bus only
      set(rule, 'event_bus_name', 'payments-dev'),
      without(queue, 'policy'),
    ],
  },
];
