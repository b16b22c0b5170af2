import type { Clock } from '../shared/clock';
import type { Logger } from '../shared/logger';
import { parseRequest, type WriteRequest } from './request';
import type { Session, SessionStore } from '../api/sessions/session';

/** What the function answers. Whatever else can happen is thrown, so that Lambda counts it as an error. */
export type SessionResponse =
  | { readonly status: 'found'; readonly session: Session }
  | { readonly status: 'absent' }
  | { readonly status: 'written'; readonly version: number }
  /** Another version lives, or none (0); the caller reads again and decides anew. */
  | { readonly status: 'conflict'; readonly version: number }
  | { readonly status: 'invalid'; readonly reason: string };

export interface SessionPorts {
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Serves one request.
 *
 * @throws whatever the store throws, after it has been logged
 */
export async function serve(event: unknown, ports: SessionPorts): Promise<SessionResponse> {
  const request = parseRequest(event);
  if (request.action === 'invalid') {
    ports.logger.info('request refused', { reason: request.reason });
    return { status: 'invalid', reason: request.reason };
  }
  try {
    const response =
      request.action === 'read' ? await read(request.sessionId, ports) : await write(request, ports);
    ports.logger.info('session served', { action: request.action, status: response.status });
    return response;
  } catch (error) {
    ports.logger.error('session not served', error, { action: request.action });
    throw error;
  }
}

async function read(id: string, { store, clock }: SessionPorts): Promise<SessionResponse> {
  const session = await store.read(id, clock());
  return session === null ? { status: 'absent' } : { status: 'found', session };
}

async function write(request: WriteRequest, { store, clock }: SessionPorts): Promise<SessionResponse> {
  const now = clock();
  const version = request.seenVersion + 1;
  const session = {
    id: request.sessionId,
    version,
    expiresAt: now + request.lifetimeInSeconds,
    attributes: request.attributes,
  };
  const conflict = await store.write(session, now);
  return conflict === null
    ? { status: 'written', version }
    : { status: 'conflict', version: conflict.version };
}
