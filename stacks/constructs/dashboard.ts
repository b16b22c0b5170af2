import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { Construct } from 'constructs';
import { columns, dashboardBody, metricsOfWidget } from '../lib/dashboard/body';
import type { Row, Widget } from '../lib/dashboard/widget';
import { reasonsItNeverHasData } from '../lib/metrics/never-has-data';
import type { Naming } from '../lib/naming';
import { requireThat, type Condition } from '../lib/validation';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const limits = { name: 255, metricsOfWidget: 500, metrics: 2_500, alarmsOfWidget: 100 };

export interface DashboardProps {
  readonly naming: Naming;
  readonly region: string;
  readonly noun: string;
  /** From top to bottom; 1, 2, 3, 4 or 6 widgets each. */
  readonly rows: readonly Row[];
}

/** A page of graphs none of which is empty: a metric that nobody emits is refused, as is what CloudWatch would not take. */
export class Dashboard extends Construct {
  readonly dashboardName: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const widgets = props.rows.flat();
    const metrics = widgets.flatMap(metricsOfWidget).length;
    requireThat(this, [
      ...props.rows.map(hasEqualWidths),
      ...widgets.flatMap(conditionsOf),
      {
        holds: metrics <= limits.metrics,
        otherwise: `the dashboard draws ${metrics} metrics where ${limits.metrics} are allowed`,
      },
    ]);
    this.dashboardName = new CloudwatchDashboard(this, 'Dashboard', {
      dashboardName: props.naming.name(props.noun, limits.name),
      dashboardBody: JSON.stringify(dashboardBody(props.rows, props.region)),
    }).dashboardName;
  }
}

function hasEqualWidths(row: Row): Condition {
  return {
    holds: row.length > 0 && row.length <= 6 && columns % row.length === 0,
    otherwise: `a row has ${row.length} widgets where 1, 2, 3, 4 or 6 are allowed`,
  };
}

function conditionsOf(widget: Widget): Condition[] {
  if (widget.kind === 'heading') return [];
  if (widget.kind === 'alarms') {
    const { length } = widget.alarmArns;
    return [
      {
        holds: length > 0 && length <= limits.alarmsOfWidget,
        otherwise: `${widget.title} shows ${length} alarms where 1 to ${limits.alarmsOfWidget} are allowed`,
      },
    ];
  }
  const drawn = metricsOfWidget(widget).length;
  const signals = [...widget.left, ...(widget.right ?? [])];
  return [
    {
      holds: drawn > 0 && drawn <= limits.metricsOfWidget,
      otherwise: `${widget.title} draws ${drawn} metrics where 1 to ${limits.metricsOfWidget} are allowed`,
    },
    ...signals
      .flatMap(reasonsItNeverHasData)
      .map((reason) => ({ holds: false, otherwise: `${widget.title}: ${reason}` })),
  ];
}
