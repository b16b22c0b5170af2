import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '../model/error';
import type { Clock, EnvironmentVariables, ProcessRunner } from '../model/ports';
import { EmulatorError } from './error';
import { MotoLog } from './moto-log';

export interface MotoOptions {
  /** Absolute path of `moto_server`. */
  readonly motoServer: string;
  /** A folder for its log. */
  readonly directory: string;
  /** Where moto reaches itself: the proxy, so that its own calls are answered and recorded like all others. */
  readonly selfPort: number;
  readonly account: string;
  /** At least a PATH. */
  readonly env: EnvironmentVariables;
  readonly limitMs: number;
}

/** A running moto_server. */
export interface Moto {
  readonly port: number;
  readonly log: MotoLog;
  /** Resolves when it was stopped; rejects with the end of its log where it ended by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts moto on a port it chooses itself, and waits until it listens. */
export async function startMoto(
  options: MotoOptions,
  ports: { readonly processes: ProcessRunner; readonly clock: Clock },
): Promise<Moto> {
  const log = new MotoLog(options.directory);
  const seen: { port: number | null; ended: string | null } = { port: null, ended: null };
  const running = ports.processes.start({
    command: options.motoServer,
    args: ['-H', '127.0.0.1', '-p', '0'],
    cwd: options.directory,
    env: motoEnvironment(options),
    graceMs: 2_000,
    onLine: (_stream, line) => {
      log.add(line);
      seen.port ??= portIn(line);
    },
  });
  let stopping = false;
  const exited = running.exited.then(
    (result) => (seen.ended = `ended with exit code ${result.exitCode ?? 'none'}`),
    (thrown: unknown) => (seen.ended = `cannot be started: ${reasonOf(thrown)}`),
  );
  const limit = ports.clock.monotonic() + options.limitMs;
  while (seen.port === null) {
    if (seen.ended !== null) {
      throw new EmulatorError(
        `moto_server at ${options.motoServer} ${seen.ended}${quote(log)}; check that moto[server] 5.2.5 is installed beside it`,
      );
    }
    if (ports.clock.monotonic() > limit) {
      await running.stop();
      throw new EmulatorError(
        `moto_server at ${options.motoServer} did not listen within ${options.limitMs / 1000} s${quote(log)}; try again, or read ${log.file}`,
      );
    }
    await pause(20);
  }
  const ended = exited.then((how) => {
    if (stopping) return;
    throw new EmulatorError(`moto_server ${how} while it was in use${quote(log)}; start the emulator again`);
  });
  // whoever does not wait for the end learns of it from the calls that fail
  ended.catch(() => undefined);
  return {
    port: seen.port,
    log,
    ended,
    stop: () => {
      stopping = true;
      return running.stop();
    },
  };
}

function motoEnvironment(options: MotoOptions): EnvironmentVariables {
  return {
    ...options.env,
    MOTO_PORT: String(options.selfPort),
    MOTO_ACCOUNT_ID: options.account,
    MOTO_ACM_VALIDATION_WAIT: '1',
    // roles attach policies of AWS by ARN; without them moto answers NoSuchEntity. Costs 0.7 s at the first call to IAM
    MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
    MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
  };
}

function portIn(line: string): number | null {
  const match = /Running on http:\/\/127\.0\.0\.1:(\d+)/.exec(line);
  return match?.[1] === undefined ? null : Number(match[1]);
}

function quote(log: MotoLog): string {
  const tail = log.tail();
  return tail === '' ? ' without a word' : `, its log ends with: ${tail}`;
}
