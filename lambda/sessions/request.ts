/** What the function can be asked. */
export type SessionRequest = ReadRequest | WriteRequest;

export interface ReadRequest {
  readonly action: 'read';
  readonly sessionId: string;
}

export interface WriteRequest {
  readonly action: 'write';
  readonly sessionId: string;
  /** The version the caller has seen; 0 for a session it believes to be new. */
  readonly seenVersion: number;
  /** Seconds the session lives on: 1 to 86,400. */
  readonly lifetimeInSeconds: number;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A request that is not one, and why. */
export interface InvalidRequest {
  readonly action: 'invalid';
  readonly reason: string;
}

const longestLifetime = 86_400;
const mostAttributes = 32;
const longestAttribute = 1024;
const sessionIdPattern = /^[A-Za-z0-9_-]{16,128}$/;

/** Reads an event of any form as a request, or says in one sentence why it is none. */
export function parseRequest(event: unknown): SessionRequest | InvalidRequest {
  if (!isRecord(event)) return invalid('the request must be an object');
  const { action, sessionId } = event;
  if (action !== 'read' && action !== 'write') return invalid('action must be read or write');
  if (typeof sessionId !== 'string' || !sessionIdPattern.test(sessionId)) {
    return invalid('sessionId must be 16 to 128 letters, digits, hyphens and underscores');
  }
  return action === 'read' ? { action, sessionId } : parseWrite(sessionId, event);
}

function parseWrite(
  sessionId: string,
  event: Readonly<Record<string, unknown>>,
): WriteRequest | InvalidRequest {
  const { seenVersion, lifetimeInSeconds, attributes } = event;
  if (!isWholeNumber(seenVersion, 0, Number.MAX_SAFE_INTEGER - 1)) {
    return invalid('seenVersion must be a whole number, 0 for a new session');
  }
  if (!isWholeNumber(lifetimeInSeconds, 1, longestLifetime)) {
    return invalid(`lifetimeInSeconds must be a whole number from 1 to ${longestLifetime}`);
  }
  if (!isAttributes(attributes)) {
    return invalid(
      `attributes must be an object of at most ${mostAttributes} texts of at most ${longestAttribute} characters`,
    );
  }
  return { action: 'write', sessionId, seenVersion, lifetimeInSeconds, attributes };
}

function invalid(reason: string): InvalidRequest {
  return { action: 'invalid', reason };
}

function isWholeNumber(value: unknown, minimum: number, maximum: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
}

function isAttributes(value: unknown): value is Record<string, string> {
  if (!isRecord(value)) return false;
  const texts = Object.values(value);
  return (
    texts.length <= mostAttributes &&
    texts.every((text) => typeof text === 'string' && text.length <= longestAttribute)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
