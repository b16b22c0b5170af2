import {
  reasonsItNeverFires,
  comparisons,
  type Comparison,
  type MissingData,
} from '../../../../stacks/lib/metrics/never-fires';
import type { JsonObject } from '../../../../scripts/model/json';
import { all, only, type TerraformJson } from '../../../support/platforms';
import { changed, removed, set, without, type Requirement } from '../requirement';
import { asked } from './asked-alarms';
import { described, metricsOfAlarm, tellersOf } from './watched';

const type = 'aws_cloudwatch_metric_alarm';
const topic = expect.stringMatching(/^\$\{aws_sns_topic\.Notifications_\w+\.arn\}$/) as string;

const cpu = [type, 'DatabaseAlarms_WriterCpu'] as const;
const memory = [type, 'DatabaseAlarms_WriterMemory'] as const;
const throttles = [type, 'SessionAlarms_ReadThrottles'] as const;
const composite = ['aws_cloudwatch_composite_alarm', 'PaymentsDown_Alarm'] as const;
const suppressedCpu = ['aws_cloudwatch_composite_alarm', 'PartWriterCpu'] as const;

/** Every alarm by the local name of its resource. */
const alarmsOf = (stack: TerraformJson) => Object.entries(stack.resource[type] ?? {});

function reasonsOf(alarm: JsonObject): readonly string[] {
  const is = Object.entries(comparisons).find(
    ([, operator]) => operator === alarm['comparison_operator'],
  )?.[0];
  const [first, ...others] = metricsOfAlarm(alarm);
  if (first === undefined || is === undefined) return ['there is no metric or no comparison'];
  return [first, ...others].flatMap((signal) =>
    reasonsItNeverFires({
      signal,
      is: is as Comparison,
      // what an expression makes of its metrics has another range
      threshold: others.length > 0 ? 1 : (alarm['threshold'] as number),
      datapoints: {
        alarm: alarm['datapoints_to_alarm'] as number,
        of: alarm['evaluation_periods'] as number,
      },
      missingData: alarm['treat_missing_data'] as MissingData,
    }),
  );
}

