import type { Construct } from 'constructs';
import { aliasMetric, functionMetric, rate } from '../../lib/metrics/services';
import type { WatchedFunction } from '../../outputs';
import { requireThat } from '../../lib/validation';
import { AlarmGroup, type AlarmGroupProps } from './alarm-group';

/** Below that many calls in a minute one error is no rate. */
const callsForARate = 20;

export interface FunctionAlarmsProps extends AlarmGroupProps {
  /** What the function is for, as its name says. */
  readonly noun: string;
  readonly watched: WatchedFunction;
  /** Functions that run at once before somebody is told, well below the 1,000 of an account. @default 200 */
  readonly concurrencyLimit?: number;
  /** Seconds from one scheduled call to the next, after which silence is a failure. @default not scheduled */
  readonly calledEverySeconds?: number | undefined;
}

/** A function that fails, is turned away, is slow, runs too often at once, or does not run. */
export class FunctionAlarms extends AlarmGroup {
  constructor(scope: Construct, id: string, props: FunctionAlarmsProps) {
    super(scope, id, props);
    const { calledEverySeconds, concurrencyLimit = 200, noun, watched } = props;
    requireThat(this, [
      {
        // not a token either: a threshold is made of it
        holds: Number.isInteger(watched.timeoutInSeconds) && watched.timeoutInSeconds >= 1,
        otherwise: `timeoutInSeconds is ${watched.timeoutInSeconds} where a whole number that is known at synth is needed`,
      },
    ]);
    const invocations = aliasMetric(watched, 'Invocations', 'Sum');
    const errors = aliasMetric(watched, 'Errors', 'Sum');

    this.alarm('Errors', {
      noun: `${noun}-errors`,
      meaning: `The function ${noun} throws: an unexpected error, a timeout or memory that ran out. Look for the error in its log group.`,
      signal: errors,
      is: '>',
      threshold: 0,
      datapoints: { alarm: 1, of: 1 },
      missingData: 'notBreaching',
    });
    this.alarm('ErrorRate', {
      noun: `${noun}-error-rate`,
      meaning: `More than 1 % of the calls of ${noun} fail, of at least ${callsForARate} a minute. Compare with the last deployment.`,
      signal: rate(errors, invocations, callsForARate, 'Error rate in percent'),
      is: '>',
      threshold: 1,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'notBreaching',
    });
    this.alarm('Throttles', {
      noun: `${noun}-throttles`,
      meaning: `Calls of ${noun} are turned away: its reserved concurrency or that of the account is used up.`,
      signal: aliasMetric(watched, 'Throttles', 'Sum'),
      is: '>',
      threshold: 0,
      datapoints: { alarm: 2, of: 5 },
      missingData: 'notBreaching',
    });
    this.alarm('Duration', {
      noun: `${noun}-duration`,
      meaning: `The slowest calls of ${noun} take more than 80 % of the ${watched.timeoutInSeconds} s it may run. Look at traces for what it waits for.`,
      signal: aliasMetric(watched, 'Duration', 'p99'),
      is: '>',
      threshold: watched.timeoutInSeconds * 1_000 * 0.8,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'notBreaching',
    });
    this.alarm('Concurrency', {
      noun: `${noun}-concurrency`,
      meaning: `${noun} runs more than ${concurrencyLimit} times at once: every one of them holds a connection to the database.`,
      signal: functionMetric(watched, 'ConcurrentExecutions', 'Maximum'),
      is: '>',
      threshold: concurrencyLimit,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'notBreaching',
    });
    if (calledEverySeconds !== undefined) {
      // three calls in each period, so that one that is late is no silence
      const periodInSeconds = 3 * calledEverySeconds;
      this.alarm('Silence', {
        noun: `${noun}-silence`,
        meaning: `${noun} has not run for ${(2 * periodInSeconds) / 60} minutes, and a schedule calls it every ${calledEverySeconds / 60}. Look at the schedule and its dead letters.`,
        signal: { ...invocations, periodInSeconds },
        is: '<',
        threshold: 1,
        datapoints: { alarm: 2, of: 2 },
        missingData: 'breaching',
      });
    }
  }
}
