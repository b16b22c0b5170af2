import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { businessMetrics } from '../../lambda/contract/metrics';
import { Dashboard } from '../../stacks/constructs/dashboard';
import { FunctionAlarms } from '../../stacks/constructs/alarms/function-alarms';
import { MetricAlarm, type MetricAlarmProps } from '../../stacks/constructs/metric-alarm';
import type { Row } from '../../stacks/lib/dashboard/widget';
import { StackError } from '../../stacks/lib/error';
import { emittedMetrics } from '../../stacks/lib/metrics/emitted';
import type { Metric } from '../../stacks/lib/metrics/metric';
import { businessMetric, rate, tableMetric, total } from '../../stacks/lib/metrics/services';
import { reasonsItNeverFires, type AlarmCondition } from '../../stacks/lib/metrics/never-fires';
import { Naming } from '../../stacks/lib/naming';

const cpu: Metric = {
  namespace: 'AWS/RDS',
  name: 'CPUUtilization',
  dimensions: { DBClusterIdentifier: 'ledger', Role: 'WRITER' },
  statistic: 'Average',
};
const writerIsBusy: AlarmCondition = {
  signal: cpu,
  is: '>',
  threshold: 80,
  datapoints: { alarm: 3, of: 5 },
  missingData: 'missing',
};
const invocations: Metric = {
  namespace: 'AWS/Lambda',
  name: 'Invocations',
  dimensions: { FunctionName: 'api', Resource: 'api:live' },
  statistic: 'Sum',
};

describe('what is emitted', () => {
  test('has one page of AWS documentation a row, read on a day or marked as not read', () => {
    const rows = emittedMetrics.filter(({ namespace }) => namespace.startsWith('AWS/'));

    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) {
      expect(row).toMatchObject({
        source: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/) as string,
        dimensions: row.dimensions.map((set) => [...set].sort()),
      });
      expect(row.checked ?? 'not read').toMatch(/^(\d{4}-\d\d-\d\d|not read)$/);
    }
    expect(new Set(rows.map(({ metric, namespace }) => `${namespace} ${metric}`)).size).toBe(rows.length);
  });

  test('has the business metrics of the contract and no other of ours', () => {
    const ours = emittedMetrics.filter(({ namespace }) => !namespace.startsWith('AWS/'));

    expect(ours.map(({ dimensions, metric, namespace }) => [namespace, metric, dimensions])).toEqual(
      Object.values(businessMetrics).map(({ name }) => ['Payments', name, [['Environment']]]),
    );
  });

  test('is a contract without imports', () => {
    const text = readFileSync(resolve(__dirname, '../../lambda/contract/metrics.ts'), 'utf8');

    expect(text).not.toMatch(/\bimport\b|\brequire\b/);
  });
});

