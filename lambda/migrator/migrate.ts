import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Logger } from '../shared/logger';
import type { Migration } from './migration-files';
import { MigrationError } from './migration-error';

/** What `schema_migrations` says of one migration. */
interface RecordedMigration {
  readonly version: number;
  readonly file: string;
  readonly sha256: string;
  readonly isFinished: boolean;
}

/** One for all who might migrate at once; the lock ends with the connection. */
const lockName = 'payments.schema_migrations';
/** Seconds to wait for somebody else's migration. */
const lockTimeout = 10;

/**
 * `started_at` is written before and `finished_at` after the statement: a migration that was interrupted is seen, and the
 * time to backtrack to is known.
 */
const recordTable = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version INT UNSIGNED NOT NULL,
  file VARCHAR(255) NOT NULL,
  sha256 CHAR(64) NOT NULL,
  started_at DATETIME(6) NOT NULL,
  finished_at DATETIME(6) NULL,
  PRIMARY KEY (version)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4`;

/**
 * What is in the bundle and not yet in the database, in order. Changes nothing.
 *
 * @throws MigrationError where the two do not fit together
 */
export async function pendingMigrations(
  connection: Connection,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const recorded = await readRecord(connection);
  for (const { version, file, sha256, isFinished } of recorded) {
    const ours = migrations.find((migration) => migration.version === version);
    if (ours === undefined) {
      throw new MigrationError(
        `the database has the migration ${file}, which is not in this bundle: an older version of the migrator was called; call the newest`,
      );
    }
    if (ours.sha256 !== sha256) {
      throw new MigrationError(
        `${ours.file} was changed after it had run (it was ${sha256} and is ${ours.sha256}): restore it, and change the schema in a new file`,
      );
    }
    if (!isFinished) {
      throw new MigrationError(
        `${file} was begun and did not finish: look whether its effect is there, then call the migrator with {"action":"settle","version":${version},"as":"applied"} or "not-applied"`,
      );
    }
  }
  return migrations.filter(({ version }) => recorded.every((each) => each.version !== version));
}

/**
 * Runs what is pending, one statement after the other; stops at the first that fails.
 *
 * @returns what was run
 * @throws MigrationError that names the file that failed; what ran before it stays
 */
export async function runMigrations(
  connection: Connection,
  migrations: readonly Migration[],
  logger: Logger,
): Promise<readonly Migration[]> {
  await connection.query(recordTable);
  const pending = await pendingMigrations(connection, migrations);
  for (const { version, file, sha256, statement } of pending) {
    await connection.execute(
      'INSERT INTO schema_migrations (version, file, sha256, started_at) VALUES (?, ?, ?, UTC_TIMESTAMP(6))',
      [version, file, sha256],
    );
    try {
      await connection.query(statement);
    } catch (error) {
      // DDL is atomic in MySQL 8: what the server refuses has had no effect; a lost connection says nothing of the kind
      const refused = typeof (error as { sqlState?: unknown }).sqlState === 'string';
      if (refused) await connection.execute('DELETE FROM schema_migrations WHERE version = ?', [version]);
      throw new MigrationError(
        refused
          ? `the database refused ${file}, and nothing of it took effect; mend it and migrate again`
          : `the connection was lost while ${file} ran; migrate again, which says how to go on`,
        { cause: error },
      );
    }
    await connection.execute(
      'UPDATE schema_migrations SET finished_at = UTC_TIMESTAMP(6) WHERE version = ?',
      [version],
    );
    logger.info('migration applied', { file });
  }
  return pending;
}

/** Says of an interrupted migration, after somebody has looked, whether it took effect. */
export async function settleMigration(
  connection: Connection,
  version: number,
  as: 'applied' | 'not-applied',
): Promise<void> {
  const recorded = (await readRecord(connection)).find((each) => each.version === version);
  if (recorded === undefined || recorded.isFinished) {
    throw new MigrationError(`migration ${version} was not interrupted, so there is nothing to settle`);
  }
  await connection.execute(
    as === 'applied'
      ? 'UPDATE schema_migrations SET finished_at = UTC_TIMESTAMP(6) WHERE version = ?'
      : 'DELETE FROM schema_migrations WHERE version = ?',
    [version],
  );
}

/**
 * Runs work while nobody else migrates.
 *
 * @throws MigrationError where somebody does
 */
export async function withMigrationLock<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  const [rows] = await connection.execute<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS held', [
    lockName,
    lockTimeout,
  ]);
  if (Number(rows[0]?.['held']) !== 1) {
    throw new MigrationError(
      `another migration has been running for more than ${lockTimeout} s: wait for it, then migrate again`,
    );
  }
  try {
    return await work();
  } finally {
    // where the connection is lost the lock is gone with it
    await connection.execute('SELECT RELEASE_LOCK(?)', [lockName]).catch(() => undefined);
  }
}

async function readRecord(connection: Connection): Promise<readonly RecordedMigration[]> {
  const [tables] = await connection.query<RowDataPacket[]>("SHOW TABLES LIKE 'schema_migrations'");
  if (tables.length === 0) return [];
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT version, file, sha256, finished_at IS NOT NULL AS is_finished FROM schema_migrations ORDER BY version',
  );
  return rows.map((row) => ({
    version: Number(row['version']),
    file: String(row['file']),
    sha256: String(row['sha256']),
    isFinished: Number(row['is_finished']) === 1,
  }));
}
