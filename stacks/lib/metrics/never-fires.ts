import { emittedMetric } from './emitted';
import { isMath, metricsOf, periodOf, type Signal } from './metric';
import { reasonsItNeverHasData } from './never-has-data';

export const comparisons = {
  '>': 'GreaterThanThreshold',
  '>=': 'GreaterThanOrEqualToThreshold',
  '<': 'LessThanThreshold',
  '<=': 'LessThanOrEqualToThreshold',
} as const;

export type Comparison = keyof typeof comparisons;

/**
 * What a period without a value counts as. `notBreaching` suits a count that is not sent where it is 0, `breaching` a sign
 * of life, `ignore` a gauge whose silence must not end an alarm, `missing` a gauge whose silence is no news.
 */
export type MissingData = 'breaching' | 'ignore' | 'missing' | 'notBreaching';

/** When an alarm goes off: `alarm` of the last `of` values are beyond the threshold. */
export interface AlarmCondition {
  readonly signal: Signal;
  readonly is: Comparison;
  readonly threshold: number;
  readonly datapoints: { readonly alarm: number; readonly of: number };
  readonly missingData: MissingData;
}

/** CloudWatch looks back at most a day, or a week where the period is an hour or longer (PutMetricAlarm). */
const longestLookBack = { shortPeriod: 86_400, longPeriod: 604_800 };
const hour = 3_600;

/** Metrics in the expression of one alarm (CloudWatch service quotas). */
const mostMetrics = 10;

/** Why an alarm with this condition would never go off, or never be taken by AWS; empty where nothing is wrong. */
export function reasonsItNeverFires(condition: AlarmCondition): readonly string[] {
  return [
    ...reasonsItNeverHasData(condition.signal),
    ...reasonsOfThreshold(condition),
    ...reasonsOfDatapoints(condition),
    ...reasonsOfMissingData(condition),
  ];
}

function reasonsOfThreshold({ signal, is, threshold }: AlarmCondition): readonly string[] {
  if (isMath(signal)) return [];
  const [least, greatest] = emittedMetric(signal.namespace, signal.name)?.range ?? [null, null];
  const never =
    (is === '>' && greatest !== null && threshold >= greatest) ||
    (is === '>=' && greatest !== null && threshold > greatest) ||
    (is === '<' && least !== null && threshold <= least) ||
    (is === '<=' && least !== null && threshold < least);
  return never ? [`${signal.namespace} ${signal.name} can never be ${is} ${threshold}`] : [];
}

function reasonsOfDatapoints({ signal, datapoints }: AlarmCondition): readonly string[] {
  const { alarm, of } = datapoints;
  const reasons: string[] = [];
  if (!Number.isInteger(alarm) || alarm < 1 || !Number.isInteger(of) || alarm > of) {
    reasons.push(`datapoints are ${alarm} of ${of} where 1 of 1, 2 of 3 and the like are allowed`);
  }
  const metrics = metricsOf(signal).length;
  if (metrics < 1 || metrics > mostMetrics) {
    reasons.push(`an alarm watches ${metrics} metrics where 1 to ${mostMetrics} are allowed`);
  }
  const periods = new Set(metricsOf(signal).map(periodOf));
  if (periods.size !== 1)
    reasons.push(`the metrics of one alarm have the periods ${[...periods].join(' s, ')} s: use one`);
  const [period = hour] = periods;
  const longest = period < hour ? longestLookBack.shortPeriod : longestLookBack.longPeriod;
  if (of * period > longest) {
    reasons.push(`${of} periods of ${period} s are longer than the ${longest} s CloudWatch looks back`);
  }
  return reasons;
}

/** A count that is not sent where it is 0 is never below anything, unless its absence counts. */
function reasonsOfMissingData({ signal, is, missingData }: AlarmCondition): readonly string[] {
  if (isMath(signal) || !is.startsWith('<') || missingData === 'breaching') return [];
  if (emittedMetric(signal.namespace, signal.name)?.sparse !== true) return [];
  return [
    `${signal.namespace} ${signal.name} is not sent where nothing happens, so it is never ${is} anything while missing data is ${missingData}: use breaching`,
  ];
}
