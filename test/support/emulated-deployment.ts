import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeploymentInput, DeploymentPorts } from '../../scripts/commands/deploy/deployment';
import { emulatorTarget } from '../../scripts/commands/deploy/targets';
import { startEmulator, type Emulator } from '../../scripts/emulator/emulator';
import { createStateBucket } from '../../scripts/emulator/state-bucket';
import { systemClock } from '../../scripts/ports/clock';
import { createFunctionVersions } from '../../scripts/ports/function-versions';
import { createLocalSigner } from '../../scripts/ports/local-signer';
import { createProcessRunner } from '../../scripts/ports/processes';
import { createS3Store } from '../../scripts/ports/s3-store';
import { repository } from './command-line';
import { toolchain, toolPath } from './requirements';

/** An emulated AWS with a state bucket, and all that plan, apply and destroy need to work on it. */
export interface EmulatedAccount {
  readonly aws: Emulator;
  /** A folder of its own, removed by `stop`. */
  readonly folder: string;
  input(config: string, parts?: Partial<DeploymentInput>): DeploymentInput;
  ports(parts?: Partial<DeploymentPorts>): DeploymentPorts;
  stop(): Promise<void>;
}

/** The account that `stacks/environments.json` names. */
const bucket = 'payments-terraform-state-123456789012';

export async function startEmulatedAccount(): Promise<EmulatedAccount> {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-account-'));
  const aws = await startEmulator(
    {
      motoServer: toolPath('moto'),
      directory: join(folder, 'emulator'),
      env: { PATH: process.env['PATH'] ?? '' },
    },
    { processes: createProcessRunner(), clock: systemClock },
  );
  await createStateBucket(aws.endpoint, bucket, 'us-east-1');
  const store = createS3Store({ bucket, region: 'us-east-1', endpoint: aws.endpoint });
  mkdirSync(join(folder, 'work'));
  return {
    aws,
    folder,
    input: (config, parts = {}) => ({
      config,
      policyDirectory: join(repository, 'policy'),
      workDirectory: join(folder, 'work'),
      lockFile: join(repository, 'stacks/.terraform.lock.hcl'),
      terraform: { binary: toolPath('terraform'), version: toolchain().versions['terraform'] ?? '' },
      target: emulatorTarget(aws.endpoint, {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        TF_CLI_CONFIG_FILE: toolchain().terraformCliConfig ?? '',
      }),
      suffixes: [],
      ...parts,
    }),
    ports: (parts = {}) => ({
      processes: createProcessRunner(),
      clock: systemClock,
      output: { write: () => undefined, notice: () => undefined, isTerminal: false },
      signer: createLocalSigner(join(folder, 'key.pem')),
      openStore: () => store,
      openFunctions: (region) => createFunctionVersions({ region, endpoint: aws.endpoint }),
      ...parts,
    }),
    stop: async () => {
      await aws.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
