import { join } from 'node:path';
import type { Command } from 'commander';
import { systemVariables, type CliContext } from './context';
import { deploymentInput } from './deployment-options';
import { requireTool } from './toolchain';
import { toolVersion } from './version';

/**
 * What `npm start` carries unless it is told otherwise: enough to see one stack deferred until another is there. All stacks
 * take some nine minutes, most of which the provider waits; `npm run e2e:platform` carries them in the tests.
 */
const startedStacks = 'network,data';

interface StartOptions {
  readonly environment: string;
  readonly stacks?: string;
  readonly app?: string;
  readonly out: string;
  readonly port?: number;
}

/** The whole path on this machine, and the emulator alone. */
export function addPipelineVerbs(program: Command, context: CliContext): void {
  const { repository, processes, clock, output } = context;
  const emulation = (directory: string, port?: number) => ({
    motoServer: requireTool(context.toolchain(), 'moto'),
    directory,
    variables: systemVariables(context.variables),
    ...(port === undefined ? {} : { port }),
  });

  program
    .command('start')
    .description('carry a change through the whole path on the embedded emulator')
    .option('--environment <name>', 'an entry of stacks/environments.json', 'preview')
    .option(
      '--stacks <ids>',
      `only these, separated by commas, and what they depend on, or "all"; unless --app is given, ${startedStacks}`,
    )
    .option('--app <file>', 'another program than stacks/main.ts')
    .option('--out <dir>', 'for the report and all that is written on the way', join(repository, 'out'))
    .option('--port <number>', 'where the emulator listens; any free port unless it is given', Number)
    .action(async (options: StartOptions) => {
      const { runStart } = await import('../commands/start/run-start');
      const outDirectory = context.path(options.out);
      const stacks = options.stacks ?? (options.app === undefined ? startedStacks : 'all');
      const chosen = stacks === 'all' ? {} : { stacks: stacks.split(',') };
      const outcome = await runStart(
        {
          repository,
          environment: options.environment,
          outDirectory,
          emulation: emulation(join(outDirectory, 'emulator'), options.port),
          deployment: (endpoint) => ({
            ...deploymentInput(context, join(outDirectory, 'cdktf.out'), endpoint),
            workDirectory: join(outDirectory, 'terraform'),
            ...chosen,
          }),
          ...chosen,
          ...(options.app === undefined ? {} : { app: context.path(options.app) }),
          variables: systemVariables(context.variables),
          toolVersion,
        },
        { processes, clock, output, deploymentPorts: (endpoint) => context.deploymentPorts(endpoint) },
      );
      context.finish(outcome.passed ? 0 : 1);
    });

  program
    .command('emulator')
    .description('an emulated AWS on this machine until Ctrl-C')
    .option('--port <number>', 'where it listens', Number, 4566)
    .action(async (options: { port: number }) => {
      const { runEmulator } = await import('../commands/emulator');
      await runEmulator(emulation(join(repository, '.cache', 'emulator'), options.port), {
        processes,
        clock,
        output,
      });
    });
}
