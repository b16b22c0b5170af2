import type { Construct } from 'constructs';
import { businessMetric, rate } from '../../lib/metrics/services';
import type { MetricAlarm } from '../metric-alarm';
import { AlarmGroup, type AlarmGroupProps } from './alarm-group';

/** Below that many answers in five minutes a few refused cards are no rate. */
const answersForARate = 50;

/** Money that is not where it should be. The functions report it; what each means is said in `lambda/contract/metrics.ts`. */
export class BusinessAlarms extends AlarmGroup {
  /** Told of by whatever suppresses it. */
  readonly unsentEvents: MetricAlarm;

  constructor(scope: Construct, id: string, props: AlarmGroupProps) {
    super(scope, id, props);
    const { suffix } = props.naming;
    this.alarm('UnknownPayments', {
      noun: 'payments-unknown',
      meaning:
        'A payment has been in an unknown state for 15 minutes: ask the provider for its outcome, and never charge again before that.',
      signal: businessMetric(suffix, 'oldestUnknownPaymentAge'),
      is: '>',
      threshold: 900,
      datapoints: { alarm: 1, of: 1 },
      // whoever reports it may be the one that fails: its silence must not look like an end
      missingData: 'ignore',
    });
    this.unsentEvents = this.alarm('UnsentEvents', {
      noun: 'outbox-age',
      meaning:
        'An event has been in the outbox for 5 minutes: nobody behind the bus knows what happened. Look at the relay and the bus.',
      signal: businessMetric(suffix, 'oldestUnsentEventAge'),
      is: '>',
      threshold: 300,
      datapoints: { alarm: 3, of: 5 },
      missingData: 'ignore',
      silent: true,
    });
    this.alarm('ProviderEvents', {
      noun: 'provider-events-age',
      meaning:
        'A webhook of the payment provider has been stored for 15 minutes and nobody acted on it. Look at the consumer.',
      signal: businessMetric(suffix, 'oldestUnprocessedProviderEventAge'),
      is: '>',
      threshold: 900,
      datapoints: { alarm: 1, of: 1 },
      missingData: 'ignore',
    });
    this.alarm('UnbalancedLedger', {
      noun: 'ledger-unbalanced',
      meaning:
        'The entries of a ledger transaction do not add up to 0. Stop captures and refunds, then find the transaction.',
      signal: businessMetric(suffix, 'unbalancedLedgerTransactions'),
      is: '>',
      threshold: 0,
      datapoints: { alarm: 1, of: 1 },
      missingData: 'ignore',
    });
    const inFiveMinutes = { periodInSeconds: 300 };
    this.alarm('Declines', {
      noun: 'authorizations-declined',
      meaning: 'The provider declines more than 40 % of the authorizations: ask it before customers do.',
      signal: rate(
        { ...businessMetric(suffix, 'declinedAuthorizations'), ...inFiveMinutes },
        { ...businessMetric(suffix, 'answeredAuthorizations'), ...inFiveMinutes },
        answersForARate,
        'Decline rate in percent',
      ),
      is: '>',
      threshold: 40,
      datapoints: { alarm: 3, of: 3 },
      missingData: 'notBreaching',
    });
  }
}
