import { isAbsolute, join } from 'node:path';
import type { EnvironmentVariables, Output, ProcessRunner } from '../model/ports';
import type { ManifestSummary } from '../synth/annotations';
import { appEnvironment } from '../synth/process-environment';
import { runApp } from '../synth/run-app';
import { synthesize } from '../synth/synthesize';

/** The app of this repository. */
const ownApp = 'stacks/main.ts';

export interface SynthInput {
  /** A name in `stacks/environments.json`. */
  readonly environment: string;
  /** The folder that will be replaced, relative to the repository. @default cdktf.out */
  readonly out?: string;
  /** The TypeScript of the app, relative to the repository. @default stacks/main.ts */
  readonly app?: string;
  /** The checkout to synthesize; absolute. */
  readonly repository: string;
}

export interface SynthPorts {
  readonly processes: ProcessRunner;
  readonly output: Output;
  /** The environment of this process; the app is given only a few of it. */
  readonly variables: EnvironmentVariables;
}

/** What was written, and where: the folder is absolute. */
export interface SynthOutcome extends ManifestSummary {
  readonly directory: string;
}

/** `synth`: writes one environment as Terraform JSON and prints what the app remarked. */
export async function runSynth(input: SynthInput, ports: SynthPorts): Promise<SynthOutcome> {
  const { repository, environment } = input;
  const directory = below(repository, input.out ?? 'cdktf.out');
  const synthesized = await synthesize(
    {
      repository,
      environment,
      app: below(repository, input.app ?? ownApp),
      out: directory,
      variables: ports.variables,
    },
    ports.processes,
  );
  for (const { level, constructPath, message } of synthesized.annotations) {
    ports.output.notice(`${level.replace('@cdktf/', '')}: ${constructPath}: ${message}\n`);
  }
  ports.output.write(`${directory}: ${synthesized.stacks.join(', ')} for ${environment}\n`);
  return { directory, ...synthesized };
}

/** What `cdktf.json` calls: cdktf-cli says where to write and reads the folder itself. */
export async function runSynthApp(
  input: Pick<SynthInput, 'environment' | 'app' | 'repository'>,
  ports: Pick<SynthPorts, 'processes' | 'variables'>,
): Promise<void> {
  const { repository, environment } = input;
  await runApp(
    {
      repository,
      environment,
      app: below(repository, input.app ?? ownApp),
      variables: appEnvironment(ports.variables, 'cdktf-cli'),
    },
    ports.processes,
  );
}

function below(repository: string, path: string): string {
  return isAbsolute(path) ? path : join(repository, path);
}
