import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { withoutIntendedDrift } from '../../../scripts/commands/release/intended-drift';
import { emulatorOverride, emulatorOverrideFile } from '../../../scripts/emulator/override';
import { emulatorVariables } from '../../../scripts/emulator/variables';
import type { JsonObject } from '../../../scripts/model/json';
import { createProcessRunner } from '../../../scripts/ports/processes';
import { readResourceChange } from '../../../scripts/terraform/changes';
import { parsePlan } from '../../../scripts/terraform/plan-json';
import { SecretParameter } from '../../../stacks/constructs/secret-parameter';
import { clientOptions, startTestEmulator, type TestEmulator } from '../../scripts/emulator/running-emulator';
import { repository } from '../../support/command-line';
import { describeWithTools, toolchain, toolPath } from '../../support/requirements';
import { stackNamed } from '../../support/stacks';

const name = '/payments/dev/psp/api-key';

describeWithTools(['moto', 'terraform'], 'a secret parameter', () => {
  let emulator: TestEmulator;
  let ssm: SSMClient;
  let folder: string;
  /** Where terraform runs. */
  let directory: string;

  beforeAll(async () => {
    emulator = await startTestEmulator();
    ssm = new SSMClient(clientOptions(emulator.aws.endpoint));
    folder = mkdtempSync(join(tmpdir(), 'tollgate-secret-'));
    const app = new App({ outdir: join(folder, 'out'), stackTraces: false });
    const stack = new TerraformStack(app, 'data');
    new LocalBackend(stack, { path: 'terraform.tfstate' });
    new AwsProvider(stack, 'Aws', { region: 'us-east-1' });
    new SecretParameter(stack, 'PspApiKey', { name, description: 'A key', keyArn: 'alias/aws/ssm' });
    app.synth();
    directory = join(app.outdir, 'stacks/data');
    copyFileSync(join(repository, 'stacks/.terraform.lock.hcl'), join(directory, '.terraform.lock.hcl'));
    writeFileSync(join(directory, emulatorOverrideFile), JSON.stringify(emulatorOverride(configuration())));
    await terraform('init', '-lockfile=readonly');
  }, 300_000);
  afterAll(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const configurationFile = () => join(directory, 'cdk.tf.json');
  const configuration = () => JSON.parse(readFileSync(configurationFile(), 'utf8')) as JsonObject;

  /** What terraform printed; an error with what it said where it ended with another exit code than 0 or 2. */
  async function terraform(...args: string[]): Promise<{ code: number | null; printed: string }> {
    const result = await createProcessRunner().run({
      command: toolPath('terraform'),
      args: [`-chdir=${directory}`, ...args, '-no-color'],
      env: {
        ...emulatorVariables(emulator.aws.endpoint),
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        TF_CLI_CONFIG_FILE: toolchain().terraformCliConfig ?? '',
        CHECKPOINT_DISABLE: 'true',
      },
    });
    if (result.exitCode === 1) throw new Error(result.stderr);
    return { code: result.exitCode, printed: `${result.stdout}${result.stderr}` };
  }

  /** What `npm run drift` would make of what terraform found changed. */
  async function driftIn(file: string): Promise<readonly unknown[]> {
    const { printed } = await terraform('show', '-json', file);
    const stack = stackNamed('data', { terraform: configuration() });
    const synthesis = { stacks: [stack], digest: stack.digest, directory, environment: null };
    const drifted = parsePlan(printed, 'data').resource_drift;
    expect(drifted).not.toEqual([]);
    return withoutIntendedDrift(
      { synthesis },
      drifted
        .map((change) => readResourceChange(change, stack))
        .filter(({ attributes }) => attributes.length > 0),
    );
  }

  async function stored(): Promise<string> {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    expect(Parameter?.Type).toBe('SecureString');
    return Parameter?.Value ?? '';
  }

  it('is born with a random text that stands in no plan, state, log or configuration', async () => {
    const printed = [
      await terraform('plan', '-out=first.tfplan', '-input=false'),
      await terraform('show', '-json', 'first.tfplan'),
      await terraform('apply', '-input=false', 'first.tfplan'),
      await terraform('show', '-json'),
    ].map((run) => run.printed);
    const placeholder = await stored();

    expect(placeholder).toMatch(/^[A-Za-z0-9]{40}$/);
    const files = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map((file) => file.name)).toEqual(
      expect.arrayContaining(['terraform.tfstate', 'cdk.tf.json']),
    );
    for (const text of [
      ...printed,
      ...files.map((file) => readFileSync(join(directory, file.name), 'latin1')),
    ]) {
      expect(text).not.toContain(placeholder);
    }
  }, 300_000);

  it('keeps what somebody put there, plan after plan', async () => {
    await ssm.send(
      new PutParameterCommand({ Name: name, Value: 'put by hand', Type: 'SecureString', Overwrite: true }),
    );

    const plan = await terraform('plan', '-detailed-exitcode', '-input=false', '-out=second.tfplan');
    expect(plan.code).toBe(0);
    expect(await driftIn('second.tfplan')).toEqual([]);
    await terraform('apply', '-auto-approve', '-input=false');
    expect(await stored()).toBe('put by hand');
  }, 300_000);

  it('would lose it to another version of the placeholder, which is why that never changes', async () => {
    const text = readFileSync(configurationFile(), 'utf8');
    writeFileSync(configurationFile(), text.replace('"value_wo_version": 1', '"value_wo_version": 2'));
    await terraform('apply', '-auto-approve', '-input=false');

    expect(await stored()).toMatch(/^[A-Za-z0-9]{40}$/);
  }, 300_000);
});
