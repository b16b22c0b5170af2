import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { ObservabilityStack } from '../../stacks/observability';
import type { ServiceOutputs } from '../../stacks/outputs';
import { dataOutputs, networkOutputs, serviceOutputs } from '../support/platform-outputs';
import {
  all,
  only,
  platformConfig,
  statements,
  synthesizeApp,
  usePlatforms,
  type SynthesizedPlatform,
} from '../support/platforms';
import { everyStackRequirements } from './requirements/every-stack';
import { alarmRequirements } from './requirements/observability/alarms';
import { dashboardRequirements } from './requirements/observability/dashboard';
import { notificationRequirements } from './requirements/observability/notifications';
import { metricsOfAlarm } from './requirements/observability/watched';
import { describeRequirements } from './requirements/requirement';

let folder: string;
let platform: SynthesizedPlatform;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-observability-'));
  platform = synthesize();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The stack alone, watching a platform whose outputs are plain text. */
function synthesize(
  options: Record<string, string> = {},
  service: Partial<ServiceOutputs> = {},
): SynthesizedPlatform {
  const app = new App({ outdir: mkdtempSync(join(folder, 'out-')) });
  new ObservabilityStack(app, 'observability', platformConfig({ options }), networkOutputs, dataOutputs, {
    ...serviceOutputs,
    ...service,
  });
  return synthesizeApp(app);
}

describeRequirements(
  'observability',
  [
    ...everyStackRequirements('observability', platformConfig().environment),
    ...notificationRequirements,
    ...alarmRequirements,
    ...dashboardRequirements,
  ],
  () => platform,
);

describe('the platform it watches', () => {
  const platforms = usePlatforms();
  let whole: SynthesizedPlatform;
  beforeAll(() => {
    whole = platforms.synthesize();
  });

  test.each([...notificationRequirements, ...alarmRequirements, ...dashboardRequirements])(
    'of the whole platform it $name',
    ({ check }) => {
      check(whole['observability']!, whole);
    },
  );

  test('hands it every name an alarm asks for', () => {
    const values = all(whole['observability']!, 'aws_cloudwatch_metric_alarm')
      .flatMap(metricsOfAlarm)
      .flatMap(({ dimensions }) => Object.entries(dimensions))
      .filter(([dimension]) => !['Environment', 'Operation', 'Role'].includes(dimension));

    for (const [dimension, value] of values) {
      expect({ dimension, value }).toEqual({
        dimension,
        value: expect.stringMatching(
          /^\$\{(data\.terraform_remote_state\.cross-stack-reference-input-\w+\.outputs|aws_sqs_queue)\./,
        ) as string,
      });
    }
  });

  test('has the schedules whose silence it notices', () => {
    const schedules = all(whole['service']!, 'aws_scheduler_schedule').map(
      ({ schedule_expression, target }) => [
        schedule_expression,
        /Relay|Reconciler/.exec((target as { arn: string }).arn)?.[0],
      ],
    );
    const silences = Object.entries(whole['observability']!.resource['aws_cloudwatch_metric_alarm']!)
      .filter(([local]) => local.includes('_Silence_'))
      .map(([local, { period }]) => [`${local.split('FunctionAlarms')[0]}`, period]);

    expect(schedules.sort()).toEqual([
      ['rate(1 minute)', 'Relay'],
      ['rate(5 minutes)', 'Reconciler'],
    ]);
    expect(silences.sort()).toEqual([
      ['Reconciler', 900],
      ['Relay', 180],
    ]);
  });

  test('may call the operations on sessions that are watched, and no other', () => {
    const granted = all(whole['service']!, 'aws_iam_role_policy')
      .flatMap((policy) => statements(policy))
      .flatMap(({ Action }) => Action)
      .filter((action) => action.startsWith('dynamodb:'));

    expect([...new Set(granted)].sort()).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem']);
  });
});

test('nobody is told by mail unless an address is given, and then not of backups that went well', () => {
  const told = synthesize({ alarmEmail: 'payments@company.com' })['observability']!;

  expect(all(platform['observability']!, 'aws_sns_topic_subscription')).toEqual([]);
  expect(only(told, 'aws_sns_topic_subscription')).toMatchObject({
    protocol: 'email',
    endpoint: 'payments@company.com',
    filter_policy: JSON.stringify({ State: [{ exists: false }, { 'anything-but': ['COMPLETED'] }] }),
  });
});

test.each(['payments', 'payments@company', 'a b@company.com', ''])(
  'the address %j is refused',
  (alarmEmail) => {
    expect(() => synthesize({ alarmEmail })).toThrow(
      `observability/Notifications: email is ${alarmEmail} where an address such as payments@company.com is allowed`,
    );
  },
);

test('each queue of the service is watched by itself', () => {
  const queue = (noun: string) => ({
    name: `payments-${noun}-dev`,
    deadLetterName: `payments-${noun}-dead-dev`,
  });
  const watched = synthesize(
    {},
    { queues: { captures: queue('captures'), refundRequests: queue('refund-requests') } },
  );

  const names = all(watched['observability']!, 'aws_cloudwatch_metric_alarm').map(
    ({ alarm_name }) => alarm_name,
  );
  expect(names).toEqual(
    expect.arrayContaining([
      'payments-captures-queue-age-dev',
      'payments-captures-queue-dead-letters-dev',
      'payments-refund-requests-queue-age-dev',
      'payments-refund-requests-queue-dead-letters-dev',
    ]),
  );
});

test('a bus with more rules than an alarm can watch is refused', () => {
  const bus = { ...serviceOutputs.bus, ruleNames: Array.from({ length: 11 }, (_, index) => `rule-${index}`) };

  expect(() => synthesize({}, { bus })).toThrow('an alarm watches 11 metrics where 1 to 10 are allowed');
});

test('every name stays within its limit at the longest suffix', () => {
  const app = new App({ outdir: mkdtempSync(join(folder, 'out-')) });
  const config = platformConfig({ suffix: 'a12345678901' });

  expect(
    () => new ObservabilityStack(app, 'observability', config, networkOutputs, dataOutputs, serviceOutputs),
  ).not.toThrow();
});
