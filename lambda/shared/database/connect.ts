import { isIP } from 'node:net';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { DemotedWriterError } from './connection-failure';

/** Where the database is, who asks, and how the server has to prove itself. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Asked for each connection: an IAM token is good for 15 minutes, and only at the start of one. */
  readonly password: () => Promise<string>;
  readonly database: string;
  /** Authorities in PEM, one of which must have signed the server's certificate. */
  readonly authorities: string | string[];
}

/** Milliseconds until a server that does not answer is given up: one connect in the shortest timeout of a caller. */
const connectTimeout = 3_000;

/**
 * Opens a connection to the writer, over TLS with the server's name checked.
 *
 * @throws DemotedWriterError where a reader answers
 */
export async function connectToWriter(address: DatabaseAddress): Promise<Connection> {
  if (isIP(address.host) !== 0) {
    // mysql2 would hold the certificate against `localhost`
    throw new Error(
      `${address.host} is an address, which no certificate can prove: give the database's name`,
    );
  }
  const connection = await createConnection({
    host: address.host,
    port: address.port,
    user: address.user,
    password: await address.password(),
    database: address.database,
    // mysql2's own profile for RDS does not look at the name in the certificate
    ssl: { ca: address.authorities, verifyIdentity: true, minVersion: 'TLSv1.2' },
    // how Aurora takes an IAM token: as it is, hence never without the TLS above
    enableCleartextPlugin: true,
    connectTimeout,
    charset: 'utf8mb4',
    timezone: 'Z',
    // a number of JavaScript holds 53 bits, an amount has 64
    supportBigNumbers: true,
    bigNumberStrings: true,
  });
  try {
    await expectWriter(connection, connectTimeout);
    return connection;
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

/**
 * Asks the server behind a connection whether it takes writes. A reader answers `SELECT 1` like any other.
 *
 * @param timeout milliseconds
 * @throws DemotedWriterError where it does not
 */
export async function expectWriter(connection: Connection, timeout: number): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>({
    sql: 'SELECT @@innodb_read_only AS read_only',
    timeout,
  });
  if (Number(rows[0]?.['read_only']) === 0) return;
  throw new DemotedWriterError(
    `${connection.config.host ?? 'the database'} leads to a reader: its name has not followed a failover`,
  );
}
