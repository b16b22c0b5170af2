import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { toolPath } from './requirements';
import { makeTestAuthority, type TestAuthority } from './test-authority';

/** A MariaDB of its own on loopback, in place of Aurora MySQL; it speaks TLS and its root needs no password. */
export interface TestMariadb {
  readonly port: number;
  readonly authority: TestAuthority;
  /** Runs one statement as root and returns its rows. */
  query(sql: string, values?: readonly unknown[]): Promise<RowDataPacket[]>;
  /** Ends the server and starts it again on the same data and port, with more options. */
  restart(options?: readonly string[]): Promise<void>;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

/** Where packages put the SQL that makes the system tables. */
const shareFolders = ['share/mysql', 'share/mariadb'];

/** Starts a server with empty system tables and the schema `database`; needs the tools `mariadb` and `moto`. */
export async function startMariadb(database = 'payments'): Promise<TestMariadb> {
  const program = toolPath('mariadb');
  const folder = mkdtempSync(join(tmpdir(), 'mariadb-'));
  const authority = makeTestAuthority(folder);
  const data = join(folder, 'data');
  mkdirSync(data);
  const common = [
    '--no-defaults',
    `--datadir=${data}`,
    '--innodb-buffer-pool-size=32M',
    '--innodb-log-file-size=8M',
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ];
  const bootstrap = spawnSync(program, [...common, '--bootstrap', '--skip-networking'], {
    input: systemTables(program, database),
    encoding: 'utf8',
  });
  if (bootstrap.status !== 0) throw new Error(`mariadbd could not make its tables: ${bootstrap.stderr}`);

  const port = await freePort();
  const start = async (options: readonly string[]): Promise<ChildProcess> => {
    const child = spawn(program, [
      ...common,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--ssl-cert=${authority.certificateFile}`,
      `--ssl-key=${authority.keyFile}`,
      ...options,
    ]);
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
    child.stdout.resume();
    for (let attempt = 0; attempt < 300; attempt += 1) {
      if (child.exitCode !== null) throw new Error(`mariadbd ended: ${log}`);
      const connection = await connect(port).catch(() => null);
      if (connection !== null) {
        await connection.end();
        return child;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    child.kill('SIGKILL');
    throw new Error(`mariadbd did not listen on port ${port} within 30 s: ${log}`);
  };
  const end = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await once(child, 'exit');
    clearTimeout(killer);
  };

  let server = await start([]);
  return {
    port,
    authority,
    query: async (sql, values = []) => {
      const connection = await connect(port);
      try {
        const [rows] = await connection.query<RowDataPacket[]>(sql, [...values]);
        return rows;
      } finally {
        await connection.end();
      }
    },
    restart: async (options = []) => {
      await end(server);
      server = await start(options);
    },
    stop: async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function connect(port: number): Promise<Connection> {
  return createConnection({ host: '127.0.0.1', port, user: 'root', multipleStatements: true });
}

/** What `mariadb-install-db` feeds to the server, which Debian's package of the server alone cannot run. */
function systemTables(program: string, database: string): string {
  const folders = shareFolders.map((folder) => join(dirname(dirname(program)), folder));
  const share = folders.find((folder) => existsSync(join(folder, 'mysql_system_tables.sql')));
  if (share === undefined) throw new Error(`${folders.join(' and ')} have no mysql_system_tables.sql`);
  const files = ['mysql_system_tables.sql', 'mysql_performance_tables.sql', 'mysql_system_tables_data.sql'];
  return [
    'CREATE DATABASE mysql;',
    'USE mysql;',
    'SET @auth_root_socket=NULL;',
    ...files.map((file) => readFileSync(join(share, file), 'utf8')),
    `CREATE DATABASE ${database} CHARACTER SET utf8mb4;`,
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