/** What the brief asks of the alarms. */
export const alarmRequirements: readonly Requirement[] = [
  ...asked.map(([what, local, watches, matters]): Requirement => ({
    name: `tells of ${what}`,
    check: (stack) => {
      const alarm = only(stack, type, local);
      expect([...new Set(metricsOfAlarm(alarm).map(described))].sort()).toEqual([...watches].sort());
      expect(alarm).toMatchObject(matters);
    },
    broken: [
      removed([type, local]),
      set([type, local], 'comparison_operator', 'LessThanOrEqualToThreshold'),
      changed('it watches another metric', (stack) => {
        const alarm = only(stack, type, local);
        const [query] = ((alarm['metric_query'] ?? []) as { metric?: JsonObject }[]).filter(
          ({ metric }) => metric,
        );
        (query?.metric ?? alarm)['metric_name'] = 'CallCount';
      }),
    ],
  })),
  {
    name: 'has a dead-letter alarm and an age alarm for every queue',
    check: (stack) => {
      const watched = all(stack, type).flatMap(metricsOfAlarm);
      const queues = (name: string) =>
        watched.filter((metric) => metric.name === name).map(({ dimensions }) => dimensions['QueueName']);
      const dead = queues('ApproximateNumberOfMessagesVisible');
      const age = queues('ApproximateAgeOfOldestMessage');
      // the bus, the schedules and AWS Health have a dead-letter queue and no queue
      expect(new Set(dead).size).toBe(new Set(age).size + 3);
      expect(age.length).toBeGreaterThan(0);
    },
    broken: [removed([type, 'BusQueueAlarms_DeadLetters'])],
  },
  {
    name: 'has no alarm that could never fire',
    check: (stack) => {
      const never = alarmsOf(stack).flatMap(([local, alarm]) =>
        reasonsOf(alarm).map((reason) => `${local}: ${reason}`),
      );
      expect(never).toEqual([]);
      expect(alarmsOf(stack).length).toBeGreaterThan(50);
    },
    broken: [
      set(throttles, 'metric_name', 'ThrottledRequests'),
      set(throttles, 'namespace', 'AWS/Dynamo'),
      set(throttles, 'statistic', 'Average'),
      set(cpu, ['dimensions', 'Role'], 'MASTER'),
      set(cpu, 'threshold', 100),
      set(cpu, 'datapoints_to_alarm', 6),
      set([type, 'DeliveryAlarms_FailedInvocations_'], ['metric_query', 1, 'metric', 'dimensions'], {
        EventBusName: 'payments-dev',
      }),
      set([type, 'RelayFunctionAlarms_Silence'], 'treat_missing_data', 'notBreaching'),
      set([type, 'DatabaseAlarms_Volume'], 'period', 60),
    ],
  },
  {
    name: 'judges the writer by its role, as idle readers would hide a busy one',
    check: (stack) => {
      const alarms = all(stack, type).flatMap(metricsOfAlarm);
      const database = alarms.filter(
        ({ name, namespace }) => namespace === 'AWS/RDS' && !name.includes('Volume'),
      );
      expect(database).toHaveLength(7);
      expect(database.map(({ dimensions }) => dimensions['Role'])).toEqual(database.map(() => 'WRITER'));
    },
    broken: [without(cpu, ['dimensions', 'Role']), set(memory, ['dimensions', 'Role'], 'READER')],
  },
  {
    name: 'says of every alarm how many values count, and what a missing one counts as',
    check: (stack) => {
      for (const [local, alarm] of alarmsOf(stack)) {
        expect({ local, ...alarm }).toMatchObject({
          local,
          evaluation_periods: expect.any(Number) as number,
          datapoints_to_alarm: expect.any(Number) as number,
          treat_missing_data: expect.stringMatching(/^(breaching|ignore|missing|notBreaching)$/) as string,
          alarm_description: expect.stringMatching(/\w{3}/) as string,
        });
      }
    },
    broken: [
      without(memory, 'treat_missing_data'),
      without(memory, 'datapoints_to_alarm'),
      without(memory, 'alarm_description'),
    ],
  },
  {
    name: 'tells somebody of every alarm and of its end',
    check: (stack) => {
      for (const [local] of alarmsOf(stack)) {
        const tellers = tellersOf(stack, local);
        expect({ local, tellers: tellers.length > 0 }).toEqual({ local, tellers: true });
        for (const teller of tellers) {
          expect({ local, ...teller }).toMatchObject({ local, alarm_actions: [topic], ok_actions: [topic] });
          expect(teller['actions_enabled'] ?? true).toBe(true);
        }
      }
    },
    broken: [
      without(memory, 'alarm_actions'),
      set(memory, 'alarm_actions', []),
      without(memory, 'ok_actions'),
      set(memory, 'actions_enabled', false),
      set(memory, 'alarm_actions', ['arn:aws:sns:us-east-1:210987654321:elsewhere']),
      without(composite, 'ok_actions'),
    ],
  },
  {
    name: 'tells that payments are down where the API, the writer or the outbox are',
    check: (stack) => {
      const parts = ['EdgeAlarms_ServerErrors', 'DatabaseAlarms_WriterCpu', 'BusinessAlarms_UnsentEvents'];
      const rule = only(stack, ...composite)['alarm_rule'] as string;
      expect(rule.split(' OR ')).toEqual(
        parts.map(
          (part) =>
            expect.stringMatching(
              new RegExp(`^ALARM\\("\\$\\{aws_cloudwatch_metric_alarm\\.${part}_\\w+\\.alarm_name\\}"\\)$`),
            ) as string,
        ),
      );
    },
    broken: [
      removed(composite),
      changed('one part is missing', (stack) => {
        const alarm = only(stack, ...composite);
        alarm['alarm_rule'] = (alarm['alarm_rule'] as string).split(' OR ').slice(1).join(' OR ');
      }),
      changed('all parts are needed', (stack) => {
        const alarm = only(stack, ...composite);
        alarm['alarm_rule'] = (alarm['alarm_rule'] as string).replaceAll(' OR ', ' AND ');
      }),
    ],
  },
  {
    name: 'keeps the parts quiet while payments are down',
    check: (stack) => {
      const down = expect.stringMatching(
        /^\$\{aws_cloudwatch_composite_alarm\.PaymentsDown_Alarm_\w+\.alarm_name\}$/,
      ) as string;
      for (const [part, local] of Object.entries({
        PartServerErrors: 'EdgeAlarms_ServerErrors',
        PartWriterCpu: 'DatabaseAlarms_WriterCpu',
        PartUnsentEvents: 'BusinessAlarms_UnsentEvents',
      })) {
        // a metric alarm cannot be suppressed, so it must not tell of itself
        expect(only(stack, type, local)['alarm_actions'] ?? []).toEqual([]);
        expect(only(stack, 'aws_cloudwatch_composite_alarm', part)).toMatchObject({
          actions_suppressor: { alarm: down, wait_period: 180, extension_period: 300 },
          alarm_rule: expect.stringContaining(`aws_cloudwatch_metric_alarm.${local}_`) as string,
          alarm_actions: [topic],
        });
      }
    },
    broken: [
      removed(suppressedCpu),
      without(suppressedCpu, 'actions_suppressor'),
      set(cpu, 'alarm_actions', ['${aws_sns_topic.Notifications_Topic_70DDC119.arn}']),
      set(suppressedCpu, ['actions_suppressor', 'alarm'], 'payments-other-dev'),
    ],
  },
];
