import type { Database } from '../shared/database/database';
import { remedyFor } from '../shared/database/connection-failure';
import { ProblemError } from '../shared/problem';
import type { Answer } from './answer';

/**
 * Says whether the writer of the database answers now.
 *
 * That it does not is what this route is asked for, so it is an answer (503), which API Gateway counts as an error of its
 * own. Whatever else goes wrong is thrown.
 */
export async function checkHealth(database: Database, deadline: number): Promise<Answer> {
  try {
    await database.ping(deadline);
  } catch (error) {
    if (remedyFor(error) !== 'reconnect') throw error;
    throw new ProblemError({
      status: 503,
      type: 'database-unreachable',
      title: 'The database does not answer',
      detail: 'no writer of the database was reached in time; ask again in a moment',
    });
  }
  return { status: 200, body: { status: 'ok', database: 'ok' } };
}
