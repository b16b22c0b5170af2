import { pspSignatureHeader } from '../contract/requests';
import type { Clock } from '../shared/clock';
import { isDuplicate } from '../shared/database/connection-failure';
import type { Database } from '../shared/database/database';
import type { Logger } from '../shared/logger';
import { ProblemError } from '../shared/problem';
import type { Answer } from './answer';
import { header, parseBody, rawBody, type ApiEvent } from './request';
import { providerEventSchema } from './schemas';
import { signatureFault } from './webhook-signature';

export interface WebhookPorts {
  readonly database: Database;
  readonly secret: () => Promise<string>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Takes a webhook of the payment provider: verifies it, stores it once, and says 202, which promises no more than that. The
 * reconciler reports how many stored ones wait to be processed.
 */
export async function receiveWebhook(
  event: ApiEvent,
  deadline: number,
  { database, secret, clock, logger }: WebhookPorts,
): Promise<Answer> {
  const body = rawBody(event);
  const fault = signatureFault(header(event, pspSignatureHeader), body, await secret(), clock());
  if (fault !== null) {
    logger.info('webhook refused', { fault });
    throw new ProblemError({
      status: 400,
      type: 'unverified-signature',
      title: 'The signature does not verify',
      detail: `the header ${pspSignatureHeader} must sign this body, now, with the secret of this endpoint`,
    });
  }
  const { id, type } = parseBody(event, providerEventSchema);
  const stored = await store(database, deadline, [id, type, body.toString('utf8')]);
  logger.info('webhook stored', { type, first: stored });
  return { status: 202, body: { id, status: stored ? 'stored' : 'stored-before' } };
}

async function store(
  database: Database,
  deadline: number,
  [id, type, body]: readonly [string, string, string],
): Promise<boolean> {
  try {
    await database.transaction(deadline, (transaction) =>
      transaction.run('INSERT INTO provider_events (event_id, event_type, body) VALUES (?, ?, ?)', [
        id,
        type,
        body,
      ]),
    );
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
