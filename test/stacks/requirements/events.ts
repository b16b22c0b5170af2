import { eventSource, eventTypes } from '../../../lambda/contract/events';
import type { JsonObject, JsonValue } from '../../../scripts/model/json';
import { all, only, readFrom, referenceTo, statements, type TerraformJson } from '../../support/platforms';
import {
  added,
  changed,
  policyChanged,
  removed,
  set,
  without,
  type Mutation,
  type Requirement,
} from './requirement';

const bus = 'aws_cloudwatch_event_bus';
const rule = 'aws_cloudwatch_event_rule';
const target = 'aws_cloudwatch_event_target';
const mapping = 'aws_lambda_event_source_mapping';
const outbox = ['aws_scheduler_schedule', 'Outbox'] as const;
const retries = ['aws_lambda_function_event_invoke_config', 'Outbox'] as const;
const relayPolicy = ['aws_iam_role_policy', 'Relay_Execution'] as const;
const consumerPolicy = ['aws_iam_role_policy', 'Consumer_Execution'] as const;

const json = (resource: JsonObject, attribute: string): JsonObject =>
  JSON.parse((resource[attribute] ?? '{}') as string) as JsonObject;

/** The one queue that something reads, without its dead-letter queue. */
const paymentQueue = (service: TerraformJson): [local: string, JsonObject] =>
  Object.entries(service.resource['aws_sqs_queue'] ?? {}).find(([local]) =>
    /^Events_Queue_[0-9A-F]{8}$/.test(local),
  )!;

/** An attribute of the queue of payment events is given another value, or none. */
const queueSet = (attribute: string, value?: JsonValue): Mutation =>
  changed(`the queue has the ${attribute} ${JSON.stringify(value ?? null)}`, (service) => {
    const [, payments] = paymentQueue(service);
    if (value === undefined) Reflect.deleteProperty(payments, attribute);
    else payments[attribute] = value;
  });

/** The policy of the queue of payment events is changed. */
const queuePolicyChanged = (name: string, change: (statements: JsonObject[]) => void): Mutation =>
  changed(name, (service) => {
    const [, payments] = paymentQueue(service);
    const document = json(payments, 'policy');
    change(document['Statement'] as JsonObject[]);
    payments['policy'] = JSON.stringify(document);
  });

/** Queues that services send to when all else has failed. */
const deadLetterQueues = ['Events_Undelivered', 'Events_Queue_DeadLetters', 'MissedCalls'];

