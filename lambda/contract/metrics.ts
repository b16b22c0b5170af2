/** What the functions measure: custom metrics, written as log lines in CloudWatch's embedded metric format. */
export const metricNamespace = 'Payments';

/** The one dimension of every metric; its value is the suffix of the environment. */
export const metricDimension = 'Environment';

/**
 * Names by noun, each with its unit. A metric is emitted only where it was measured: a heartbeat that stops is seen by an
 * alarm that treats missing data as breaching.
 */
export const metrics = {
  /** Events of the outbox that have not reached the bus; measured by the relay each minute. */
  outboxUnsent: { name: 'OutboxUnsent', unit: 'Count' },
  /** Age of the oldest of them, 0 where there is none; measured by the relay each minute. */
  outboxOldestUnsentAge: { name: 'OutboxOldestUnsentAge', unit: 'Seconds' },
  /** Webhooks of the payment provider that are stored and wait to be processed; measured by the reconciler. */
  providerEventsUnprocessed: { name: 'ProviderEventsUnprocessed', unit: 'Count' },
  /** Age of the oldest of them, 0 where there is none; measured by the reconciler. */
  providerEventOldestAge: { name: 'ProviderEventOldestAge', unit: 'Seconds' },
  /** Payments of which nobody knows whether the provider charged. */
  paymentsUnknown: { name: 'PaymentsUnknown', unit: 'Count' },
  /** Sum over all ledger entries by currency, absolute, in minor units; anything but 0 is a fault. */
  ledgerImbalance: { name: 'LedgerImbalance', unit: 'Count' },
  authorizationsAttempted: { name: 'AuthorizationsAttempted', unit: 'Count' },
  authorizationsDeclined: { name: 'AuthorizationsDeclined', unit: 'Count' },
} as const;

export type MetricKey = keyof typeof metrics;