describe('an alarm that could never fire', () => {
  test('is none where everything is right', () => {
    expect(reasonsItNeverFires(writerIsBusy)).toEqual([]);
  });

  test.each<[name: string, change: Partial<AlarmCondition>, reason: string]>([
    [
      'watches a metric nobody emits',
      { signal: { ...cpu, name: 'CpuUtilization' } },
      'nobody emits AWS/RDS CpuUtilization: stacks/lib/metrics/aws-metrics.json and lambda/contract/metrics.ts have what is emitted',
    ],
    [
      'watches a namespace nobody has',
      { signal: { ...businessMetric('dev', 'unknownPayments'), namespace: 'Payment' } },
      'nobody emits Payment UnknownPayments: stacks/lib/metrics/aws-metrics.json and lambda/contract/metrics.ts have what is emitted',
    ],
    [
      'asks for throttled requests by table, where they are counted by operation',
      { signal: tableMetric('sessions', 'ThrottledRequests', 'Sum') },
      'AWS/DynamoDB ThrottledRequests is emitted by Operation and TableName, not by TableName',
    ],
    [
      'lacks a dimension',
      { signal: { ...cpu, dimensions: { Role: 'WRITER' } } },
      'AWS/RDS CPUUtilization is emitted by DBInstanceIdentifier, or by DBClusterIdentifier, or by DBClusterIdentifier and Role, not by Role',
    ],
    [
      'has a dimension more',
      {
        signal: {
          ...businessMetric('dev', 'unknownPayments'),
          dimensions: { Environment: 'dev', Service: 'api' },
        },
      },
      'Payments UnknownPayments is emitted by Environment, not by Environment and Service',
    ],
    [
      'asks for a role there is not',
      { signal: { ...cpu, dimensions: { ...cpu.dimensions, Role: 'MASTER' } } },
      'AWS/RDS CPUUtilization has no data for the Role MASTER: there are READER, WRITER',
    ],
    [
      'takes a statistic that means nothing',
      { signal: { ...cpu, statistic: 'Sum' } },
      'Sum of AWS/RDS CPUUtilization means nothing: use Average, Maximum, Minimum',
    ],
    [
      'takes a percentile of what has none',
      { signal: { ...cpu, statistic: 'p99' } },
      'p99 of AWS/RDS CPUUtilization means nothing: use Average, Maximum, Minimum',
    ],
    [
      'reads more often than there is something',
      {
        signal: {
          ...cpu,
          name: 'AuroraVolumeBytesLeftTotal',
          dimensions: { DBClusterIdentifier: 'ledger' },
        },
      },
      'AWS/RDS AuroraVolumeBytesLeftTotal is emitted every 300 s and read every 60 s: use a period of 300 s or a greater multiple of 60',
    ],
    [
      'reads at a period CloudWatch does not have',
      { signal: { ...cpu, periodInSeconds: 90 } },
      'AWS/RDS CPUUtilization is emitted every 60 s and read every 90 s: use a period of 60 s or a greater multiple of 60',
    ],
    ['has a threshold that is never passed', { threshold: 100 }, 'AWS/RDS CPUUtilization can never be > 100'],
    [
      'has a threshold that is never met',
      { is: '>=', threshold: 101 },
      'AWS/RDS CPUUtilization can never be >= 101',
    ],
    [
      'has a threshold below everything',
      { is: '<', threshold: 0 },
      'AWS/RDS CPUUtilization can never be < 0',
    ],
    [
      'has a threshold below the least',
      { is: '<=', threshold: -1 },
      'AWS/RDS CPUUtilization can never be <= -1',
    ],
    [
      'waits for more values than it looks at',
      { datapoints: { alarm: 4, of: 3 } },
      'datapoints are 4 of 3 where 1 of 1, 2 of 3 and the like are allowed',
    ],
    [
      'looks back longer than CloudWatch does',
      { datapoints: { alarm: 1, of: 1441 } },
      '1441 periods of 60 s are longer than the 86400 s CloudWatch looks back',
    ],
    [
      'looks back longer than a week',
      { signal: { ...cpu, periodInSeconds: 86_400 }, datapoints: { alarm: 1, of: 8 } },
      '8 periods of 86400 s are longer than the 604800 s CloudWatch looks back',
    ],
    [
      'waits for a silence that counts as good',
      { signal: invocations, is: '<', threshold: 1, missingData: 'notBreaching' },
      'AWS/Lambda Invocations is not sent where nothing happens, so it is never < anything while missing data is notBreaching: use breaching',
    ],
    [
      'has an expression with an unknown metric',
      { signal: { expression: 'errors / calls', metrics: { calls: invocations }, label: 'rate' } },
      'the expression errors / calls uses errors, which is no metric of it',
    ],
    [
      'has a metric its expression forgot',
      {
        signal: {
          expression: '100 * calls',
          metrics: { calls: invocations, errors: invocations },
          label: 'x',
        },
      },
      'the expression 100 * calls does not use the metric errors',
    ],
    [
      'has a metric with an id CloudWatch does not take',
      { signal: { expression: 'FILL(Calls, 0)', metrics: { Calls: invocations }, label: 'x' } },
      'Calls cannot be the id of a metric: begin with a lower-case letter',
    ],
    [
      'has metrics of different periods',
      { signal: rate(invocations, { ...invocations, periodInSeconds: 300 }, 1, 'rate') },
      'the metrics of one alarm have the periods 60 s, 300 s: use one',
    ],
    [
      'has more metrics than an alarm takes',
      { signal: total(Array<Metric>(11).fill(invocations), 'all') },
      'an alarm watches 11 metrics where 1 to 10 are allowed',
    ],
    [
      'has a wrong metric within an expression',
      { signal: total([{ ...invocations, statistic: 'Average' }], 'all') },
      'Average of AWS/Lambda Invocations means nothing: use Sum',
    ],
  ])('is one that %s', (_name, change, reason) => {
    expect(reasonsItNeverFires({ ...writerIsBusy, ...change })).toContain(reason);
  });
});

