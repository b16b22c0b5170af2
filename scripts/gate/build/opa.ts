import type { EnvironmentVariables, ProcessResult, ProcessRunner } from '../../model/ports';
import { reasonOf } from '../../model/error';
import { GateError } from '../error';

/** The OPA that builds the policy; its version is pinned, as the bytes of the build depend on it. */
export interface Opa {
  /** The program: a path, or a name to be found on the PATH of `environment`. */
  readonly command: string;
  readonly environment: EnvironmentVariables;
  readonly processes: ProcessRunner;
  /** How long one run may take, in milliseconds. @default 120,000 */
  readonly timeoutMs?: number;
}

/** Runs OPA in a folder; a non-zero exit code is a value, as `opa check` says with it what it found. */
export async function runOpa(opa: Opa, args: readonly string[], cwd: string): Promise<ProcessResult> {
  const { timeoutMs = 120_000 } = opa;
  let result: ProcessResult;
  try {
    result = await opa.processes.run({ command: opa.command, args, cwd, env: opa.environment, timeoutMs });
  } catch (thrown) {
    throw new GateError(
      `OPA could not be started as ${opa.command} (${reasonOf(thrown)}); install it with npm run setup, or give its path`,
      { cause: thrown },
    );
  }
  if (result.ended === 'exited') return result;
  throw new GateError(
    `opa ${args[0] ?? ''} ${result.ended === 'timed-out' ? `did not end within ${timeoutMs / 1000} s` : 'was interrupted'}; run the build again`,
  );
}

/** Runs OPA where anything but exit code 0 is an error, and returns what it printed. */
export async function askOpa(opa: Opa, args: readonly string[], cwd: string): Promise<string> {
  const result = await runOpa(opa, args, cwd);
  if (result.exitCode === 0) return result.stdout;
  const said = (result.stderr || result.stdout).trim().replaceAll(/\s*\n\s*/g, '; ');
  throw new GateError(`opa ${args[0] ?? ''} failed: ${said}`);
}

/** The version OPA reports, such as `1.22.2`. */
export async function opaVersion(opa: Opa, cwd: string): Promise<string> {
  const text = await askOpa(opa, ['version'], cwd);
  const version = /^Version: (\d+\.\d+\.\d+\S*)$/m.exec(text)?.[1];
  if (version !== undefined) return version;
  throw new GateError(`${opa.command} does not say its version as OPA does; give the path of OPA`);
}
