import { reasonsItNeverHasData } from '../../../../stacks/lib/metrics/never-has-data';
import { only, type TerraformJson } from '../../../support/platforms';
import { changed, set, type Mutation, type Requirement } from '../requirement';
import { described, metricsOfGraph, widgets, type WrittenWidget } from './watched';

const dashboard = 'aws_cloudwatch_dashboard';

/** The widgets are changed in place. */
const drawn = (name: string, change: (written: WrittenWidget[]) => void): Mutation =>
  changed(name, (stack) => {
    const written = widgets(stack);
    change(written);
    only(stack, dashboard)['dashboard_body'] = JSON.stringify({ widgets: written });
  });

/** One metric is drawn nowhere any more. */
const notDrawn = (metric: string): Mutation =>
  drawn(`${metric} is not drawn`, (written) => {
    for (const { properties } of written) {
      properties.metrics = properties.metrics?.filter((line) => !line?.includes(metric)) ?? [];
    }
  });

const metrics = (stack: TerraformJson): string[] => [
  ...new Set(widgets(stack).flatMap(metricsOfGraph).map(described)),
];

const drawsAll = (name: string, wanted: readonly string[]): Requirement => ({
  name,
  check: (stack) => {
    expect(metrics(stack)).toEqual(expect.arrayContaining([...wanted]));
  },
  broken: [...new Set(wanted.map((metric) => metric.split(' ')[1] ?? ''))].map(notDrawn),
});

const role = (name: string, statistic: string, ...roles: string[]): string[] =>
  roles.map((each) => `AWS/RDS ${name} ${statistic} by DBClusterIdentifier, Role=${each}`);
const both = ['READER', 'WRITER'];