/** The local name in the first reference of a text. */
const referred = (value: unknown): string => /\$\{\w+\.([\w-]+)\./.exec(JSON.stringify(value))?.[1] ?? '';

/**
 * Rules that can match what their own target puts on their bus, however the target is reached: by way of a queue, at an alias, or
 * as a bus.
 */
function selfFeedingRules(service: TerraformJson): string[] {
  const targets = all(service, target);
  return Object.entries(service.resource[rule] ?? {}).flatMap(([local, { event_pattern }]) => {
    const { source: sources = [] } = JSON.parse(event_pattern as string) as { source?: string[] };
    const reached = targets.filter((one) => referred(one['rule']) === local).map(({ arn }) => arn);
    return reached.some((arn) => feeds(service, arn as string, sources)) ? [local] : [];
  });
}

function feeds(service: TerraformJson, arn: string, sources: readonly string[]): boolean {
  if (arn.includes(`${bus}.`)) return true;
  const consumers = arn.includes('aws_sqs_queue.')
    ? all(service, mapping)
        .filter(({ event_source_arn }) => event_source_arn === arn)
        .map(({ function_name }) => referred(function_name))
    : [referred(arn)];
  return consumers.some((consumer) => {
    const [id = ''] = consumer.split('_');
    const policy = only(service, 'aws_iam_role_policy', `${id}_Execution`);
    return statements(policy).some(
      ({ Action, Condition, Effect }) =>
        Effect === 'Allow' &&
        Action.some((action) => ['events:PutEvents', 'events:*', '*'].includes(action)) &&
        canBear(Condition, sources),
    );
  });
}

/** Without a condition on the source, any source can be put. */
function canBear(condition: JsonObject | undefined, sources: readonly string[]): boolean {
  const allowed = Object.values(condition ?? {}).flatMap((keys) =>
    'events:source' in (keys as JsonObject) ? [(keys as JsonObject)['events:source']].flat() : [],
  );
  const names = allowed.filter((value) => value !== 'false');
  return names.length === 0 || names.some((name) => sources.includes(name as string));
}

/** What the brief asks of events, queues and schedules. */
export const eventRequirements: readonly Requirement[] = [
  {
    name: 'has a bus of its own, encrypted with our key, that puts aside what it cannot decrypt, and an archive of it',
    check: (service) => {
      expect(only(service, bus)).toMatchObject({
        name: 'payments-events-dev',
        kms_key_identifier: expect.stringContaining('DataKey') as string,
        dead_letter_config: { arn: expect.stringContaining('Events_Undelivered_Queue') as string },
      });
      expect(only(service, 'aws_cloudwatch_event_archive')).toMatchObject({
        name: 'payments-events-dev',
        event_source_arn: referenceTo(bus),
        retention_days: 30,
      });
    },
    broken: [
      removed(bus),
      set(bus, 'name', 'default'),
      without(bus, 'kms_key_identifier'),
      without(bus, 'dead_letter_config'),
      removed('aws_cloudwatch_event_archive'),
      without('aws_cloudwatch_event_archive', 'retention_days'),
    ],
  },
  {
    name: 'sends the events of payments to a queue, not to a function, tries for a day and puts aside what fails',
    check: (service) => {
      expect(only(service, rule)).toMatchObject({
        name: 'payments-payment-events-dev',
        event_bus_name: referenceTo(bus),
        state: 'ENABLED',
      });
      expect(json(only(service, rule), 'event_pattern')).toEqual({
        source: [eventSource],
        'detail-type': Object.values(eventTypes),
      });
      expect(only(service, target)).toMatchObject({
        rule: referenceTo(rule),
        event_bus_name: referenceTo(bus),
        arn: `\${aws_sqs_queue.${paymentQueue(service)[0]}.arn}`,
        retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
        dead_letter_config: { arn: expect.stringContaining('Events_Undelivered_Queue') as string },
      });
    },
    broken: [
      without(rule, 'event_bus_name'),
      set(rule, 'event_pattern', '{}'),
      set(rule, 'state', 'DISABLED'),
      set(target, 'arn', '${aws_lambda_alias.Consumer_Live.arn}'),
      without(target, 'retry_policy'),
      without(target, 'dead_letter_config'),
    ],
  },
  {
    name: 'has no rule that can feed its own source',
    check: (service) => {
      expect(selfFeedingRules(service)).toEqual([]);
    },
    broken: [
      policyChanged('the consumer may put events too', consumerPolicy, (list) => {
        list.push({ Sid: 'Put', Effect: 'Allow', Action: ['events:PutEvents'], Resource: ['arn:bus'] });
      }),
      policyChanged('the consumer may put events of the same source', consumerPolicy, (list) => {
        list.push({
          Sid: 'Put',
          Effect: 'Allow',
          Action: ['events:PutEvents'],
          Resource: ['arn:bus'],
          Condition: { StringEquals: { 'events:source': eventSource } },
        });
      }),
      changed('the function that puts events gets them', (service) => {
        const [relay] = Object.keys(service.resource['aws_lambda_alias'] ?? {}).filter((local) =>
          local.startsWith('Relay'),
        );
        only(service, target)['arn'] = `\${aws_lambda_alias.${relay ?? ''}.arn}`;
      }),
      changed('the bus gets its own events', (service) => {
        const [local] = Object.keys(service.resource[bus] ?? {});
        only(service, target)['arn'] = `\${${bus}.${local ?? ''}.arn}`;
      }),
    ],
  },
  {
    name: 'consumes the queue in batches whose failures come again one by one',
    check: (service) => {
      expect(only(service, mapping)).toMatchObject({
        event_source_arn: `\${aws_sqs_queue.${paymentQueue(service)[0]}.arn}`,
        function_name: expect.stringContaining('aws_lambda_alias.Consumer_Live') as string,
        function_response_types: ['ReportBatchItemFailures'],
        batch_size: 10,
        scaling_config: { maximum_concurrency: 10 },
      });
    },
    broken: [
      without(mapping, 'function_response_types'),
      set(mapping, 'function_response_types', []),
      without(mapping, 'scaling_config'),
      removed(mapping),
    ],
  },
  {
    name: 'hides a message six times as long as its consumer may take, and gives it up after five attempts',
    check: (service) => {
      const [, payments] = paymentQueue(service);
      const { timeout } = only(service, 'aws_lambda_function', 'Consumer_Function');
      expect(payments['visibility_timeout_seconds']).toBeGreaterThanOrEqual(6 * Number(timeout));
      expect(json(payments, 'redrive_policy')).toEqual({
        deadLetterTargetArn: expect.stringContaining('Events_Queue_DeadLetters_Queue') as string,
        maxReceiveCount: 5,
      });
      const dead = only(service, 'aws_sqs_queue', 'Events_Queue_DeadLetters_Queue');
      expect(json(dead, 'redrive_allow_policy')).toEqual({
        redrivePermission: 'byQueue',
        sourceQueueArns: [`arn:aws:sqs:us-east-1:123456789012:${payments['name'] as string}`],
      });
    },
    broken: [
      queueSet('visibility_timeout_seconds', 30),
      queueSet('redrive_policy'),
      queueSet('redrive_policy', '{"deadLetterTargetArn":"arn:other","maxReceiveCount":5}'),
      set(
        ['aws_sqs_queue', 'Events_Queue_DeadLetters_Queue'],
        'redrive_allow_policy',
        '{"redrivePermission":"allowAll"}',
      ),
      without(['aws_sqs_queue', 'Events_Queue_DeadLetters_Queue'], 'redrive_allow_policy'),
    ],
  },
  {
    name: 'has a dead-letter queue behind everything that can fail, which keeps for 14 days',
    check: (service) => {
      for (const part of deadLetterQueues) {
        const queue = only(service, 'aws_sqs_queue', `${part}_Queue`);
        expect(queue['message_retention_seconds']).toBe(1_209_600);
        expect(json(queue, 'redrive_allow_policy')['redrivePermission']).toBe(
          part === 'Events_Queue_DeadLetters' ? 'byQueue' : 'denyAll',
        );
      }
      expect(all(service, 'aws_sqs_queue')).toHaveLength(deadLetterQueues.length + 1);
    },
    broken: [
      ...deadLetterQueues.map((part) => removed(['aws_sqs_queue', `${part}_Queue`])),
      set(['aws_sqs_queue', 'MissedCalls'], 'message_retention_seconds', 345_600),
      added('aws_sqs_queue', { name: 'payments-more-dev' }, 'a queue is there without a dead-letter queue'),
    ],
  },
  {
    name: 'encrypts every queue, and lets nobody in without TLS nor EventBridge but for our rule and our bus',
    check: (service) => {
      expect(all(service, 'aws_sqs_queue_policy')).toEqual([]);
      for (const { kms_master_key_id } of all(service, 'aws_sqs_queue')) {
        expect(kms_master_key_id).toEqual(readFrom('data'));
      }
      const events = 'arn:aws:events:us-east-1:123456789012';
      const ruleArn = `${events}:rule/payments-events-dev/payments-payment-events-dev`;
      const senders: Record<string, string[] | undefined> = {
        'payments-events-dead-dev': [`${events}:event-bus/payments-events-dev`, ruleArn],
        'payments-payment-events-dev': [ruleArn],
        'payments-payment-events-dead-dev': undefined,
        'payments-schedules-dead-dev': undefined,
      };
      const queues = all(service, 'aws_sqs_queue');
      expect(queues.map(({ name }) => name).sort()).toEqual(Object.keys(senders).sort());
      for (const queue of queues) {
        const name = queue['name'] as string;
        const arns = senders[name];
        const [tls, sending, ...more] = statements(queue);
        expect(tls).toMatchObject({
          Effect: 'Deny',
          Principal: '*',
          Action: ['sqs:*'],
          Resource: [`arn:aws:sqs:us-east-1:123456789012:${name}`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        });
        expect(more).toEqual([]);
        expect(sending).toEqual(
          arns && {
            Sid: 'EventBridge',
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: ['sqs:SendMessage'],
            Resource: tls?.Resource,
            Condition: { ArnEquals: { 'aws:SourceArn': arns } },
          },
        );
      }
    },
    broken: [
      queueSet('kms_master_key_id'),
      queueSet('kms_master_key_id', 'alias/aws/sqs'),
      without(['aws_sqs_queue', 'MissedCalls'], 'policy'),
      queuePolicyChanged('it can be read without TLS', (list) => {
        list.shift();
      }),
      queuePolicyChanged('any rule of anybody may send', ([, sending]) => {
        Reflect.deleteProperty(sending!, 'Condition');
      }),
    ],
  },
  {
    name: 'lets EventBridge use the key without conditions on keys it does not send',
    check: (_service, platform) => {
      const forEvents = statements(only(platform['data']!, 'aws_kms_key', 'DataKey')).filter(
        ({ Principal }) => JSON.stringify(Principal).includes('events.amazonaws.com'),
      );
      expect(forEvents.flatMap(({ Action }) => Action).sort()).toEqual(
        expect.arrayContaining(['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey']),
      );
      expect(JSON.stringify(forEvents)).not.toMatch(/aws:Source/);
    },
    broken: [
      changed('it must say for which rule it works', (_service, platform) => {
        const key = only(platform['data']!, 'aws_kms_key', 'DataKey');
        const document = JSON.parse(key['policy'] as string) as { Statement: JsonObject[] };
        for (const statement of document.Statement) {
          if (!JSON.stringify(statement['Principal']).includes('events.amazonaws.com')) continue;
          statement['Condition'] = { StringEquals: { 'aws:SourceAccount': '123456789012' } };
        }
        key['policy'] = JSON.stringify(document);
      }),
    ],
  },
  {
    name: 'relays the outbox every minute and reconciles every five, in a group of its own',
    check: (service) => {
      expect(only(service, 'aws_scheduler_schedule_group')['name']).toBe('payments-schedules-dev');
      const calls = {
        Outbox: ['rate(1 minute)', 'Relay'],
        Reconciliation: ['rate(5 minutes)', 'Reconciler'],
      };
      expect(all(service, 'aws_scheduler_schedule')).toHaveLength(2);
      for (const [part, [expression, id]] of Object.entries(calls)) {
        expect(only(service, 'aws_scheduler_schedule', part)).toMatchObject({
          name: `payments-${part.toLowerCase()}-dev`,
          group_name: referenceTo('aws_scheduler_schedule_group'),
          schedule_expression: expression,
          flexible_time_window: { mode: 'OFF' },
          target: {
            arn: expect.stringContaining(`aws_lambda_alias.${id ?? ''}_Live`) as string,
            role_arn: expect.stringContaining('Schedules_Caller') as string,
            dead_letter_config: { arn: expect.stringContaining('MissedCalls_Queue') as string },
          },
        });
      }
    },
    broken: [
      removed(outbox),
      set(outbox, 'schedule_expression', 'rate(1 hour)'),
      without(outbox, 'group_name'),
      without(outbox, ['target', 'dead_letter_config']),
    ],
  },
  {
    name: 'puts a scheduled call aside that failed in the function itself, which the scheduler does not see',
    check: (service) => {
      for (const [part, age] of Object.entries({ Outbox: 60, Reconciliation: 300 })) {
        expect(only(service, 'aws_lambda_function_event_invoke_config', part)).toMatchObject({
          maximum_event_age_in_seconds: age,
          maximum_retry_attempts: 1,
          destination_config: {
            on_failure: { destination: expect.stringContaining('MissedCalls_Queue') as string },
          },
        });
      }
      for (const id of ['Relay', 'Reconciler']) {
        const sending = statements(only(service, 'aws_iam_role_policy', `${id}_Execution`)).find(
          ({ Action }) => Action.includes('sqs:SendMessage'),
        );
        expect(sending?.Resource).toEqual([expect.stringContaining('MissedCalls_Queue')]);
      }
    },
    broken: [
      removed(retries),
      without(retries, 'destination_config'),
      policyChanged('the function may not send there', relayPolicy, (list) => {
        list.splice(
          list.findIndex(({ Sid }) => Sid === 'SendMessages'),
          1,
        );
      }),
    ],
  },
];
