import type { Connection } from 'mysql2/promise';
import * as z from 'zod/mini';
import type { MigratorAnswer, MigratorRequest } from '../contract/migrations';
import type { Logger } from '../shared/logger';
import { pendingMigrations, runMigrations, settleMigration, withMigrationLock } from './migrate';
import { MigrationError } from './migration-error';
import type { Migration } from './migration-files';
import { provisionUsers, type CreateIamUser } from './users';

const requestSchema = z.union([
  z.strictObject({ action: z.enum(['plan', 'migrate']) }),
  z.strictObject({
    action: z.literal('settle'),
    version: z.int().check(z.positive()),
    as: z.enum(['applied', 'not-applied']),
  }),
]);

export interface MigratorPorts {
  /** Opens a connection to the writer as the master user. */
  readonly connect: () => Promise<Connection>;
  readonly migrations: readonly Migration[];
  readonly logger: Logger;
  /** @default for Aurora */
  readonly createUser?: CreateIamUser;
}

/**
 * Does what the pipeline asks for, over a connection of its own that ends with the call.
 *
 * @throws MigrationError, or whatever the database throws, after it has been logged
 */
export async function serveMigrator(event: unknown, ports: MigratorPorts): Promise<MigratorAnswer> {
  const { logger } = ports;
  try {
    const request = parse(event);
    const connection = await ports.connect();
    try {
      const answer = await carryOut(request, connection, ports);
      logger.info('migrator done', { action: answer.action, applied: answer.applied.length });
      return answer;
    } finally {
      connection.destroy();
    }
  } catch (error) {
    logger.error('migrator failed', error);
    throw error;
  }
}

function parse(event: unknown): MigratorRequest {
  const parsed = requestSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new MigrationError(
    'the migrator takes {"action":"plan"}, "migrate", or "settle" with version and as',
  );
}

async function carryOut(
  request: MigratorRequest,
  connection: Connection,
  { migrations, logger, createUser }: MigratorPorts,
): Promise<MigratorAnswer> {
  const namesOf = (some: readonly Migration[]) => some.map(({ file }) => file);
  const untouched = { status: 'skipped', reason: `${request.action} changes no user` } as const;
  if (request.action === 'plan') {
    const pending = await pendingMigrations(connection, migrations);
    return { action: 'plan', pending: namesOf(pending), applied: [], users: untouched };
  }
  return withMigrationLock(connection, async () => {
    if (request.action === 'settle') {
      await settleMigration(connection, request.version, request.as);
      const pending = await pendingMigrations(connection, migrations);
      return { action: 'settle', pending: namesOf(pending), applied: [], users: untouched };
    }
    const applied = await runMigrations(connection, migrations, logger);
    const users = await provisionUsers(connection, createUser);
    return { action: 'migrate', pending: [], applied: namesOf(applied), users };
  });
}
