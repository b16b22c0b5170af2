import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { DescribeParametersCommand, GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { runSecretSet, type SecretInputs } from '../../../scripts/commands/secret';
import { createStateBucket } from '../../../scripts/emulator/state-bucket';
import { emulatorVariables } from '../../../scripts/emulator/variables';
import type { JsonObject } from '../../../scripts/model/json';
import { createS3Store } from '../../../scripts/ports/s3-store';
import { createSecretInput } from '../../../scripts/ports/secret-input';
import { tollgate } from '../../support/command-line';
import { describeWithTools } from '../../support/requirements';
import { placesThatTell } from '../../support/secret-search';
import { writePlainSynthesis } from '../../support/terraform-stacks';
import { clientOptions, startTestEmulator, type TestEmulator } from '../emulator/running-emulator';

const bucket = 'payments-terraform-state-123456789012';
const key = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const stateText = JSON.stringify({
  resources: [
    {
      type: 'aws_ssm_parameter',
      instances: [
        { attributes: { name: '/payments/dev/psp/api-key', key_id: key } },
        { attributes: { name: '/payments/dev/database/port', key_id: '' } },
      ],
    },
  ],
});

let folder: string;
const config = () => join(folder, 'cdktf.out');
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-secret-'));
  writePlainSynthesis(config(), [{ id: 'data', resources: { made: 'one' } }]);
  const file = join(config(), 'stacks/data/cdk.tf.json');
  const terraform = JSON.parse(readFileSync(file, 'utf8')) as { resource: JsonObject };
  terraform.resource['aws_ssm_parameter'] = {
    PspApiKey: { name: '/payments/dev/psp/api-key', type: 'SecureString' },
    PspWebhookSecret: { name: '/payments/dev/psp/webhook-secret', type: 'SecureString' },
    DatabasePort: { name: '/payments/dev/database/port', type: 'String', value: '3306' },
  };
  writeFileSync(file, JSON.stringify(terraform));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a secret', () => {
  async function set(
    input: Partial<SecretInputs>,
    value = 'a value of this test',
    state: string | null = stateText,
  ) {
    const replaced: unknown[] = [];
    const outcome = await runSecretSet(
      { config: config(), name: 'psp/api-key', environment: null, ...input },
      {
        input: { read: () => Promise.resolve(value) },
        openStore: () => ({
          get: () => Promise.resolve(state === null ? null : Buffer.from(state)),
          put: () => Promise.reject(new Error('nothing is stored')),
        }),
        openSecrets: (region) => ({
          replace: (...call) => {
            replaced.push([region, ...call]);
            return Promise.resolve(2);
          },
        }),
      },
    ).catch((thrown: unknown) => (thrown as Error).message);
    return { outcome, replaced };
  }

  it.each(['psp/api-key', '/payments/dev/psp/api-key'])(
    'is given its value under the key it was deployed with: %s',
    async (name) => {
      expect(await set({ name, environment: 'dev' })).toEqual({
        outcome: { environment: 'dev', parameter: '/payments/dev/psp/api-key', version: 2 },
        replaced: [['us-east-1', '/payments/dev/psp/api-key', 'a value of this test', key]],
      });
    },
  );

  it.each<[string, Partial<SecretInputs>, string | undefined, string | null, string]>([
    [
      'a name nobody knows',
      { name: 'psp/apikey' },
      undefined,
      stateText,
      'there is no secret "psp/apikey"; they are psp/api-key, psp/webhook-secret',
    ],
    [
      'a part of a name',
      { name: 'api-key' },
      undefined,
      stateText,
      'there is no secret "api-key"; they are psp/api-key, psp/webhook-secret',
    ],
    [
      'what is no secret',
      { name: 'database/port' },
      undefined,
      stateText,
      '/payments/dev/database/port is not a secret: terraform writes it, so change it in stacks/; of the secrets, they are psp/api-key, psp/webhook-secret',
    ],
    ['another environment', { environment: 'prod' }, undefined, stateText, 'is meant and'],
    [
      'nothing',
      {},
      '',
      stateText,
      'no value came over standard input, so /payments/dev/psp/api-key stays as it is',
    ],
    ['white space', {}, ' \n\t', stateText, 'no value came over standard input'],
    [
      'what SSM cannot hold',
      {},
      'x'.repeat(4097),
      stateText,
      'has 4097 bytes where 4096 are allowed; nothing was set',
    ],
    [
      'before an apply',
      {},
      undefined,
      null,
      'is not deployed yet: the stack data has it with no key in its state; apply dev first',
    ],
    [
      'what the state does not have',
      { name: 'psp/webhook-secret' },
      undefined,
      stateText,
      'is not deployed yet',
    ],
  ])('is not given %s', async (_, input, value, state, message) => {
    const { outcome, replaced } = await set(input, value, state);

    expect(outcome).toContain(message);
    expect(replaced).toEqual([]);
  });
});