/** What the brief asks of the dashboard. */
export const dashboardRequirements: readonly Requirement[] = [
  drawsAll('draws the database by role', [
    ...role('CPUUtilization', 'Average', ...both),
    ...role('DatabaseConnections', 'Maximum', ...both),
    ...role('CommitLatency', 'Average', ...both),
    ...role('Deadlocks', 'Average', 'WRITER'),
    ...role('AuroraReplicaLagMaximum', 'Maximum', 'WRITER'),
    ...role('BacktrackWindowActual', 'Minimum', 'WRITER'),
  ]),
  drawsAll('draws every function', [
    ...['Invocations Sum', 'Errors Sum', 'Duration p50', 'Duration p99', 'Throttles Sum'].map(
      (metric) => `AWS/Lambda ${metric} by FunctionName, Resource`,
    ),
    'AWS/Lambda ConcurrentExecutions Maximum by FunctionName',
  ]),
  {
    name: 'draws both percentiles of duration',
    check: (stack) => {
      const duration = metrics(stack).filter((metric) => metric.startsWith('AWS/Lambda Duration '));
      expect(duration).toHaveLength(2);
    },
    broken: [
      drawn('p99 is missing', (written) => {
        for (const { properties } of written) {
          properties.metrics =
            properties.metrics?.filter((line) => !JSON.stringify(line).includes('"p99"')) ?? [];
        }
      }),
    ],
  },
  {
    name: 'draws each of the five functions',
    check: (stack) => {
      for (const name of ['Invocations', 'Errors', 'Throttles', 'ConcurrentExecutions']) {
        const lines = widgets(stack)
          .flatMap(metricsOfGraph)
          .filter((metric) => metric.namespace === 'AWS/Lambda' && metric.name === name);
        expect({
          name,
          functions: new Set(lines.map(({ dimensions }) => dimensions['FunctionName'])).size,
        }).toEqual({
          name,
          functions: 5,
        });
      }
    },
    broken: [
      drawn('one function is missing', (written) => {
        const [graph] = written.filter(({ properties }) => properties['title'] === 'Errors');
        graph?.properties.metrics?.pop();
      }),
    ],
  },
  drawsAll('draws the session table', [
    'AWS/DynamoDB ConsumedReadCapacityUnits Sum by TableName',
    'AWS/DynamoDB ConsumedWriteCapacityUnits Sum by TableName',
    'AWS/DynamoDB ReadThrottleEvents Sum by TableName',
    'AWS/DynamoDB WriteThrottleEvents Sum by TableName',
    ...['GetItem', 'PutItem'].map(
      (operation) => `AWS/DynamoDB SuccessfulRequestLatency Average by Operation=${operation}, TableName`,
    ),
  ]),
  drawsAll('draws queues, deliveries and executions', [
    'AWS/SQS ApproximateAgeOfOldestMessage Maximum by QueueName',
    'AWS/SQS ApproximateNumberOfMessagesVisible Maximum by QueueName',
    'AWS/Events FailedInvocations Sum by EventBusName, RuleName',
    'AWS/States ExecutionsFailed Sum by StateMachineArn',
  ]),
  drawsAll('draws the business', [
    'Payments UnknownPayments Maximum by Environment',
    'Payments OldestUnsentEventAge Maximum by Environment',
    'Payments UnbalancedLedgerTransactions Maximum by Environment',
    'Payments AnsweredAuthorizations Sum by Environment',
  ]),
  {
    name: 'shows the state of every alarm, first whether payments are down',
    check: (stack) => {
      const [widget] = widgets(stack);
      const all = Object.keys(stack.resource['aws_cloudwatch_metric_alarm'] ?? {});
      const shown = widget?.properties['alarms'] as string[] | undefined;
      expect(widget).toMatchObject({ type: 'alarm', x: 0, y: 0, width: 24 });
      expect(shown?.[0]).toMatch(/^\$\{aws_cloudwatch_composite_alarm\.PaymentsDown_Alarm_\w+\.arn\}$/);
      expect(shown?.slice(1).sort()).toEqual(
        all.map((local) => `\${aws_cloudwatch_metric_alarm.${local}.arn}`).sort(),
      );
    },
    broken: [
      drawn('the widget is missing', (written) => void written.shift()),
      drawn('one alarm is missing', (written) => void (written[0]?.properties['alarms'] as string[]).pop()),
    ],
  },
  {
    name: 'has no graph that stays empty',
    check: (stack) => {
      expect(widgets(stack).flatMap(metricsOfGraph).flatMap(reasonsItNeverHasData)).toEqual([]);
      const graphs = widgets(stack).filter(({ type }) => type === 'metric');
      expect(graphs.length).toBeGreaterThanOrEqual(20);
      expect(graphs.filter((graph) => metricsOfGraph(graph).length === 0)).toEqual([]);
      expect(graphs.every(({ properties }) => properties['region'] === 'us-east-1')).toBe(true);
    },
    broken: [
      drawn('a dimension is misspelled', (written) => {
        const [graph] = written.filter(({ properties }) => properties['title'] === 'CPU');
        const line = graph?.properties.metrics?.[0];
        line?.splice(line.indexOf('Role'), 1, 'role');
      }),
      drawn('a graph has no metric', (written) => {
        const [graph] = written.filter(({ properties }) => properties['title'] === 'CPU');
        graph!.properties.metrics = [];
      }),
      drawn('a graph is of another region', (written) => {
        const [graph] = written.filter(({ properties }) => properties['title'] === 'CPU');
        graph!.properties['region'] = 'us-west-2';
      }),
    ],
  },
  {
    name: 'lays its widgets out without a gap or an overlap',
    check: (stack) => {
      const cells = widgets(stack).flatMap(({ height, width, x, y }) =>
        Array.from(
          { length: width * height },
          (_, index) => `${x + (index % width)},${y + Math.floor(index / width)}`,
        ),
      );
      const bottom = Math.max(...widgets(stack).map(({ height, y }) => y + height));
      expect(new Set(cells).size).toBe(cells.length);
      expect(cells).toHaveLength(24 * bottom);
    },
    broken: [
      drawn('two widgets overlap', (written) => {
        Object.assign(written[2]!, { x: written[2]!.x + 1 });
      }),
    ],
  },
  {
    name: 'is named after the environment',
    check: (stack) => {
      expect(only(stack, dashboard)['dashboard_name']).toBe('payments-overview-dev');
    },
    broken: [set(dashboard, 'dashboard_name', 'payments-overview')],
  },
];
