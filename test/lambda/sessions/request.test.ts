import { parseRequest } from '../../../lambda/sessions/request';

const sessionId = 'session-0123456789';
const write = { action: 'write', sessionId, seenVersion: 0, lifetimeInSeconds: 900, attributes: {} };

test('what is not asked for is left out of a request', () => {
  expect(parseRequest({ action: 'read', sessionId, isAdmin: true })).toEqual({ action: 'read', sessionId });
  expect(parseRequest({ ...write, version: 9 })).toEqual(write);
});

test.each([
  [null, 'the request must be an object'],
  [[write], 'the request must be an object'],
  ['read', 'the request must be an object'],
  [{ ...write, action: 'toString' }, 'action must be read or write'],
  [{ ...write, sessionId: 'short' }, 'sessionId must be 16 to 128'],
  [{ ...write, sessionId: `${sessionId}\n` }, 'sessionId must be 16 to 128'],
  [{ ...write, sessionId: 'x'.repeat(129) }, 'sessionId must be 16 to 128'],
  [{ ...write, seenVersion: -1 }, 'seenVersion must be a whole number'],
  [{ ...write, seenVersion: 1.5 }, 'seenVersion must be a whole number'],
  [{ ...write, seenVersion: Number.MAX_SAFE_INTEGER }, 'seenVersion must be a whole number'],
  [{ ...write, seenVersion: '3' }, 'seenVersion must be a whole number'],
  [{ ...write, lifetimeInSeconds: 0 }, 'lifetimeInSeconds must be a whole number from 1 to 86400'],
  [{ ...write, lifetimeInSeconds: 86_401 }, 'lifetimeInSeconds must be a whole number from 1 to 86400'],
  [{ ...write, lifetimeInSeconds: NaN }, 'lifetimeInSeconds must be a whole number from 1 to 86400'],
  [{ ...write, attributes: { a: 1 } }, 'attributes must be an object of at most 32 texts'],
  [{ ...write, attributes: { a: 'x'.repeat(1025) } }, 'attributes must be an object of at most 32 texts'],
  [
    { ...write, attributes: Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`k${at}`, ''])) },
    'attributes must be an object of at most 32 texts',
  ],
])('the event %j is refused', (event, reason) => {
  expect(parseRequest(event)).toEqual({
    action: 'invalid',
    reason: expect.stringContaining(reason) as string,
  });
});

test('the limits themselves are allowed', () => {
  const attributes = { a: 'x'.repeat(1024) };
  const atLimits = { ...write, sessionId: 'x'.repeat(128), lifetimeInSeconds: 86_400, attributes };

  expect(parseRequest(atLimits)).toEqual(atLimits);
});
