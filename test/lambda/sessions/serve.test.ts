import { serve, type SessionPorts } from '../../../lambda/sessions/serve';
import type { Session, SessionStore } from '../../../lambda/api/sessions/session';

const now = 1_800_000_000;
const id = 'session-0123456789';
const session: Session = { id, version: 3, expiresAt: now + 60, attributes: { paymentId: 'p-1' } };

interface Recorded {
  readonly ports: SessionPorts;
  readonly calls: unknown[];
  readonly logs: unknown[];
}

function portsWith(store: Partial<SessionStore>): Recorded {
  const calls: unknown[] = [];
  const logs: unknown[] = [];
  return {
    calls,
    logs,
    ports: {
      clock: () => now,
      logger: {
        info: (message, fields) => logs.push(['info', message, fields]),
        raw: () => undefined,
        error: (message, error, fields) => logs.push(['error', message, error, fields]),
      },
      store: {
        read: (...call) => (calls.push(call), store.read?.(...call) ?? Promise.resolve(null)),
        write: (...call) => (calls.push(call), store.write?.(...call) ?? Promise.resolve(null)),
      },
    },
  };
}

test('a read gives the session as it is at this moment', async () => {
  const { ports, calls } = portsWith({ read: () => Promise.resolve(session) });

  await expect(serve({ action: 'read', sessionId: id }, ports)).resolves.toEqual({
    status: 'found',
    session,
  });
  expect(calls).toEqual([[id, now]]);
});

test('a read of what is not there is an answer, not an error', async () => {
  const { ports } = portsWith({});

  await expect(serve({ action: 'read', sessionId: id }, ports)).resolves.toEqual({ status: 'absent' });
});

test('a write follows the version that was seen and lives for the time asked', async () => {
  const { ports, calls } = portsWith({});

  const response = await serve(
    {
      action: 'write',
      sessionId: id,
      seenVersion: 3,
      lifetimeInSeconds: 900,
      attributes: { paymentId: 'p-1' },
    },
    ports,
  );

  expect(response).toEqual({ status: 'written', version: 4 });
  expect(calls).toEqual([[{ id, version: 4, expiresAt: now + 900, attributes: { paymentId: 'p-1' } }, now]]);
});

test('a write that lost tells the version that won', async () => {
  const { ports } = portsWith({ write: () => Promise.resolve({ version: 7 }) });

  const response = await serve(
    { action: 'write', sessionId: id, seenVersion: 3, lifetimeInSeconds: 900, attributes: {} },
    ports,
  );

  expect(response).toEqual({ status: 'conflict', version: 7 });
});

test('an unexpected error is logged and thrown, so that Lambda counts it', async () => {
  const failure = new Error('throttled');
  const { ports, logs } = portsWith({ read: () => Promise.reject(failure) });

  await expect(serve({ action: 'read', sessionId: id }, ports)).rejects.toBe(failure);
  expect(logs).toEqual([['error', 'session not served', failure, { action: 'read' }]]);
});

test('no attribute and no session id reaches the log', async () => {
  const { ports, logs } = portsWith({});

  await serve(
    {
      action: 'write',
      sessionId: id,
      seenVersion: 0,
      lifetimeInSeconds: 1,
      attributes: { name: 'Ada Lovelace' },
    },
    ports,
  );

  expect(JSON.stringify(logs)).not.toMatch(/Ada|session-0123/);
  expect(logs).toEqual([['info', 'session served', { action: 'write', status: 'written' }]]);
});

test('an invalid request is answered with the reason and touches no store', async () => {
  const { ports, calls, logs } = portsWith({});

  const reason = 'action must be read or write';
  await expect(serve({ action: 'delete', sessionId: id }, ports)).resolves.toEqual({
    status: 'invalid',
    reason,
  });
  expect(calls).toEqual([]);
  expect(logs).toEqual([['info', 'request refused', { reason }]]);
});
