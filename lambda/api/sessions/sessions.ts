import { patterns } from '../../contract/requests';
import type { Clock } from '../../shared/clock';
import { ProblemError } from '../../shared/problem';
import type { Answer } from '../answer';
import { parseBody, pathParameter, type ApiEvent } from '../request';
import { sessionSchema } from '../schemas';
import type { SessionStore } from './session';

export interface SessionPorts {
  readonly store: SessionStore;
  readonly clock: Clock;
}

/** The session of the path as it is at this moment. */
export async function readSession(event: ApiEvent, { store, clock }: SessionPorts): Promise<Answer> {
  const id = pathParameter(event, 'sessionId', patterns.sessionId);
  const session = await store.read(id, clock());
  if (session !== null) return { status: 200, body: session };
  throw new ProblemError({
    status: 404,
    type: 'unknown-session',
    title: 'There is no such session',
    detail: 'the session was never written, or it has expired; write it with seenVersion 0',
  });
}

/** Writes the session of the path where nobody else has written since the version the caller has seen. */
export async function writeSession(event: ApiEvent, { store, clock }: SessionPorts): Promise<Answer> {
  const id = pathParameter(event, 'sessionId', patterns.sessionId);
  const { seenVersion, lifetimeInSeconds, attributes } = parseBody(event, sessionSchema);
  const now = clock();
  const version = seenVersion + 1;
  const conflict = await store.write({ id, version, expiresAt: now + lifetimeInSeconds, attributes }, now);
  if (conflict === null) return { status: 200, body: { id, version } };
  throw new ProblemError({
    status: 409,
    type: 'version-conflict',
    title: 'Somebody else has written the session',
    detail: 'another version lives than the one that was seen; read the session and decide anew',
    facts: { livingVersion: conflict.version },
  });
}
