import type { Database } from '../shared/database/database';
import type { Logger } from '../shared/logger';
import type { MetricWriter } from '../shared/metrics';
import { countWaiting, type Waiting } from '../shared/waiting';

export interface ReconcilerPorts {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: MetricWriter;
}

/**
 * Measures how many webhooks of the payment provider are stored and wait to be processed. Payments in an unknown state and
 * the ledger have no tables yet: they are not measured, and so no metric claims that they are well.
 *
 * @param deadline seconds since 1970 at which the answer must be about to be given
 * @throws where it could not be measured; then no metric is written
 */
export async function reconcile(
  deadline: number,
  { database, logger, metrics }: ReconcilerPorts,
): Promise<Waiting> {
  const unprocessed = await database.transaction(deadline, (transaction) =>
    countWaiting(transaction, { table: 'provider_events', since: 'received_at', until: 'processed_at' }),
  );
  metrics({
    unprocessedProviderEvents: unprocessed.count,
    oldestUnprocessedProviderEventAge: unprocessed.oldestAge,
  });
  logger.info('provider events measured', { ...unprocessed, notMeasured: 'payments, ledger' });
  return unprocessed;
}
