import type { Database } from '../shared/database/database';
import type { Logger } from '../shared/logger';
import type { MetricWriter } from '../shared/metrics';
import { countWaiting, type Waiting } from '../shared/waiting';

export interface RelayPorts {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: MetricWriter;
}

/**
 * Measures what of the outbox has not reached the bus. Nothing writes to the outbox yet and nothing is sent from it; were a
 * row there, its age would grow until the alarm says so.
 *
 * @param deadline seconds since 1970 at which the answer must be about to be given
 * @throws where it could not be measured; then no metric is written
 */
export async function relay(deadline: number, { database, logger, metrics }: RelayPorts): Promise<Waiting> {
  const unsent = await database.transaction(deadline, (transaction) =>
    countWaiting(transaction, { table: 'outbox', since: 'created_at', until: 'sent_at' }),
  );
  metrics({ unsentEvents: unsent.count, oldestUnsentEventAge: unsent.oldestAge });
  logger.info('outbox measured', { ...unsent });
  return unsent;
}