describe('constructs', () => {
  let outdir: string;
  let stack: TerraformStack;
  const naming = new Naming('dev');
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'tollgate-metrics-'));
    stack = new TerraformStack(new App({ outdir }), 'observability');
  });
  afterEach(() => {
    rmSync(outdir, { recursive: true });
  });

  const alarm = (change: Partial<MetricAlarmProps>) => () =>
    new MetricAlarm(stack, 'Busy', {
      naming,
      noun: 'busy',
      meaning: 'The writer is busy.',
      topicArns: ['arn:aws:sns:us-east-1:123456789012:notifications'],
      ...writerIsBusy,
      ...change,
    });

  test('an alarm that could never fire is refused with all that is wrong, before there is any resource', () => {
    expect(alarm({ signal: { ...cpu, statistic: 'Sum' }, threshold: 100 })).toThrow(
      new StackError(
        'observability/Busy: Sum of AWS/RDS CPUUtilization means nothing: use Average, Maximum, Minimum; AWS/RDS CPUUtilization can never be > 100',
      ),
    );
    expect(stack.node.findChild('Busy').node.children).toEqual([]);
  });

  test('an alarm says what it means in at most 1,024 characters', () => {
    expect(alarm({ meaning: 'x'.repeat(1025) })).toThrow(
      'observability/Busy: meaning has 1025 characters where 1024 are allowed',
    );
  });

  test('the alarms of a function need a time limit that is known', () => {
    expect(
      () =>
        new FunctionAlarms(stack, 'Api', {
          naming,
          topicArn: 'arn',
          noun: 'api',
          watched: { name: 'api', alias: 'live', timeoutInSeconds: Number.NaN },
        }),
    ).toThrow(
      'observability/Api: timeoutInSeconds is NaN where a whole number that is known at synth is needed',
    );
  });

  const graph = { kind: 'graph', title: 'CPU', left: [cpu] } as const;
  const dashboard = (...rows: Row[]) =>
    new Dashboard(stack, 'Page', { naming, region: 'us-east-1', noun: 'page', rows });

  test.each<[name: string, rows: Row[], reason: string]>([
    [
      'a graph of a metric nobody emits',
      [[{ ...graph, right: [{ ...cpu, name: 'Cpu' }] }]],
      'CPU: nobody emits AWS/RDS Cpu: stacks/lib/metrics/aws-metrics.json and lambda/contract/metrics.ts have what is emitted',
    ],
    ['an empty graph', [[{ ...graph, left: [] }]], 'CPU draws 0 metrics where 1 to 500 are allowed'],
    [
      'a graph with more metrics than CloudWatch draws',
      [[{ ...graph, left: Array<Metric>(501).fill(cpu) }]],
      'CPU draws 501 metrics where 1 to 500 are allowed',
    ],
    [
      'a page with more metrics than CloudWatch draws',
      [Array<typeof graph>(6).fill({ ...graph, left: Array<Metric>(417).fill(cpu) as never })],
      'the dashboard draws 2502 metrics where 2500 are allowed',
    ],
    [
      'a row of five',
      [Array<typeof graph>(5).fill(graph)],
      'a row has 5 widgets where 1, 2, 3, 4 or 6 are allowed',
    ],
    ['a row of nothing', [[]], 'a row has 0 widgets where 1, 2, 3, 4 or 6 are allowed'],
    [
      'a list of no alarms',
      [[{ kind: 'alarms', title: 'Alarms', alarmArns: [] }]],
      'Alarms shows 0 alarms where 1 to 100 are allowed',
    ],
  ])('a dashboard refuses %s', (_name, rows, reason) => {
    expect(() => dashboard(...rows)).toThrow(`observability/Page: ${reason}`);
  });
});
