import { mkdirSync } from 'node:fs';
import { startEmulator, type Emulator } from '../../emulator/emulator';
import { startGitHubServer, type GitHubServer } from '../../emulator/github/server';
import type { Clock, EnvironmentVariables, ProcessRunner } from '../../model/ports';

export interface EmulationOptions {
  readonly motoServer: string;
  /** For moto's log; made if it is missing. */
  readonly directory: string;
  readonly variables: EnvironmentVariables;
  /** @default any free port */
  readonly port?: number;
}

/** What stands in for AWS and GitHub while a change travels on this machine. */
export interface Emulation {
  readonly aws: Emulator;
  readonly github: GitHubServer;
  /** The one token the GitHub server accepts; it opens nothing else. */
  readonly token: string;
  stop(): Promise<void>;
}

/** Starts both; nothing of either is left after `stop`. */
export async function startEmulation(
  options: EmulationOptions,
  ports: { readonly processes: ProcessRunner; readonly clock: Clock },
): Promise<Emulation> {
  mkdirSync(options.directory, { recursive: true });
  const token = 'emulator';
  const aws = await startEmulator(
    {
      motoServer: options.motoServer,
      directory: options.directory,
      env: options.variables,
      ...(options.port === undefined ? {} : { port: options.port }),
    },
    ports,
  );
  try {
    const github = await startGitHubServer({ token, clock: ports.clock });
    return {
      aws,
      github,
      token,
      stop: async () => {
        await github.stop();
        await aws.stop();
      },
    };
  } catch (thrown) {
    await aws.stop();
    throw thrown;
  }
}
