import type { Clock, EnvironmentVariables, ProcessRunner, ResultOutput } from '../model/ports';
import type { DeploymentPorts } from '../commands/deploy/deployment';
import type { SecretPorts } from '../commands/secret';
import type { Toolchain } from './toolchain';

/** Exit 0 where a verdict lets the change go on, 1 where it does not; an error is thrown and becomes 2. */
export type ExitCode = 0 | 1;

/** What `cli.ts` has read and wired, handed to the verbs. */
export interface CliContext {
  /** The root of the repository; absolute. */
  readonly repository: string;
  /** Where the person stands who typed the command; relative paths are meant from here. */
  readonly workingDirectory: string;
  /** The environment as it was when the command began. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly output: ResultOutput;
  readonly processes: ProcessRunner;
  /** What `npm run setup` found or installed; an error says so where it has not run. */
  toolchain(): Toolchain;
  /** A path as the person meant it. */
  path(given: string): string;
  /** The ports of plan, apply, drift and destroy; `endpoint` is the emulator's. */
  deploymentPorts(endpoint: string | undefined): DeploymentPorts;
  /** The ports of `secret`, for the same. */
  secretPorts(endpoint: string | undefined): SecretPorts;
  /** Ends the command with this code once it is done. */
  finish(code: ExitCode): void;
}

/** What programs need of the environment to run at all, and nothing else. */
export function systemVariables(variables: CliContext['variables']): EnvironmentVariables {
  const wanted = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TERM', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  return Object.fromEntries(
    [...wanted, ...proxies, ...proxies.map((name) => name.toLowerCase())].flatMap((name) => {
      const value = variables[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The variables by which AWS tools find their account; terraform alone is given them. */
export function awsVariables(variables: CliContext['variables']): EnvironmentVariables {
  return Object.fromEntries(
    Object.entries(variables).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[0].startsWith('AWS_'),
    ),
  );
}

/** The environment without the names that have no value. */
export function definedVariables(variables: CliContext['variables']): EnvironmentVariables {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
