import type { EnvironmentVariables, ProcessResult, ProcessRunner } from '../model/ports';
import { Interrupted, inOneLine, reasonOf } from '../model/error';
import { TerraformError, TerraformInterrupted } from './error';
import { errorsIn, parseMessage, type TerraformMessage } from './messages';

const minute = 60_000;

/**
 * How long a verb may take. Aurora alone may need two hours to come and go (`timeouts` of the provider), so apply is
 * generous; the others never wait for a resource.
 */
const limits = {
  version: minute / 2,
  init: 5 * minute,
  plan: 15 * minute,
  show: 2 * minute,
  apply: 150 * minute,
};

/** Time terraform gets to finish a call in flight and release its lock after Ctrl-C. */
const graceMs = 2 * minute;

export interface TerraformOptions {
  /** The executable; absolute, or a name to be found on the PATH of `variables`. */
  readonly binary: string;
  /** The version of `.terraform-version`; any other is refused. */
  readonly version: string;
  /** All that terraform and its provider see of the environment. */
  readonly variables: EnvironmentVariables;
  /** Given to `init`, such as `-backend-config=use_path_style=true`. */
  readonly backendArguments: readonly string[];
  /** How many resources are worked on at once. @default 10, as terraform has it */
  readonly parallelism?: number;
}

/** Runs terraform in one folder and tells what it says. All methods throw `TerraformError`, or `Interrupted` after Ctrl-C. */
export interface Terraform {
  init(directory: string): Promise<void>;
  /** Saves a plan to `file`. */
  plan(directory: string, file: string, options?: { destroy?: boolean; refresh?: boolean }): Promise<void>;
  /** The JSON text of a saved plan. */
  showPlan(directory: string, file: string): Promise<string>;
  /** Applies a saved plan, exactly as it was saved. */
  apply(directory: string, file: string): Promise<void>;
  /**
   * Writes into the state what is there now, and changes nothing else. After an apply this takes in what its own later
   * resources, and those of later stacks, did to earlier ones (a route in a route table, a rule in a security group),
   * which would be found as drift for ever after.
   */
  settle(directory: string): Promise<void>;
}

/** The one runner of terraform: argument arrays, JSON output, time limits, clean interruption. */
export async function createTerraform(
  options: TerraformOptions,
  processes: ProcessRunner,
  onMessage: (directory: string, message: TerraformMessage) => void = () => undefined,
): Promise<Terraform> {
  const run = async (
    verb: keyof typeof limits,
    directory: string | null,
    args: readonly string[],
  ): Promise<{ result: ProcessResult; messages: TerraformMessage[] }> => {
    const messages: TerraformMessage[] = [];
    const result = await processes
      .run({
        command: options.binary,
        args,
        ...(directory === null ? {} : { cwd: directory }),
        env: { ...options.variables, TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1' },
        timeoutMs: limits[verb],
        graceMs,
        onLine: (stream, line) => {
          const message = stream === 'stdout' && verb !== 'show' ? parseMessage(line) : null;
          if (message === null || directory === null) return;
          messages.push(message);
          onMessage(directory, message);
        },
      })
      .catch((thrown: unknown) => {
        if (thrown instanceof Interrupted) throw thrown;
        throw new TerraformError(
          `terraform ${options.version} cannot be started from ${options.binary} (${reasonOf(thrown)}); run npm run setup`,
          { cause: thrown },
        );
      });
    return { result, messages };
  };

  const expect = async (verb: keyof typeof limits, directory: string, args: readonly string[]) => {
    const { result, messages } = await run(verb, directory, args);
    if (result.ended === 'exited' && result.exitCode === 0) return result.stdout;
    throw failure(verb, directory, result, messages);
  };

  await checkVersion(options, async () => (await run('version', null, ['version', '-json'])).result);

  const parallelism = options.parallelism === undefined ? [] : [`-parallelism=${options.parallelism}`];
  return {
    init: async (directory) => {
      const args = ['init', '-input=false', '-lockfile=readonly', '-json', ...options.backendArguments];
      await expect('init', directory, args);
    },
    plan: async (directory, file, { destroy = false, refresh = true } = {}) => {
      const args = ['plan', '-input=false', '-lock-timeout=60s', '-json', ...parallelism, `-out=${file}`];
      if (destroy) args.push('-destroy');
      if (!refresh) args.push('-refresh=false');
      await expect('plan', directory, args);
    },
    showPlan: (directory, file) => expect('show', directory, ['show', '-json', file]),
    apply: async (directory, file) => {
      await expect('apply', directory, [
        ...['apply', '-input=false', '-lock-timeout=60s', '-json'],
        ...parallelism,
        file,
      ]);
    },
    settle: async (directory) => {
      const args = ['apply', '-refresh-only', '-auto-approve', '-input=false', '-lock-timeout=60s', '-json'];
      await expect('plan', directory, [...args, ...parallelism]);
    },
  };
}

async function checkVersion(options: TerraformOptions, ask: () => Promise<ProcessResult>): Promise<void> {
  const { stdout } = await ask();
  const version = /"terraform_version":\s*"([^"]+)"/.exec(stdout)?.[1];
  if (version === options.version) return;
  throw new TerraformError(
    `${options.binary} is terraform ${version ?? 'of an unknown version'}, and this repository is planned with ${options.version} (.terraform-version); run npm run setup`,
  );
}

function failure(
  verb: string,
  directory: string,
  result: ProcessResult,
  messages: readonly TerraformMessage[],
): TerraformError | TerraformInterrupted {
  if (result.ended === 'interrupted') {
    return new TerraformInterrupted(
      `terraform ${verb} was interrupted in ${directory} and has released its lock; run the same command again`,
    );
  }
  if (result.ended === 'timed-out') {
    return new TerraformError(
      `terraform ${verb} did not end within its time limit in ${directory}; look at what it waits for, then run the same command again`,
    );
  }
  const said = errorsIn(messages);
  const text = said.length > 0 ? said.join('; ') : inOneLine(result.stderr.trim());
  return new TerraformError(
    `terraform ${verb} failed in ${directory}: ${text || `exit code ${result.exitCode ?? 'none'}`}`,
  );
}
