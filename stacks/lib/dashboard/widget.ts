import type { Signal } from '../metrics/metric';

/** A line of text above a row, as Markdown. */
export interface HeadingWidget {
  readonly kind: 'heading';
  readonly text: string;
}

/** Signals over time. */
export interface GraphWidget {
  readonly kind: 'graph';
  readonly title: string;
  readonly left: readonly Signal[];
  /** Signals of another unit, on an axis of their own. @default none */
  readonly right?: readonly Signal[];
  /** What the left axis counts, such as `ms`. @default nothing is said */
  readonly unit?: string;
  /** A level drawn across, where an alarm goes off. @default none */
  readonly level?: { readonly label: string; readonly value: number };
}

/** Alarms and whether each has gone off; at most 100. */
export interface AlarmsWidget {
  readonly kind: 'alarms';
  readonly title: string;
  readonly alarmArns: readonly string[];
}

export type Widget = HeadingWidget | GraphWidget | AlarmsWidget;

/** Widgets side by side, all of the same width. */
export type Row = readonly Widget[];
