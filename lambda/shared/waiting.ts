import type { Transaction } from './database/database';

/** How many rows wait, and how long the oldest has. */
export interface Waiting {
  readonly count: number;
  /** Seconds by the database's own clock; 0 where none waits. */
  readonly oldestAge: number;
}

/** A table whose rows wait from one column's time until another is set. */
export interface WaitingTable {
  readonly table: string;
  readonly since: string;
  readonly until: string;
}

/** Counts the rows of a table that wait. The names go into the statement as they are: they must be our own. */
export async function countWaiting(
  transaction: Transaction,
  { table, since, until }: WaitingTable,
): Promise<Waiting> {
  const [row] = await transaction.rows(
    `SELECT COUNT(*) AS waiting, COALESCE(TIMESTAMPDIFF(SECOND, MIN(${since}), UTC_TIMESTAMP(6)), 0) AS oldest
       FROM ${table} WHERE ${until} IS NULL`,
  );
  return { count: Number(row?.['waiting']), oldestAge: Math.max(0, Number(row?.['oldest'])) };
}
