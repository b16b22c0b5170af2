import { isMath, metricsOf, periodOf, type Metric, type Signal } from '../metrics/metric';
import type { AlarmsWidget, GraphWidget, Row, Widget } from './widget';

/** The grid CloudWatch lays widgets out on is 24 columns wide. */
export const columns = 24;

const heights = { heading: 1, graph: 6, alarms: 6 } as const;
/** Alarms of one line of an alarm widget that takes the whole width. */
const alarmsOfALine = 6;

/** One widget as CloudWatch takes it: the parts of the dashboard body structure that we use. */
export interface PlacedWidget {
  readonly type: 'alarm' | 'metric' | 'text';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * The body of a dashboard, rows from top to bottom.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(rows: readonly Row[], region: string): { readonly widgets: PlacedWidget[] } {
  const widgets: PlacedWidget[] = [];
  let y = 0;
  for (const row of rows) {
    const width = columns / row.length;
    const height = Math.max(...row.map(heightOf));
    row.forEach((widget, index) => {
      widgets.push({ x: index * width, y, width, height, ...content(widget, region) });
    });
    y += height;
  }
  return { widgets };
}

/** The metrics a widget draws. */
export function metricsOfWidget(widget: Widget): readonly Metric[] {
  return widget.kind === 'graph' ? [...widget.left, ...(widget.right ?? [])].flatMap(metricsOf) : [];
}

function heightOf(widget: Widget): number {
  if (widget.kind !== 'alarms') return heights[widget.kind];
  return Math.max(3, 1 + Math.ceil(widget.alarmArns.length / alarmsOfALine));
}

function content(widget: Widget, region: string): Pick<PlacedWidget, 'type' | 'properties'> {
  switch (widget.kind) {
    case 'heading':
      return { type: 'text', properties: { markdown: `## ${widget.text}`, background: 'transparent' } };
    case 'alarms':
      return alarms(widget);
    case 'graph':
      return graph(widget, region);
  }
}

function alarms({ title, alarmArns }: AlarmsWidget): Pick<PlacedWidget, 'type' | 'properties'> {
  return { type: 'alarm', properties: { title, alarms: alarmArns, sortBy: 'stateUpdatedTimestamp' } };
}

function graph(widget: GraphWidget, region: string): Pick<PlacedWidget, 'type' | 'properties'> {
  const { level, left, right = [], title, unit } = widget;
  const lines = [
    ...left.map((signal, index) => lineOf(signal, `l${index + 1}`, 'left')),
    ...right.map((signal, index) => lineOf(signal, `r${index + 1}`, 'right')),
  ].flat();
  return {
    type: 'metric',
    properties: {
      title,
      view: 'timeSeries',
      stacked: false,
      region,
      metrics: lines,
      yAxis: { left: { min: 0, ...(unit === undefined ? {} : { label: unit, showUnits: false }) } },
      ...(level === undefined ? {} : { annotations: { horizontal: [level] } }),
    },
  };
}

type Line = readonly unknown[];

/** A metric is one line; an expression is one and the hidden metrics it is made of. Ids are unique in the widget. */
function lineOf(signal: Signal, id: string, yAxis: 'left' | 'right'): Line[] {
  if (!isMath(signal)) return [metricLine(signal, { label: signal.label ?? signal.name, yAxis })];
  const inWidget = (name: string) => `${id}_${name}`;
  const expression = signal.expression.replaceAll(/\b[a-z]\w*/g, inWidget);
  return [
    [{ expression, label: signal.label, id: inWidget('value'), yAxis }],
    ...Object.entries(signal.metrics).map(([name, metric]) =>
      metricLine(metric, { id: inWidget(name), visible: false }),
    ),
  ];
}

function metricLine(metric: Metric, options: Readonly<Record<string, unknown>>): Line {
  const { dimensions, name, namespace, statistic } = metric;
  return [
    namespace,
    name,
    ...Object.entries(dimensions).flat(),
    { stat: statistic, period: periodOf(metric), ...options },
  ];
}
