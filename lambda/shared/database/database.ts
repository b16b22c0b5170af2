import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { Clock } from '../clock';
import { expectWriter } from './connect';
import { CommitUnknownError, remedyFor } from './connection-failure';

/** What may be bound to a `?` of a statement. An amount is a bigint or a string of digits, never a number. */
export type SqlValue = string | bigint | number | Date | null;

/** Statements inside one transaction. */
export interface Transaction {
  /** The rows of a SELECT. */
  rows(sql: string, values?: readonly SqlValue[]): Promise<RowDataPacket[]>;
  /** How many rows an INSERT, UPDATE or DELETE has touched. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>;
}

export interface DatabasePorts {
  /** Opens a connection to the writer. */
  readonly connect: () => Promise<Connection>;
  readonly clock: Clock;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** From 0 to 1, for the jitter between attempts. */
  readonly random: () => number;
}

/** Seconds a connection is used before a new one is made, so that load spreads again after a failover. */
const maxAge = 600;
/** Seconds after which an unused connection is asked whether it is still there: Lambda freezes us in between. */
const idleLimit = 30;
/** Milliseconds one statement may take. */
const statementTimeout = 5_000;
/** Milliseconds: the first pause is up to this, each next up to twice as much. */
const firstPause = 100;
const longestPause = 2_000;

/**
 * The one connection of an execution environment, which serves one call at a time. It is made when it is first needed,
 * made again when it is old or lost, and never handed out broken.
 */
export class Database {
  #open: { readonly connection: Connection; readonly since: number; usedAt: number } | null = null;

  constructor(private readonly ports: DatabasePorts) {}

  /**
   * Runs work in a transaction. A lost connection, a failover or a deadlock runs the whole of it again while the deadline
   * allows, so `work` must have no effect beside its statements.
   *
   * @param deadline seconds since 1970 after which no new attempt begins
   * @throws CommitUnknownError where the connection was lost after COMMIT was sent
   * @throws whatever the last attempt threw
   */
  async transaction<T>(deadline: number, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#untilDeadline(deadline, () => this.#inTransaction(work));
  }

  /** Makes sure that the writer answers and is one, with new attempts while the deadline allows. */
  async ping(deadline: number): Promise<void> {
    await this.#untilDeadline(deadline, async () => {
      try {
        await expectWriter(await this.#connection(), statementTimeout);
      } catch (error) {
        this.close();
        throw error;
      }
    });
  }

  /** Ends the connection, for programs that end. */
  close(): void {
    this.#open?.connection.destroy();
    this.#open = null;
  }

  async #untilDeadline<T>(deadline: number, attempt: () => Promise<T>): Promise<T> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (remedyFor(error) === 'give-up') throw error;
        const pause = this.ports.random() * Math.min(longestPause, firstPause * 2 ** failures);
        if (this.ports.clock() + pause / 1000 >= deadline) throw error;
        await this.ports.sleep(pause);
      }
    }
  }

  async #inTransaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    let committing = false;
    try {
      const connection = await this.#connection();
      await execute(connection, 'START TRANSACTION');
      const value = await work(statementsOn(connection));
      committing = true;
      await execute(connection, 'COMMIT');
      return value;
    } catch (error) {
      await this.#cleanUp(error);
      if (committing && remedyFor(error) === 'reconnect') {
        throw new CommitUnknownError(
          'the connection was lost after COMMIT was sent: read whether the transaction took place before repeating it',
          { cause: error },
        );
      }
      throw error;
    }
  }

  /** Leaves either a connection without a transaction, or none. */
  async #cleanUp(error: unknown): Promise<void> {
    const connection = this.#open?.connection;
    if (connection === undefined) return;
    if (remedyFor(error) === 'reconnect') {
      this.close();
      return;
    }
    try {
      await execute(connection, 'ROLLBACK');
    } catch {
      // the error that led here says more; the server rolls back what it loses
      this.close();
    }
  }

  async #connection(): Promise<Connection> {
    const now = this.ports.clock();
    if (this.#open !== null && now - this.#open.since >= maxAge) this.close();
    if (this.#open !== null && now - this.#open.usedAt >= idleLimit) {
      await expectWriter(this.#open.connection, statementTimeout).catch(() => {
        this.close();
      });
    }
    if (this.#open === null) {
      const connection = await this.ports.connect();
      // a connection that dies while nobody uses it must not end the process
      connection.on('error', () => undefined);
      this.#open = { connection, since: now, usedAt: now };
    }
    this.#open.usedAt = now;
    return this.#open.connection;
  }
}

function statementsOn(connection: Connection): Transaction {
  return {
    rows: async (sql, values = []) => {
      const [rows] = await connection.execute<RowDataPacket[]>(
        { sql, timeout: statementTimeout },
        bindable(values),
      );
      return rows;
    },
    run: async (sql, values = []) => {
      const [result] = await connection.execute<ResultSetHeader>(
        { sql, timeout: statementTimeout },
        bindable(values),
      );
      return result.affectedRows;
    },
  };
}

async function execute(connection: Connection, sql: string): Promise<void> {
  await connection.query({ sql, timeout: statementTimeout });
}

/** A whole number goes as text: mysql2 sends numbers as doubles. */
function bindable(values: readonly SqlValue[]): (string | Date | null)[] {
  return values.map((value) =>
    typeof value === 'number' || typeof value === 'bigint' ? value.toString() : value,
  );
}
