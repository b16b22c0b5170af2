import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { Configuration, type ReadParameters } from '../../lambda/shared/configuration';
import { writerAddress } from '../../lambda/shared/function-runtime';
import { embeddedMetrics } from '../../lambda/shared/metrics';
import { ssmParameters } from '../../lambda/shared/ssm-parameters';
import { trace, xrayTrace } from '../../lambda/shared/tracing';

const port = '/payments/dev/database/port';

describe('configuration', () => {
  let now: number;
  let reads: (readonly string[])[];
  let errors: unknown[];
  let answer: () => Promise<ReadonlyMap<string, string>>;
  let configuration: Configuration<'database/port'>;

  beforeEach(() => {
    now = 1_800_000_000;
    reads = [];
    errors = [];
    answer = () => Promise.resolve(new Map([[port, String(reads.length)]]));
    const read: ReadParameters = (names) => {
      reads.push(names);
      return answer();
    };
    configuration = new Configuration('dev', ['database/port'], {
      read,
      clock: () => now,
      logger: {
        info: () => undefined,
        error: (message, error, fields) => errors.push([message, (error as Error).message, fields]),
        raw: () => undefined,
      },
    });
  });
  const value = async () => (await configuration.values())['database/port'];

  it('is read once, and again after five minutes', async () => {
    expect([await value(), await value()]).toEqual(['1', '1']);
    now += 299;
    expect(await value()).toBe('1');
    now += 1;
    expect(await value()).toBe('2');
    expect(reads).toEqual([[port], [port]]);
  });

  it('serves on where it cannot be read again, says so, and tries again soon', async () => {
    await value();
    now += 300;
    answer = () => Promise.reject(new Error('throttled'));
    expect(await value()).toBe('1');
    now += 29;
    expect(await value()).toBe('1');
    expect(errors).toEqual([
      [
        'parameters not read again',
        'the parameters /payments/dev/database/port cannot be read',
        { servingOnForSeconds: 30 },
      ],
    ]);

    now += 1;
    answer = () => Promise.resolve(new Map([[port, 'new']]));
    expect(await value()).toBe('new');
  });

  it.each([
    ['is missing', () => Promise.resolve(new Map<string, string>()), 'are missing or empty'],
    ['is empty', () => Promise.resolve(new Map([[port, '']])), 'are missing or empty'],
    ['cannot be read', () => Promise.reject(new Error('denied')), 'cannot be read'],
  ])('is an error where a parameter %s, at every call', async (_, given, message) => {
    answer = given;

    for (const call of [1, 2]) {
      await expect(value()).rejects.toThrow(message);
      expect(reads).toHaveLength(call);
    }
  });

  it.each(['0', '65536', '3306.5', 'mysql'])('has no port %s', (given) => {
    expect(() => writerAddress({ 'database/writer-endpoint': 'db', 'database/port': given })).toThrow(
      `the parameter database/port is "${given}" where a port is needed`,
    );
  });
});

test('parameters are asked for ten at a time, and decrypted', async () => {
  const inputs: unknown[] = [];
  const client = {
    send: (command: { input: { Names: string[] } }) => {
      inputs.push(command.input);
      return Promise.resolve({
        Parameters: command.input.Names.map((name) => ({ Name: name, Value: name })),
      });
    },
  };
  const names = Array.from({ length: 11 }, (_, index) => `/p/${index}`);

  const found = await ssmParameters(client)(names);

  expect([...found.keys()]).toEqual(names);
  expect(inputs).toEqual([
    { Names: names.slice(0, 10), WithDecryption: true },
    { Names: ['/p/10'], WithDecryption: true },
  ]);
});

test('nothing measured is no metric', () => {
  const lines: object[] = [];
  const metrics = embeddedMetrics('dev', { raw: (line) => lines.push(line) }, () => 1_800_000_000);

  metrics({});
  expect(lines).toEqual([]);
  metrics({ unsentEvents: 0 });
  expect(lines).toMatchObject([
    { Environment: 'dev', UnsentEvents: 0, _aws: { Timestamp: 1_800_000_000_000 } },
  ]);
});

describe('a trace', () => {
  const sampled = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
  function traced(header: string | null) {
    const sent: object[] = [];
    let now = 10;
    const run = xrayTrace({
      header: () => header,
      send: (document) => sent.push(document),
      now: () => now++,
      newId: () => '0'.repeat(16),
    });
    return { run, sent };
  }
  const subsegment = {
    name: 'work',
    id: '0'.repeat(16),
    trace_id: '1-5759e988-bd862e3fe1be46a994272793',
    parent_id: '53995c3f42cd8ad8',
    type: 'subsegment',
    start_time: 10,
    end_time: 11,
  };

  it('tells how long work took, and gives what it gave', async () => {
    const { run, sent } = traced(sampled);

    expect(await run('work', () => Promise.resolve(1))).toBe(1);
    expect(sent).toEqual([subsegment]);
  });

  it('tells that work failed, and throws what it threw', async () => {
    const { run, sent } = traced(sampled);

    await expect(run('work', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(sent).toEqual([{ ...subsegment, fault: true }]);
  });

  it.each([null, '', sampled.replace('Sampled=1', 'Sampled=0'), 'nonsense'])(
    'that is not sampled costs nothing: %j',
    async (header) => {
      const { run, sent } = traced(header);

      expect(await run('work', () => Promise.resolve(1))).toBe(1);
      expect(sent).toEqual([]);
    },
  );

  it('reaches the daemon as one datagram', async () => {
    const daemon = createSocket('udp4');
    daemon.bind(0, '127.0.0.1');
    await once(daemon, 'listening');
    process.env['AWS_XRAY_DAEMON_ADDRESS'] = `127.0.0.1:${daemon.address().port}`;
    process.env['_X_AMZN_TRACE_ID'] = sampled;
    try {
      const received = once(daemon, 'message') as Promise<[Buffer]>;
      await trace('work', () => Promise.resolve());
      const [head, document] = (await received)[0].toString().split('\n');
      expect(head).toBe('{"format": "json", "version": 1}');
      expect(JSON.parse(document ?? '')).toMatchObject({ name: 'work', parent_id: '53995c3f42cd8ad8' });
    } finally {
      delete process.env['AWS_XRAY_DAEMON_ADDRESS'];
      delete process.env['_X_AMZN_TRACE_ID'];
      daemon.close();
    }
  });
});
