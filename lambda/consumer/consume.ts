import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { eventSource, eventTypes } from '../contract/events';
import type { SagaRequest } from '../contract/saga';
import type { Database } from '../shared/database/database';
import type { Logger } from '../shared/logger';

/** An event of our bus as EventBridge puts it into a queue. */
const envelopeSchema = z.object({
  id: z.string().check(z.minLength(1)),
  source: z.literal(eventSource),
  'detail-type': z.enum(Object.values(eventTypes)),
  detail: z.record(z.string(), z.unknown()),
});

export interface ConsumerPorts {
  readonly database: Database;
  readonly logger: Logger;
}

/** What a saga asked for is not built yet; the saga then takes back what it has begun, which is nothing. */
export class NotAvailableYetError extends Error {
  override readonly name = 'NotAvailableYetError';
}

/**
 * Takes a step of a saga, which needs the database as every step will.
 *
 * @param deadline seconds since 1970 at which the answer must be about to be given
 * @throws NotAvailableYetError where the database answers
 */
export async function takeSagaStep(
  { saga, step }: SagaRequest,
  deadline: number,
  { database }: Pick<ConsumerPorts, 'database'>,
): Promise<never> {
  await database.ping(deadline);
  throw new NotAvailableYetError(`the step ${step} of the ${saga} is not available yet: nothing was done`);
}

/**
 * Takes a batch of messages and reports each one it could not process, so that SQS delivers it again and, in the end, moves
 * it to the dead-letter queue. Nothing processes an event yet, so that is every one: none is swallowed.
 *
 * @param deadline seconds since 1970 at which the answer must be about to be given
 * @throws where the database does not answer; the whole batch then comes again
 */
export async function consume(
  { Records: records }: SQSEvent,
  deadline: number,
  { database, logger }: ConsumerPorts,
): Promise<SQSBatchResponse> {
  await database.ping(deadline);
  return {
    batchItemFailures: records.map((record) => {
      logger.info('message not processed', { messageId: record.messageId, reason: reasonAgainst(record) });
      return { itemIdentifier: record.messageId };
    }),
  };
}

/** Why a message stays unprocessed; its content may identify a customer and is not told. */
function reasonAgainst({ body }: SQSRecord): string {
  const parsed = envelopeSchema.safeParse(parseJson(body));
  return parsed.success ? `nothing processes ${parsed.data['detail-type']} yet` : 'not an event of our bus';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
