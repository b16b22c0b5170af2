/**
 * The business metrics the functions put into CloudWatch, and the stacks alarm on and draw.
 *
 * A function writes them in the embedded metric format, each with `metricDimension` and nothing beside it: an alarm finds
 * a metric only by its exact set of dimensions.
 */

export const metricNamespace = 'Payments';

/** The one dimension; its value is the suffix of the environment, so that two environments in one account stay apart. */
export const metricDimension = 'Environment';

export interface BusinessMetric {
  readonly name: string;
  /** As the embedded metric format spells it. */
  readonly unit: 'Count' | 'Seconds';
  /** `gauge`: how things stand, reported each minute also where it is 0. `count`: reported when something happens. */
  readonly kind: 'gauge' | 'count';
}

export const businessMetrics = {
  /** Payments whose outcome at the provider nobody knows: a call timed out and was not settled since. */
  unknownPayments: { name: 'UnknownPayments', unit: 'Count', kind: 'gauge' },
  /** How long the oldest of those has been waiting. */
  oldestUnknownPaymentAge: { name: 'OldestUnknownPaymentAge', unit: 'Seconds', kind: 'gauge' },
  /** How long the oldest event in the outbox has not been sent; 0 where all are sent. */
  oldestUnsentEventAge: { name: 'OldestUnsentEventAge', unit: 'Seconds', kind: 'gauge' },
  /** Events in the outbox that are not sent. */
  unsentEvents: { name: 'UnsentEvents', unit: 'Count', kind: 'gauge' },
  /** Webhooks of the payment provider that are stored and not processed. */
  unprocessedProviderEvents: { name: 'UnprocessedProviderEvents', unit: 'Count', kind: 'gauge' },
  /** How long the oldest of those has been waiting; 0 where all are processed. */
  oldestUnprocessedProviderEventAge: {
    name: 'OldestUnprocessedProviderEventAge',
    unit: 'Seconds',
    kind: 'gauge',
  },
  /** Ledger transactions whose entries do not add up to 0 in some currency. Never an amount: currencies do not add up. */
  unbalancedLedgerTransactions: { name: 'UnbalancedLedgerTransactions', unit: 'Count', kind: 'gauge' },
  /** Authorizations the provider answered. */
  answeredAuthorizations: { name: 'AnsweredAuthorizations', unit: 'Count', kind: 'count' },
  /** Those among them that it declined. */
  declinedAuthorizations: { name: 'DeclinedAuthorizations', unit: 'Count', kind: 'count' },
} as const satisfies Readonly<Record<string, BusinessMetric>>;

export type BusinessMetricKey = keyof typeof businessMetrics;
