import { createHmac } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { databaseUsers } from '../../lambda/contract/database';
import { functionNames, type FunctionName } from '../../lambda/contract/functions';
import { parameters } from '../../lambda/contract/parameters';
import { idempotencyKeyHeader, pspSignatureHeader } from '../../lambda/contract/requests';
import { routes } from '../../lambda/contract/routes';
import { createIamUser, provisionUsers } from '../../lambda/migrator/users';
import type { ExecutionEnvironment } from '../support/bundled-functions';
import { startFunctionsPlatform, webhookSecret, type FunctionsPlatform } from '../support/functions-platform';
import { startIamDatabase, type IamDatabase } from '../support/iam-database';
import type { TestMariadb } from '../support/mariadb';
import { describeWithTools } from '../support/requirements';

/** Every function as it would be deployed, against a real SQL server, with what the emulator has of AWS. */
describeWithTools(['mariadb', 'moto', 'python'], 'a bundled function', () => {
  let platform: FunctionsPlatform;
  let mariadb: TestMariadb;
  let database: IamDatabase;
  const put: FunctionsPlatform['put'] = (...parameter) => platform.put(...parameter);
  const start: FunctionsPlatform['start'] = (...called) => platform.start(...called);

  beforeAll(async () => {
    platform = await startFunctionsPlatform();
    ({ mariadb, database } = platform);
  }, 120_000);
  afterAll(() => platform.stop(), 60_000);

  // the tests are the life of one environment, in this order
  describe('the migrator', () => {
    const migrations = ['0001-create-outbox.sql', '0002-create-provider-events.sql'];

    it('says what is pending before it does it, then has nothing to do', async () => {
      const migrator = await start('migrator');

      const answers = [];
      for (const action of ['plan', 'migrate', 'plan', 'migrate']) {
        answers.push(await migrator.invoke({ action }));
      }

      const skipped = (reason: string) => ({ status: 'skipped', reason });
      const notAurora = skipped('the server is not Aurora, so no user can log in with an IAM token');
      const planned = skipped('plan changes no user');
      expect(answers).toEqual([
        { result: { action: 'plan', pending: migrations, applied: [], users: planned } },
        { result: { action: 'migrate', pending: [], applied: migrations, users: notAurora } },
        { result: { action: 'plan', pending: [], applied: [], users: planned } },
        { result: { action: 'migrate', pending: [], applied: [], users: notAurora } },
      ]);
      const tables = await mariadb.query('SHOW TABLES IN payments');
      expect(tables.map((row) => Object.values<unknown>(row)[0])).toEqual([
        'outbox',
        'provider_events',
        'schema_migrations',
      ]);
    }, 60_000);

    it('throws what it is not asked for', async () => {
      const migrator = await start('migrator');

      expect(await migrator.invoke({ action: 'drop' })).toMatchObject({ errorType: 'MigrationError' });
    }, 30_000);
  });

  describe('with a user of its own', () => {
    beforeAll(async () => {
      const root = await createConnection({ host: '127.0.0.1', port: mariadb.port, user: 'root' });
      // MariaDB has no AWSAuthenticationPlugin: the token is checked in front of it
      const answer = await provisionUsers(root, async (connection, user) => {
        await connection.query(`CREATE USER '${user}'@'%'`);
      });
      await root.end();
      expect(answer).toEqual({ status: 'provisioned', users: Object.values(databaseUsers) });
      await put(parameters.databasePort, String(database.port));
    });

    const request = (name: keyof typeof routes, parts: object = {}) => ({
      httpMethod: routes[name].method,
      resource: routes[name].path,
      path: routes[name].path,
      headers: {},
      pathParameters: null,
      body: null,
      isBase64Encoded: false,
      ...parts,
    });
    const answer = (status: number, body: object, contentType = 'application/json') => ({
      result: {
        statusCode: status,
        headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' },
        body: JSON.stringify(body),
      },
    });
    const problem = (status: number, type: string) => ({
      result: {
        statusCode: status,
        headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
        body: expect.stringContaining(`"type":"${type}"`) as string,
      },
    });
    const payment = request('createPayment', {
      headers: { [idempotencyKeyHeader]: 'order-1' },
      body: JSON.stringify({
        amount: { value: '9007199254740993', currency: 'EUR' },
        paymentMethod: 'pm_0123456789abcdef',
        captureMethod: 'automatic',
      }),
    });
    const signed = (body: string, time = Math.floor(Date.now() / 1000)) =>
      request('pspWebhook', {
        headers: {
          [pspSignatureHeader.toLowerCase()]: `t=${time},v1=${createHmac('sha256', webhookSecret).update(`${time}.${body}`).digest('hex')}`,
        },
        body,
      });

    describe('the api', () => {
      let api: ExecutionEnvironment;
      beforeAll(async () => {
        api = await start('api');
      });

      it('asks the database for its health, over TLS and with a token of IAM', async () => {
        const before = database.logins().length;

        expect(await api.invoke(request('health'))).toEqual(answer(200, { status: 'ok', database: 'ok' }));
        expect(database.logins().slice(before)).toEqual([
          { user: 'payments_api', token: expect.any(String) as string, accepted: true },
        ]);
      }, 30_000);

      it('uses one connection for many calls, and a new token after it was lost', async () => {
        const before = database.logins().length;
        await api.invoke(request('health'));
        expect(database.logins().slice(before)).toEqual([]);

        database.dropConnections();
        expect(await api.invoke(request('health'))).toEqual(answer(200, { status: 'ok', database: 'ok' }));
        expect(database.logins().slice(before)).toMatchObject([{ accepted: true }]);
      }, 30_000);

      it('checks a payment, reaches the database, and says that nothing was done', async () => {
        expect(await api.invoke(payment)).toEqual(problem(501, 'not-available-yet'));
        expect(await api.invoke({ ...payment, headers: {} })).toEqual(problem(400, 'invalid-request'));
      }, 30_000);

      it('keeps a session, and tells of a conflict', async () => {
        const session = request('writeSession', {
          pathParameters: { sessionId: 'session-0123456789' },
          body: JSON.stringify({ seenVersion: 0, lifetimeInSeconds: 900, attributes: { cart: '1' } }),
        });

        expect(await api.invoke(session)).toEqual(answer(200, { id: 'session-0123456789', version: 1 }));
        expect(await api.invoke(session)).toEqual(problem(409, 'version-conflict'));
        expect(
          await api.invoke(request('readSession', { pathParameters: { sessionId: 'session-0123456789' } })),
        ).toMatchObject({
          result: { statusCode: 200, body: expect.stringContaining('"cart":"1"') as string },
        });
      }, 30_000);

      it('stores a webhook once, as it came, and promises no more', async () => {
        const body = '{ "id": "evt_1",  "type": "charge.succeeded", "amount": 9007199254740993 }';

        expect(await api.invoke(signed(body))).toEqual(answer(202, { id: 'evt_1', status: 'stored' }));
        expect(await api.invoke(signed(body))).toEqual(answer(202, { id: 'evt_1', status: 'stored-before' }));
        expect(
          await mariadb.query('SELECT event_id, body, processed_at FROM payments.provider_events'),
        ).toEqual([{ event_id: 'evt_1', body, processed_at: null }]);
      }, 30_000);

      it('refuses a webhook that the provider did not sign now', async () => {
        const body = '{"id":"evt_2","type":"charge.succeeded"}';
        const old = Math.floor(Date.now() / 1000) - 301;

        expect(await api.invoke(signed(body, old))).toEqual(problem(400, 'unverified-signature'));
        expect(await api.invoke({ ...signed(body), body: `${body} ` })).toEqual(
          problem(400, 'unverified-signature'),
        );
        expect(
          await mariadb.query("SELECT * FROM payments.provider_events WHERE event_id = 'evt_2'"),
        ).toEqual([]);
      }, 30_000);

      it('may do with the database what it needs and nothing else', async () => {
        const asApi = await createConnection({
          host: '127.0.0.1',
          port: mariadb.port,
          user: databaseUsers.api,
        });

        for (const sql of ['DELETE FROM provider_events', 'SELECT * FROM outbox', 'CREATE TABLE t (i INT)']) {
          await expect(asApi.query('USE payments').then(() => asApi.query(sql))).rejects.toThrow('denied');
        }
        await asApi.end();
      });
    });

    it('measures what waits, as metrics that CloudWatch finds', async () => {
      await mariadb.query(
        `INSERT INTO payments.outbox (event_id, event_type, detail, created_at)
         VALUES ('e-1', 'PaymentCaptured', '{}', UTC_TIMESTAMP(6) - INTERVAL 90 SECOND)`,
      );
      const measured = async (name: FunctionName) => {
        const environment = await start(name);
        const invocation = await environment.invoke({});
        const line = environment
          .output()
          .split('\n')
          .find((text) => text.startsWith('{"_aws"'));
        return { invocation, metrics: JSON.parse(line ?? '{}') as Record<string, unknown> };
      };
      const reported = (names: Record<string, string>) => ({
        Timestamp: expect.any(Number) as number,
        CloudWatchMetrics: [
          {
            Namespace: 'Payments',
            Dimensions: [['Environment']],
            Metrics: Object.entries(names).map(([Name, Unit]) => ({ Name, Unit })),
          },
        ],
      });

      const relay = await measured('relay');
      expect(relay.metrics).toEqual({
        _aws: reported({ UnsentEvents: 'Count', OldestUnsentEventAge: 'Seconds' }),
        Environment: 'dev',
        UnsentEvents: 1,
        OldestUnsentEventAge: expect.any(Number) as number,
      });
      const age = Number(relay.metrics['OldestUnsentEventAge']);
      expect(age).toBeGreaterThanOrEqual(90);
      expect(age).toBeLessThan(600);
      expect(relay.invocation).toEqual({ result: { count: 1, oldestAge: age } });

      const { metrics } = await measured('reconciler');
      expect(metrics).toMatchObject({
        _aws: reported({ UnprocessedProviderEvents: 'Count', OldestUnprocessedProviderEventAge: 'Seconds' }),
        UnprocessedProviderEvents: 1,
      });
    }, 60_000);

    it('hands back every message of a queue, as nothing processes one yet', async () => {
      const consumer = await start('consumer');
      const envelope = { id: '1', source: 'payments.core', 'detail-type': 'PaymentCaptured', detail: {} };
      const message = (messageId: string, body: string) => ({ messageId, body });

      expect(
        await consumer.invoke({
          Records: [message('a', JSON.stringify(envelope)), message('b', 'not JSON')],
        }),
      ).toEqual({
        result: { batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'b' }] },
      });
      expect(database.logins().at(-1)).toMatchObject({ user: 'payments_consumer', accepted: true });
    }, 30_000);

    it('does no step of a saga, and does not say that it did', async () => {
      const consumer = await start('consumer');

      expect(
        await consumer.invoke({ saga: 'capture', step: 'reserve', paymentId: 'p-1', operationId: 'o-1' }),
      ).toEqual({
        errorType: 'NotAvailableYetError',
        errorMessage: 'the step reserve of the capture is not available yet: nothing was done',
      });
    }, 30_000);

    const events: Readonly<Record<FunctionName, unknown>> = {
      api: payment,
      consumer: { Records: [{ messageId: 'a', body: '{}' }] },
      relay: {},
      reconciler: {},
      migrator: { action: 'plan' },
    };

    it.each(functionNames)(
      'throws what it did not expect, so that Lambda counts an error: %s',
      async (name) => {
        const nobodyListens = await start(name, { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
        expect(await nobodyListens.invoke(events[name], 8_000)).toEqual({
          errorType: expect.any(String) as string,
          errorMessage: expect.any(String) as string,
        });

        const untrusted = await start(name, { DATABASE_AUTHORITY_FILE: '' });
        expect(await untrusted.invoke(events[name])).toMatchObject({
          errorMessage: expect.stringMatching(/self.signed|unable to (verify|get)/) as string,
        });
      },
      60_000,
    );

    it.each(functionNames)(
      'throws where the database does not answer in time, but for health: %s',
      async (name) => {
        await put(parameters.databasePort, '9');
        try {
          const environment = await start(name);
          expect(await environment.invoke(events[name], 3_000)).toMatchObject({ errorType: 'Error' });
          if (name === 'api') {
            expect(await environment.invoke(request('health'), 3_000)).toEqual(
              problem(503, 'database-unreachable'),
            );
          }
        } finally {
          await put(parameters.databasePort, String(database.port));
        }
      },
      60_000,
    );

    it('names the parameter that is missing', async () => {
      await platform.remove(parameters.databaseWriterEndpoint);
      try {
        const relay = await start('relay');
        expect(await relay.invoke({})).toEqual({
          errorType: 'ConfigurationError',
          errorMessage:
            'the parameters /payments/dev/database/writer-endpoint are missing or empty: apply the stack that creates them',
        });
      } finally {
        await put(parameters.databaseWriterEndpoint, 'localhost');
      }
    }, 30_000);

    it('does not trust a server by its authority alone: its name must be in the certificate', async () => {
      const impostor = await startIamDatabase(mariadb, mariadb.authority.otherCertificateFile);
      await put(parameters.databasePort, String(impostor.port));
      try {
        const relay = await start('relay');
        expect(await relay.invoke({})).toMatchObject({
          errorMessage: expect.stringContaining("does not match certificate's altnames") as string,
        });
        expect(impostor.logins()).toEqual([]);
      } finally {
        await put(parameters.databasePort, String(database.port));
        await impostor.stop();
      }
    }, 30_000);

    it('takes no address for a name, as no certificate proves one', async () => {
      await put(parameters.databaseWriterEndpoint, '127.0.0.1');
      try {
        const relay = await start('relay');
        expect(await relay.invoke({})).toEqual({
          errorType: 'Error',
          errorMessage: "127.0.0.1 is an address, which no certificate can prove: give the database's name",
        });
      } finally {
        await put(parameters.databaseWriterEndpoint, 'localhost');
      }
    }, 30_000);

    it('does not take a reader for the writer', async () => {
      await mariadb.restart(['--innodb-read-only=1']);
      try {
        const relay = await start('relay');
        expect(await relay.invoke({}, 3_000)).toEqual({
          errorType: 'DemotedWriterError',
          errorMessage: 'localhost leads to a reader: its name has not followed a failover',
        });
      } finally {
        await mariadb.restart();
      }
    }, 60_000);
  });

  it('creates users as Aurora has them', async () => {
    const statements: unknown[] = [];
    const connection = { query: (sql: string) => Promise.resolve(statements.push(sql)) };

    await createIamUser(connection as unknown as Parameters<typeof createIamUser>[0], 'payments_api');

    expect(statements).toEqual([
      "CREATE USER IF NOT EXISTS 'payments_api'@'%' IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL",
    ]);
  });
});
