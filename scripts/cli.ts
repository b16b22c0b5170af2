import { isAbsolute, join, resolve } from 'node:path';
import { Interrupted, TollgateError, reasonOf } from './model/error';
import { runProgram } from './cli/program';
import type { CliContext, ExitCode } from './cli/context';
import { readToolchain } from './cli/toolchain';
import { systemClock } from './ports/clock';
import { createFunctionVersions } from './ports/function-versions';
import { createLocalSigner } from './ports/local-signer';
import { createOutput } from './ports/output';
import { createProcessRunner } from './ports/processes';
import { createS3Store } from './ports/s3-store';
import { createSecretInput } from './ports/secret-input';
import { createSecretStore } from './ports/secret-store';

/** Ended by Ctrl-C, as shells count it: 128 + SIGINT. */
const interruptedExitCode = 130;
const errorExitCode = 2;

/** The one entry: reads the arguments and the environment, wires the ports, and sets the exit code. */
export async function main({ repository }: { readonly repository: string }): Promise<void> {
  // the AWS SDK's notice about coming Node versions belongs to whoever updates it, not to whoever runs a verb
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const variables = { ...process.env };
  const processes = createProcessRunner();
  const output = createOutput(process.stdout, process.stderr, {
    plain: Boolean(variables['CI']),
    colourless: Boolean(variables['NO_COLOR']),
  });
  const ending: { code: ExitCode; interrupted: boolean; unwritten: boolean } = {
    code: 0,
    interrupted: false,
    unwritten: false,
  };
  const exitCode = (code: number): number => (ending.interrupted ? interruptedExitCode : code);
  const isVerbose = process.argv.includes('--verbose');
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (thrown: NodeJS.ErrnoException) => {
      // whoever reads has seen enough, and what was begun goes on
      if (thrown.code === 'EPIPE') return;
      ending.unwritten = true;
      process.exitCode = errorExitCode;
      if (stream === process.stdout) output.notice(`${messageOf(thrown, isVerbose)}\n`);
    });
  }

  const interrupt = (): void => {
    ending.interrupted = true;
    void processes.interrupt();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);

  // npm changes to the folder of package.json and remembers in INIT_CWD where the person stood
  const fromNpm = variables['npm_lifecycle_event'] === undefined ? undefined : variables['INIT_CWD'];
  const workingDirectory = fromNpm ?? process.cwd();
  const context: CliContext = {
    repository,
    workingDirectory,
    variables,
    clock: systemClock,
    output,
    processes,
    toolchain: () => readToolchain(repository),
    path: (given) => (isAbsolute(given) ? given : resolve(workingDirectory, given)),
    secretPorts: (endpoint) => ({
      input: createSecretInput(process.stdin, process.stderr),
      openStore: openStoreAt(endpoint),
      openSecrets: (region) => createSecretStore(at(region, endpoint)),
    }),
    deploymentPorts: (endpoint) => ({
      processes,
      clock: systemClock,
      output,
      signer: createLocalSigner(join(repository, '.cache', 'keys', 'record.pem')),
      openStore: openStoreAt(endpoint),
      openFunctions: (region) => createFunctionVersions(at(region, endpoint)),
    }),
    finish: (code) => {
      ending.code = code;
    },
  };

  try {
    await runProgram(context, process.argv);
    process.exitCode = exitCode(ending.unwritten ? errorExitCode : ending.code);
  } catch (thrown) {
    process.exitCode = exitCode(errorExitCode);
    const shown = ending.interrupted ? asInterruption(thrown) : thrown;
    output.notice(`${messageOf(shown, isVerbose)}\n`);
  } finally {
    await processes.interrupt();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

const at = (region: string, endpoint: string | undefined) =>
  endpoint === undefined ? { region } : { region, endpoint };

const openStoreAt = (endpoint: string | undefined) => (bucket: string, region: string) =>
  createS3Store({ bucket, ...at(region, endpoint) });

/** Whatever failed after Ctrl-C failed because of it, such as a call to an emulator that was just ended. */
function asInterruption(thrown: unknown): TollgateError {
  if (thrown instanceof Interrupted) return thrown;
  return new Interrupted('interrupted; all that was running has ended, run the same command again', {
    cause: thrown,
  });
}

/** One sentence for what was thrown on purpose or by the machine; a stack trace only for whoever asks. */
function messageOf(thrown: unknown, verbose: boolean): string {
  const sentence = thrown instanceof TollgateError ? thrown.message : unexpected(thrown);
  if (!verbose || !(thrown instanceof Error)) return `error: ${sentence}`;
  const causes = thrown.cause === undefined ? '' : `\ncaused by ${reasonOf(thrown.cause)}`;
  return `error: ${sentence}\n${thrown.stack ?? ''}${causes}`;
}

/** What the machine refuses is not our doing, and says itself which file it was about. */
function unexpected(thrown: unknown): string {
  const { code } = thrown instanceof Error ? (thrown as NodeJS.ErrnoException) : {};
  if (code === 'ENOSPC') return `the disk is full (${reasonOf(thrown)}); free some space and run it again`;
  if (code === 'EACCES' || code === 'EROFS') {
    return `a file may not be used (${reasonOf(thrown)}); look at its permissions and run it again`;
  }
  return `something unexpected happened: ${reasonOf(thrown)}; run it again with --verbose for the stack trace`;
}
