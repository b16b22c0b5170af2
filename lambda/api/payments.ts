import type { RouteName } from '../contract/routes';
import { idempotencyKeyHeader, patterns } from '../contract/requests';
import type { Database } from '../shared/database/database';
import { invalidRequest, ProblemError } from '../shared/problem';
import type { Answer } from './answer';
import { header, parseBody, pathParameter, type ApiEvent } from './request';
import { amountSchema, paymentSchema } from './schemas';

/** The routes that move money, or say where it is. */
export type PaymentRoute = Extract<RouteName, `${string}Payment`>;

/**
 * Checks a request about a payment and that the database is there, then says that nothing more is done yet: no payment is
 * begun, none is stored, and the payment provider is not called.
 *
 * @throws ProblemError always: 400 for a request that is not valid, else 501
 */
export async function servePayment(
  route: PaymentRoute,
  event: ApiEvent,
  database: Database,
  deadline: number,
): Promise<Answer> {
  checkRequest(route, event);
  await database.ping(deadline);
  throw new ProblemError({
    status: 501,
    type: 'not-available-yet',
    title: 'Payments are not available yet',
    detail: 'the request is valid and nothing was done with it: nobody was charged and nothing was stored',
  });
}

function checkRequest(route: PaymentRoute, event: ApiEvent): void {
  if (route !== 'createPayment') pathParameter(event, 'paymentId', patterns.paymentId);
  if (route === 'readPayment') return;
  if (!new RegExp(patterns.idempotencyKey).test(header(event, idempotencyKeyHeader) ?? '')) {
    throw invalidRequest(
      `the header ${idempotencyKeyHeader} is needed: 1 to 255 visible characters, new for each payment and the same for each attempt`,
    );
  }
  if (route === 'createPayment') parseBody(event, paymentSchema);
  if (route === 'capturePayment' || route === 'refundPayment') parseBody(event, amountSchema);
}
