/**
 * What an error of the database asks for.
 *
 * `reconnect`: this connection is of no use any more, such as after a failover. `repeat`: the connection is well and the
 * transaction was rolled back (a deadlock, a lock that took too long). `give-up`: trying again would fail again.
 */
export type Remedy = 'reconnect' | 'repeat' | 'give-up';

/**
 * Errors of the server after which the connection is of no use: it went away (2006, 2013), it became a reader while we
 * were connected (1290, 1792, 1836), it is shutting down (1053) or it ended the session (1927, MariaDB; 3169, MySQL).
 */
const reconnectNumbers = new Set([1053, 1290, 1792, 1836, 1927, 2006, 2013, 3169]);

/** Errors of the socket and of mysql2 itself. */
const reconnectCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'PROTOCOL_ENQUEUE_AFTER_QUIT',
  // no answer in time: what the server is doing with the statement nobody knows
  'PROTOCOL_SEQUENCE_TIMEOUT',
]);

/** A lock that took too long, and a deadlock: https://dev.mysql.com/doc/refman/8.0/en/innodb-error-handling.html */
const repeatNumbers = new Set([1205, 1213]);

const duplicateEntry = 1062;

/** Says what to do about anything that a statement or a connection attempt threw. */
export function remedyFor(error: unknown): Remedy {
  if (error instanceof DemotedWriterError) return 'reconnect';
  const { errno, code, fatal } = fieldsOf(error);
  if (typeof errno === 'number' && repeatNumbers.has(errno)) return 'repeat';
  if (typeof errno === 'number' && reconnectNumbers.has(errno)) return 'reconnect';
  if (typeof code === 'string') return reconnectCodes.has(code) ? 'reconnect' : 'give-up';
  // how mysql2 refuses a statement on a connection that ended while nobody used it
  return fatal === true ? 'reconnect' : 'give-up';
}

/** Whether a statement was refused as its row is there already. */
export function isDuplicate(error: unknown): boolean {
  return fieldsOf(error).errno === duplicateEntry;
}

interface ErrorFields {
  readonly errno?: unknown;
  readonly code?: unknown;
  readonly fatal?: unknown;
}

function fieldsOf(error: unknown): ErrorFields {
  return typeof error === 'object' && error !== null ? error : {};
}

/**
 * The server behind the writer's name is a reader: the name has not followed a failover yet. `SELECT 1` would not have
 * told.
 */
export class DemotedWriterError extends Error {
  override readonly name = 'DemotedWriterError';
}

/**
 * The connection was lost after COMMIT was sent, so the transaction may have happened. Whoever asked for it has to look,
 * and must not run it again unseen.
 */
export class CommitUnknownError extends Error {
  override readonly name = 'CommitUnknownError';
}
