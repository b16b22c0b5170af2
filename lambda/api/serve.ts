import type { APIGatewayProxyResult } from 'aws-lambda';
import type { RouteName } from '../contract/routes';
import { ProblemError } from '../shared/problem';
import { jsonResult, problemResult, type Answer } from './answer';
import { checkHealth } from './health';
import { servePayment } from './payments';
import { routeOf, type ApiEvent } from './request';
import { readSession, writeSession, type SessionPorts } from './sessions/sessions';
import { receiveWebhook, type WebhookPorts } from './webhook';

export interface ApiPorts extends WebhookPorts {
  /** The store is opened where a session is asked for, so that a webhook does not wait for it. */
  readonly sessions: () => Promise<SessionPorts['store']>;
}

/**
 * Serves one request.
 *
 * Expected outcomes are answers. Whatever else happens is thrown: API Gateway then answers 502, and `AWS/Lambda Errors`
 * counts it, which an answer of 500 would hide.
 *
 * @param deadline seconds since 1970 at which the answer must be about to be given
 */
export async function serve(
  event: ApiEvent,
  deadline: number,
  ports: ApiPorts,
): Promise<APIGatewayProxyResult> {
  const route = routeOf(event);
  try {
    const answer = await answerTo(route, event, deadline, ports);
    ports.logger.info('served', { route: route ?? 'none', status: answer.status });
    return jsonResult(answer);
  } catch (error) {
    if (error instanceof ProblemError) {
      ports.logger.info('served', { route: route ?? 'none', ...describe(error) });
      return problemResult(error.problem);
    }
    ports.logger.error('not served', error, { route: route ?? 'none' });
    throw error;
  }
}

const describe = ({ problem: { status, type } }: ProblemError) => ({ status, type });

async function answerTo(
  route: RouteName | null,
  event: ApiEvent,
  deadline: number,
  ports: ApiPorts,
): Promise<Answer> {
  switch (route) {
    case null:
      throw new ProblemError({
        status: 404,
        type: 'unknown-route',
        title: 'There is no such route',
        detail: 'no route has this method and path',
      });
    case 'health':
      return checkHealth(ports.database, deadline);
    case 'pspWebhook':
      return receiveWebhook(event, deadline, ports);
    case 'readSession':
      return readSession(event, { store: await ports.sessions(), clock: ports.clock });
    case 'writeSession':
      return writeSession(event, { store: await ports.sessions(), clock: ports.clock });
    case 'createPayment':
    case 'readPayment':
    case 'capturePayment':
    case 'refundPayment':
    case 'cancelPayment':
      return servePayment(route, event, ports.database, deadline);
  }
}
