import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { databaseUsers } from '../../lambda/contract/database';
import { readMigrations } from '../../lambda/migrator/migration-files';
import { serveMigrator } from '../../lambda/migrator/serve';
import { provisionUsers } from '../../lambda/migrator/users';
import { connectToWriter } from '../../lambda/shared/database/connect';
import { Database } from '../../lambda/shared/database/database';
import { startMariadb, type TestMariadb } from '../support/mariadb';
import { describeWithTools } from '../support/requirements';

describeWithTools(['mariadb', 'moto'], 'against a SQL server', () => {
  let mariadb: TestMariadb;
  beforeAll(async () => {
    mariadb = await startMariadb();
    // one that read_only binds, as it does the users of the functions
    await mariadb.query(
      `CREATE USER 'writer'@'%'; GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP ON payments.* TO 'writer'@'%';
       CREATE TABLE payments.entries (id INT PRIMARY KEY, amount BIGINT NOT NULL)`,
    );
  }, 90_000);
  afterAll(() => mariadb.stop());

  const address = () => ({
    host: 'localhost',
    port: mariadb.port,
    user: 'writer',
    password: () => Promise.resolve(''),
    database: 'payments',
    authorities: readFileSync(mariadb.authority.authorityFile, 'utf8'),
  });

  describe('a transaction', () => {
    const start = 1_800_000_000;
    let now: number;
    let pauses: number[];
    let opened: Connection[];
    let database: Database;
    /** What happens to a connection before a statement is sent on it. */
    let before: (connection: Connection, sql: string) => Promise<void>;
    let onPause: () => Promise<unknown>;

    beforeEach(async () => {
      now = start;
      pauses = [];
      opened = [];
      before = () => Promise.resolve();
      onPause = () => Promise.resolve();
      database = new Database({
        connect: async () => {
          const connection = await connectToWriter(address());
          opened.push(connection);
          return intercepted(connection);
        },
        clock: () => now,
        random: () => 0.5,
        sleep: async (milliseconds) => {
          pauses.push(milliseconds);
          now += milliseconds / 1000;
          await onPause();
        },
      });
      await mariadb.query('DELETE FROM payments.entries');
    });
    afterEach(() => {
      database.close();
    });

    /** The same connection, with `before` called ahead of each text statement. */
    function intercepted(connection: Connection): Connection {
      const query = connection.query.bind(connection) as (options: { sql: string }) => Promise<unknown>;
      return Object.assign(connection, {
        query: async (options: { sql: string }) => {
          await before(connection, options.sql);
          return query(options);
        },
      });
    }
    const kill = (connection: Connection) => mariadb.query(`KILL ${connection.threadId}`);
    const entries = () => mariadb.query('SELECT id, amount FROM payments.entries ORDER BY id');
    const insert = (id: number, amount: bigint | string = 1n) =>
      database.transaction(now + 10, (transaction) =>
        transaction.run('INSERT INTO entries (id, amount) VALUES (?, ?)', [id, amount]),
      );

    it('holds what 64 bits hold', async () => {
      expect(await insert(1, 9_007_199_254_740_993n)).toBe(1);

      const rows = await database.transaction(now + 10, (transaction) =>
        transaction.rows('SELECT amount FROM entries WHERE id = ?', [1]),
      );
      expect(rows).toEqual([{ amount: '9007199254740993' }]);
    });

    it('runs again as a whole where the connection is lost in the middle', async () => {
      let attempts = 0;

      await database.transaction(now + 10, async (transaction) => {
        attempts += 1;
        await transaction.run('INSERT INTO entries (id, amount) VALUES (1, ?)', [attempts]);
        if (attempts === 1) await kill(opened[0]!);
        await transaction.run('INSERT INTO entries (id, amount) VALUES (2, ?)', [attempts]);
      });

      expect(await entries()).toEqual([
        { id: 1, amount: 2 },
        { id: 2, amount: 2 },
      ]);
      expect(opened).toHaveLength(2);
      expect(pauses).toEqual([50]);
    });

    it('runs again on the same connection where a lock took too long', async () => {
      await insert(1);
      const holder = await createConnection({ host: '127.0.0.1', port: mariadb.port, user: 'root' });
      await holder.query('START TRANSACTION');
      await holder.query('UPDATE payments.entries SET amount = 5 WHERE id = 1');
      onPause = () => holder.query('COMMIT');

      await database.transaction(now + 10, async (transaction) => {
        await transaction.run('SET SESSION innodb_lock_wait_timeout = 1');
        await transaction.run('UPDATE entries SET amount = amount + 1 WHERE id = 1');
      });
      await holder.end();

      expect(await entries()).toEqual([{ id: 1, amount: 6 }]);
      expect(opened).toHaveLength(1);
    });

    it('connects anew where the writer has become a reader while we were connected', async () => {
      await insert(1);
      await mariadb.query('SET GLOBAL read_only = 1');
      onPause = () => mariadb.query('SET GLOBAL read_only = 0');

      await insert(2);

      expect(await entries()).toHaveLength(2);
      expect(opened).toHaveLength(2);
    });

    it('is not run again where the connection is lost after COMMIT was sent', async () => {
      let attempts = 0;
      before = async (connection, sql) => {
        if (sql === 'COMMIT') await kill(connection);
      };

      const work = database.transaction(now + 10, (transaction) => {
        attempts += 1;
        return transaction.run('INSERT INTO entries (id, amount) VALUES (1, 1)');
      });

      await expect(work).rejects.toMatchObject({ name: 'CommitUnknownError' });
      expect(attempts).toBe(1);
    });

    it('is rolled back and thrown where it would fail again, and leaves a usable connection', async () => {
      const work = database.transaction(now + 10, async (transaction) => {
        await transaction.run('INSERT INTO entries (id, amount) VALUES (1, 1)');
        await transaction.run('INSERT INTO entries (id, amount) VALUES (1, 1)');
      });

      await expect(work).rejects.toMatchObject({ errno: 1062 });
      expect(await entries()).toEqual([]);
      expect(pauses).toEqual([]);
      await insert(2);
      expect(opened).toHaveLength(1);
    });

    it('is rolled back where the work itself throws', async () => {
      const work = database.transaction(now + 10, async (transaction) => {
        await transaction.run('INSERT INTO entries (id, amount) VALUES (1, 1)');
        throw new TypeError('a fault of ours');
      });

      await expect(work).rejects.toThrow('a fault of ours');
      expect(await entries()).toEqual([]);
    });

    it('is given up at the deadline, with pauses that double up to two seconds', async () => {
      before = (connection, sql) =>
        (sql === 'START TRANSACTION' ? kill(connection) : Promise.resolve()).then(() => undefined);

      await expect(insert(1)).rejects.toMatchObject({ fatal: true });

      expect(pauses.slice(0, 7)).toEqual([50, 100, 200, 400, 800, 1000, 1000]);
      expect(now).toBeLessThan(start + 10);
      expect(now).toBeGreaterThan(start + 8);
    }, 60_000);

    it('is not needed to see that the writer is there: a ping does, and connects anew where it is not', async () => {
      await database.ping(now + 10);
      expect(opened).toHaveLength(1);

      // what a server says that became a reader while we were connected
      const pretending = opened[0]! as { query: unknown };
      pretending.query = () => Promise.resolve([[{ read_only: 1 }]]);
      await database.ping(now + 10);
      expect(opened).toHaveLength(2);
      expect(pauses).toEqual([50]);
    });

    it('uses the connection for ten minutes, and asks after half a minute whether it is there', async () => {
      const asked: string[] = [];
      before = (_, sql) => Promise.resolve(void asked.push(sql));
      await insert(1);
      now = start + 29;
      await insert(2);
      const question = 'SELECT @@innodb_read_only AS read_only';
      expect(asked).not.toContain(question);

      now += 30;
      await insert(3);
      expect(asked.filter((sql) => sql === question)).toHaveLength(1);
      expect(opened).toHaveLength(1);

      await kill(opened[0]!);
      now += 30;
      await insert(4);
      expect(opened).toHaveLength(2);
      expect(pauses).toEqual([]);

      now += 600;
      await insert(5);
      expect(opened).toHaveLength(3);
    });
  });

  describe('migrations', () => {
    let folder: string;
    const sql = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
    };
    const migrate = (event: unknown) =>
      serveMigrator(event, {
        connect: () => connectToWriter({ ...address(), user: 'root' }),
        migrations: readMigrations(folder),
        logger: { info: () => undefined, error: () => undefined, raw: () => undefined },
      });
    const run = () => migrate({ action: 'migrate' });

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'migrations-'));
      await mariadb.query('DROP DATABASE payments; CREATE DATABASE payments');
      sql('0001-a.sql', 'CREATE TABLE a (i INT);\n');
      sql('0002-b.sql', "-- a comment; with a semicolon\nCREATE TABLE b (t VARCHAR(9) DEFAULT ';')");
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    it('change nothing where they are only asked about', async () => {
      expect(await migrate({ action: 'plan' })).toMatchObject({ pending: ['0001-a.sql', '0002-b.sql'] });
      expect(await mariadb.query('SHOW TABLES IN payments')).toEqual([]);
    });

    it('run once each, in order, and say when', async () => {
      expect(await run()).toMatchObject({ applied: ['0001-a.sql', '0002-b.sql'] });
      sql('0003-c.sql', 'CREATE TABLE c (i INT)');
      expect(await run()).toMatchObject({ applied: ['0003-c.sql'] });

      const recorded = await mariadb.query(
        'SELECT version, file, LENGTH(sha256) AS digits, started_at <= finished_at AS in_order FROM payments.schema_migrations',
      );
      expect(recorded).toEqual(
        ['0001-a.sql', '0002-b.sql', '0003-c.sql'].map((file, index) => ({
          version: index + 1,
          file,
          digits: 64,
          in_order: 1,
        })),
      );
    });

    it('are refused where one was changed after it had run', async () => {
      await run();
      sql('0001-a.sql', 'CREATE TABLE a (i BIGINT)');

      for (const action of ['plan', 'migrate']) {
        await expect(migrate({ action })).rejects.toThrow(/^0001-a\.sql was changed after it had run/);
      }
    });

    it('are refused to an older version of the migrator', async () => {
      await run();
      rmSync(join(folder, '0002-b.sql'));

      await expect(run()).rejects.toThrow(
        /^the database has the migration 0002-b\.sql, which is not in this bundle/,
      );
    });

    it('stop at one the database refuses, and go on from there once it is mended', async () => {
      sql('0002-b.sql', 'CREATE TABLE b (i NONSENSE)');
      await expect(run()).rejects.toThrow('the database refused 0002-b.sql, and nothing of it took effect');

      sql('0002-b.sql', 'CREATE TABLE b (i INT)');
      expect(await run()).toMatchObject({ applied: ['0002-b.sql'] });
    });

    it.each(['applied', 'not-applied'])(
      'wait for somebody to look where one was interrupted: %s',
      async (as) => {
        await run();
        await mariadb.query('UPDATE payments.schema_migrations SET finished_at = NULL WHERE version = 2');
        await expect(run()).rejects.toThrow(
          '0002-b.sql was begun and did not finish: look whether its effect is there, then call the migrator with {"action":"settle","version":2,"as":"applied"} or "not-applied"',
        );
        if (as === 'not-applied') await mariadb.query('DROP TABLE payments.b');

        const pending = as === 'applied' ? [] : ['0002-b.sql'];
        expect(await migrate({ action: 'settle', version: 2, as })).toMatchObject({ pending });
        expect(await run()).toMatchObject({ applied: pending });
        await expect(migrate({ action: 'settle', version: 2, as })).rejects.toThrow('nothing to settle');
      },
    );

    it('do not run beside each other', async () => {
      const other = await createConnection({ host: '127.0.0.1', port: mariadb.port, user: 'root' });
      await other.query("SELECT GET_LOCK('payments.schema_migrations', 0)");

      await expect(run()).rejects.toThrow('another migration has been running for more than 10 s');
      await other.end();
      expect(await mariadb.query('SHOW TABLES IN payments')).toEqual([]);
    }, 30_000);

    it.each([
      ['0003-c.sql', 'CREATE TABLE c (i INT); DROP TABLE a', 'must hold exactly one statement'],
      ['0003-c.sql', '-- nothing', 'must hold exactly one statement'],
      [
        '0004-d.sql',
        'CREATE TABLE d (i INT)',
        '0004-d.sql is migration 3 of its folder and must be named 0003-<words>.sql',
      ],
      ['0002-c.sql', 'CREATE TABLE c (i INT)', 'is migration 3 of its folder'],
      ['0003_C.sql', 'CREATE TABLE c (i INT)', 'is migration 3 of its folder'],
    ])('are not read with %s: %s', (name, text, message) => {
      sql(name, text);

      expect(() => readMigrations(folder)).toThrow(message);
    });
  });

  describe('the users of the functions', () => {
    const provision = async () => {
      const root = await createConnection({ host: '127.0.0.1', port: mariadb.port, user: 'root' });
      const grants: string[] = [];
      const query = root.query.bind(root) as (sql: string, values?: unknown) => Promise<unknown>;
      Object.assign(root, {
        query: (text: string, values?: unknown) => {
          if (/^(GRANT|REVOKE)/.test(text)) grants.push(text);
          return query(text, values);
        },
      });
      await provisionUsers(root, async (connection, user) => {
        await connection.query(`CREATE USER IF NOT EXISTS '${user}'@'%'`);
      });
      await root.end();
      return grants;
    };
    const { relay } = databaseUsers;

    beforeAll(async () => {
      await mariadb.query(
        'DROP DATABASE payments; CREATE DATABASE payments; CREATE TABLE payments.outbox (i INT); CREATE TABLE payments.provider_events (i INT)',
      );
    });

    it('are given what is listed, once', async () => {
      expect(await provision()).toContain(`GRANT SELECT ON payments.outbox TO '${relay}'@'%'`);
      expect(await provision()).toEqual([]);
    });

    it('lose what somebody gave them beside it', async () => {
      await mariadb.query(
        `GRANT DELETE ON payments.outbox TO '${relay}'@'%'; GRANT SELECT ON payments.* TO '${relay}'@'%'`,
      );

      expect((await provision()).sort()).toEqual([
        `REVOKE DELETE ON payments.outbox FROM '${relay}'@'%'`,
        `REVOKE SELECT ON payments.* FROM '${relay}'@'%'`,
      ]);
    });

    it('are not made where no token could log them in, and that is said', async () => {
      const root = await createConnection({ host: '127.0.0.1', port: mariadb.port, user: 'root' });

      expect(await provisionUsers(root)).toEqual({
        status: 'skipped',
        reason: 'the server is not Aurora, so no user can log in with an IAM token',
      });
      await root.end();
    });
  });
});
