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
  /** `gauge`: how things stand, reported also where it is 0. `count`: reported when something happens. */
  readonly kind: 'gauge' | 'count';
  /** Seconds from one report of a gauge to the next, as its function is scheduled; 60, the finest there is, for a count. */
  readonly everySeconds: number;
}

/** The relay runs every minute, the reconciler every five. */
const relayed = { kind: 'gauge', everySeconds: 60 } as const;
const reconciled = { kind: 'gauge', everySeconds: 300 } as const;
const counted = { kind: 'count', everySeconds: 60 } as const;

export const businessMetrics = {
  /** Payments whose outcome at the provider nobody knows: a call timed out and was not settled since. */
  unknownPayments: { name: 'UnknownPayments', unit: 'Count', ...reconciled },
  /** How long the oldest of those has been waiting. */
  oldestUnknownPaymentAge: { name: 'OldestUnknownPaymentAge', unit: 'Seconds', ...reconciled },
  /** How long the oldest event in the outbox has not been sent; 0 where all are sent. */
  oldestUnsentEventAge: { name: 'OldestUnsentEventAge', unit: 'Seconds', ...relayed },
  /** Events in the outbox that are not sent. */
  unsentEvents: { name: 'UnsentEvents', unit: 'Count', ...relayed },
  /** Webhooks of the payment provider that are stored and not processed. */
  unprocessedProviderEvents: { name: 'UnprocessedProviderEvents', unit: 'Count', ...reconciled },
  /** How long the oldest of those has been waiting; 0 where all are processed. */
  oldestUnprocessedProviderEventAge: {
    name: 'OldestUnprocessedProviderEventAge',
    unit: 'Seconds',
    ...reconciled,
  },
  /** Ledger transactions whose entries do not add up to 0 in some currency. Never an amount: currencies do not add up. */
  unbalancedLedgerTransactions: { name: 'UnbalancedLedgerTransactions', unit: 'Count', ...reconciled },
  /** Authorizations the provider answered. */
  answeredAuthorizations: { name: 'AnsweredAuthorizations', unit: 'Count', ...counted },
  /** Those among them that it declined. */
  declinedAuthorizations: { name: 'DeclinedAuthorizations', unit: 'Count', ...counted },
} as const satisfies Readonly<Record<string, BusinessMetric>>;

export type BusinessMetricKey = keyof typeof businessMetrics;
