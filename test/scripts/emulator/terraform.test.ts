import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  emulatorBackendArguments,
  emulatorOverride,
  emulatorOverrideFile,
} from '../../../scripts/emulator/override';
import { createStateBucket } from '../../../scripts/emulator/state-bucket';
import { emulatorVariables } from '../../../scripts/emulator/variables';
import type { JsonObject } from '../../../scripts/model/json';
import { createProcessRunner } from '../../../scripts/ports/processes';
import { describeWithTools, toolchain, toolPath } from '../../support/requirements';
import { clientOptions, startTestEmulator, type TestEmulator } from './running-emulator';

const bucket = 'states-of-a-test';
const stateOf = (key: string): JsonObject => ({ bucket, key, region: 'us-east-1' });

/** Like what CDKTF writes: a backend in S3 with a lock file, and one stack that reads an output of the other. */
const stack = (id: string, more: JsonObject): JsonObject => ({
  terraform: {
    required_providers: { aws: { source: 'aws', version: '5.100.0' } },
    backend: { s3: { ...stateOf(`tt1/${id}.tfstate`), use_lockfile: true } },
  },
  provider: { aws: [{ region: 'us-east-1', allowed_account_ids: ['123456789012'] }] },
  ...more,
});
const stacks = {
  first: stack('first', {
    resource: { aws_ssm_parameter: { p: { name: '/tt1/first', type: 'String', value: 'one' } } },
    output: { value: { value: '${aws_ssm_parameter.p.name}' } },
  }),
  second: stack('second', {
    data: { terraform_remote_state: { first: { backend: 's3', config: stateOf('tt1/first.tfstate') } } },
    resource: {
      aws_ssm_parameter: {
        p: {
          name: '/tt1/second',
          type: 'String',
          value: '${data.terraform_remote_state.first.outputs.value}',
        },
      },
    },
  }),
};

describeWithTools(['moto', 'terraform'], 'terraform against the emulator', () => {
  let emulator: TestEmulator;
  let folder: string;

  beforeAll(async () => {
    emulator = await startTestEmulator();
    folder = mkdtempSync(join(tmpdir(), 'emulator-terraform-'));
    await createStateBucket(emulator.aws.endpoint, bucket, 'us-east-1');
    for (const [id, content] of Object.entries(stacks)) {
      mkdirSync(join(folder, id));
      writeFileSync(join(folder, id, 'cdk.tf.json'), JSON.stringify(content));
      writeFileSync(join(folder, id, emulatorOverrideFile), JSON.stringify(emulatorOverride(content)));
    }
  }, 60_000);
  afterAll(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function terraform(id: string, ...args: string[]): Promise<number | null> {
    const result = await createProcessRunner().run({
      command: toolPath('terraform'),
      args: [`-chdir=${join(folder, id)}`, ...args, '-input=false', '-no-color'],
      env: {
        ...emulatorVariables(emulator.aws.endpoint),
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        TF_CLI_CONFIG_FILE: toolchain().terraformCliConfig ?? '',
        CHECKPOINT_DISABLE: 'true',
      },
    });
    if (result.exitCode === 1) throw new Error(result.stderr);
    return result.exitCode;
  }

  it('applies stacks that read each other, plans them empty, and destroys all', async () => {
    for (const id of ['first', 'second']) {
      await terraform(id, 'init', ...emulatorBackendArguments);
      await terraform(id, 'apply', '-auto-approve');
    }
    const s3 = new S3Client({ ...clientOptions(emulator.aws.endpoint), forcePathStyle: true });
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    expect(new Set(Versions?.map(({ Key }) => Key))).toEqual(
      new Set(['first', 'second'].flatMap((id) => [`tt1/${id}.tfstate`, `tt1/${id}.tfstate.tflock`])),
    );
    expect(await emulator.aws.leftovers('tt1')).toEqual(['ssm /tt1/first', 'ssm /tt1/second']);
    const plans = [
      await terraform('first', 'plan', '-detailed-exitcode'),
      await terraform('second', 'plan', '-detailed-exitcode'),
    ];
    expect(plans).toEqual([0, 0]);
    for (const id of ['second', 'first']) await terraform(id, 'destroy', '-auto-approve');
    expect(await emulator.aws.leftovers('tt1')).toEqual([]);
    expect(emulator.aws.unknownCalls()).toEqual([]);
  }, 300_000);
});
