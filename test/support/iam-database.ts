import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { TestMariadb } from './mariadb';

/** One login that reached the database. */
export interface Login {
  readonly user: string;
  /** What was sent as the password. */
  readonly token: string;
  readonly accepted: boolean;
}

/**
 * The part of Aurora that MariaDB lacks: a port in front of it that logs in by IAM token.
 *
 * It speaks the MySQL protocol up to the end of the login: refuses whoever does not ask for TLS, switches to
 * `mysql_clear_password` as Aurora's AWSAuthenticationPlugin does, checks the token, and then passes everything on to
 * MariaDB, where the users have no password.
 */
export interface IamDatabase {
  readonly port: number;
  /** Every login so far. */
  logins(): readonly Login[];
  /** Ends every connection that is open now, as a failover does. */
  dropConnections(): void;
  stop(): Promise<void>;
}

// https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html
const clientSsl = 0x800;
const pluginAuthLenencData = 0x200000;

/** @param certificateFile what it proves itself by; any of the same authority's */
export async function startIamDatabase(
  mariadb: TestMariadb,
  certificateFile = mariadb.authority.certificateFile,
): Promise<IamDatabase> {
  const logins: Login[] = [];
  const sockets = new Set<Socket>();
  const secureContext = createSecureContext({
    cert: readFileSync(certificateFile),
    key: readFileSync(mariadb.authority.keyFile),
  });
  const server = createServer((client) => {
    const backend = connect(mariadb.port, '127.0.0.1');
    for (const socket of [client, backend]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('close', () => backend.destroy());
    backend.on('close', () => client.destroy());
    serve(client, backend).catch(() => {
      client.destroy();
      backend.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function serve(plain: Socket, backend: Socket): Promise<void> {
    // the greeting of MariaDB names its abilities, TLS among them
    plain.write(packet(0, await readPacket(backend)));
    const request = await readPacket(plain);
    if ((request.readUInt32LE(0) & clientSsl) === 0) {
      plain.end(packet(2, errorPayload('TLS is required')));
      return;
    }
    const client = new TLSSocket(plain, { isServer: true, secureContext });
    client.on('error', () => undefined);
    const login = parseLogin(await readPacket(client));
    client.write(packet(3, Buffer.from('\xfemysql_clear_password\0', 'latin1')));
    const token = (await readPacket(client)).toString('utf8').replace(/\0$/, '');
    const accepted = isTokenFor(token, login.user, port);
    logins.push({ user: login.user, token, accepted });
    if (!accepted) {
      client.end(packet(5, errorPayload(`Access denied for user '${login.user}'`)));
      return;
    }
    backend.write(packet(1, login.withoutPassword));
    client.write(packet(5, await readPacket(backend)));
    client.pipe(backend);
    backend.pipe(client);
  }

  return {
    port,
    logins: () => logins,
    dropConnections: () => {
      for (const socket of sockets) socket.destroy();
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A presigned request to `connect` to this very endpoint as this very user; the signature itself is AWS's to check. */
function isTokenFor(token: string, user: string, port: number): boolean {
  const url = URL.canParse(`https://${token}`) ? new URL(`https://${token}`) : null;
  if (url?.host !== `localhost:${port}`) return false;
  const query = Object.fromEntries(url.searchParams);
  return (
    query['Action'] === 'connect' &&
    query['DBUser'] === user &&
    query['X-Amz-Expires'] === '900' &&
    (query['X-Amz-Credential'] ?? '').endsWith('/rds-db/aws4_request') &&
    /^[0-9a-f]{64}$/.test(query['X-Amz-Signature'] ?? '')
  );
}

/** A HandshakeResponse41, and the same for a connection without TLS and a user without a password. */
function parseLogin(payload: Buffer): { user: string; withoutPassword: Buffer } {
  const capabilities = payload.readUInt32LE(0);
  if ((capabilities & pluginAuthLenencData) === 0) throw new Error('the client is too old');
  const userEnd = payload.indexOf(0, 32);
  const length = payload[userEnd + 1] ?? 0;
  if (length > 250) throw new Error('the login is longer than a test needs');
  const head = Buffer.from(payload.subarray(0, userEnd + 1));
  head.writeUInt32LE((capabilities & ~clientSsl) >>> 0, 0);
  return {
    user: payload.toString('utf8', 32, userEnd),
    withoutPassword: Buffer.concat([head, Buffer.from([0]), payload.subarray(userEnd + 2 + length)]),
  };
}

function errorPayload(message: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 1045 & 0xff, 1045 >> 8]), Buffer.from(`#28000${message}`)]);
}

function packet(sequence: number, payload: Buffer): Buffer {
  const header = Buffer.from([payload.length & 0xff, payload.length >> 8, 0, sequence]);
  return Buffer.concat([header, payload]);
}

/** The payload of the next packet; what came after it stays in the stream. */
async function readPacket(stream: Duplex): Promise<Buffer> {
  const header = await readBytes(stream, 4);
  return readBytes(stream, header.readUIntLE(0, 3));
}

async function readBytes(stream: Duplex, count: number): Promise<Buffer> {
  for (;;) {
    const bytes = stream.read(count) as Buffer | null;
    if (bytes?.length === count) return bytes;
    if (stream.destroyed || stream.readableEnded) throw new Error('the connection ended');
    await Promise.race([once(stream, 'readable'), once(stream, 'close'), once(stream, 'end')]);
  }
}