describeWithTools(['moto'], 'npm run secret', () => {
  let emulator: TestEmulator;
  beforeAll(async () => {
    emulator = await startTestEmulator();
    const { endpoint } = emulator.aws;
    await createStateBucket(endpoint, bucket, 'us-east-1');
    await createS3Store({ bucket, region: 'us-east-1', endpoint }).put(
      'dev/data.tfstate',
      Buffer.from(stateText),
    );
  }, 90_000);
  afterAll(() => emulator.stop());

  it('reads the value from standard input, keeps it encrypted and shows it nowhere', async () => {
    const value = 'not-a-real-key/of:this test';
    const { endpoint } = emulator.aws;

    const result = await tollgate(
      ['secret', 'set', 'psp/api-key', '--environment', 'dev', '--config', config(), '--verbose'],
      { env: emulatorVariables(endpoint), input: `${value}\n` },
    );

    expect(result).toEqual({
      code: 0,
      stdout: '/payments/dev/psp/api-key of dev is set, version 1; functions use it within five minutes\n',
      stderr: '',
    });
    const ssm = new SSMClient(clientOptions(endpoint));
    const name = '/payments/dev/psp/api-key';
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    expect(Parameter?.Value).toBe(value);
    const { Parameters: [described] = [] } = await ssm.send(new DescribeParametersCommand({}));
    expect(described).toMatchObject({ Name: name, Type: 'SecureString', KeyId: key });
  }, 60_000);

  it('ends with 2 and sets nothing where no value came', async () => {
    const result = await tollgate(['secret', 'set', 'psp/api-key', '--config', config()], {
      env: emulatorVariables(emulator.aws.endpoint),
    });

    expect(result).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('no value came over standard input') as string,
    });
  }, 60_000);
});

describe('a value that is typed', () => {
  function terminal() {
    const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const stderr = new PassThrough();
    let shown = '';
    stderr.setEncoding('utf8').on('data', (text: string) => (shown += text));
    return { stdin, answer: createSecretInput(stdin, stderr).read('value: '), shown: () => shown };
  }

  it('is not shown', async () => {
    const { stdin, answer, shown } = terminal();

    stdin.write('typed\r');

    expect(await answer).toBe('typed');
    expect(shown()).toBe('value: \n');
  });

  it('is none after Ctrl-C', async () => {
    const { stdin, answer } = terminal();

    stdin.write('ty\u0003');

    await expect(answer).rejects.toThrow('no value was typed; nothing was set');
  });
});

describe('the search for a secret', () => {
  const secret = 'aB3/dE6+gH9kL2nP5';

  it.each([
    ['as it is', secret],
    ['in a URL', encodeURIComponent(secret)],
    ...['', 'x', 'xy'].map((before): [string, string] => [
      `in base64 after ${before.length} bytes`,
      Buffer.from(`${before}${secret} and more`).toString('base64'),
    ]),
  ])('finds it %s', (_, text) => {
    expect(placesThatTell(secret, { texts: { log: `before ${text} after`, other: 'nothing' } })).toEqual([
      'log',
    ]);
  });

  it('finds it in files below a folder, and does not take an empty folder for a proof', () => {
    const searched = mkdtempSync(join(folder, 'searched-'));
    expect(() => placesThatTell(secret, { folders: [searched] })).toThrow('there is no file in');

    writeFileSync(join(searched, 'state'), `{"value":"${secret}"}`);
    expect(placesThatTell(secret, { folders: [searched] })).toEqual([join(searched, 'state')]);
  });
});
