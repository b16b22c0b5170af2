import { join } from 'node:path';
import type { Command } from 'commander';
import { systemVariables, type CliContext } from './context';
import { deploymentInput } from './deployment-options';
import { requireTool } from './toolchain';
import { toolVersion } from './version';

/** The whole path on this machine, and the emulator alone. */
export function addPipelineVerbs(program: Command, context: CliContext): void {
  const { repository, processes, clock, output } = context;
  const emulation = (port?: number) => ({
    motoServer: requireTool(context.toolchain(), 'moto'),
    directory: join(repository, '.cache', 'emulator'),
    variables: systemVariables(context.variables),
    ...(port === undefined ? {} : { port }),
  });

  program
    .command('start')
    .description('carry a change through the whole path on the embedded emulator')
    .option('--environment <name>', 'an entry of stacks/environments.json', 'dev')
    .option('--port <number>', 'where the emulator listens; any free port unless it is given', Number)
    .action(async (options: { environment: string; port?: number }) => {
      const { runStart } = await import('../commands/start/run-start');
      const outDirectory = join(repository, 'out');
      const outcome = await runStart(
        {
          repository,
          environment: options.environment,
          outDirectory,
          emulation: emulation(options.port),
          deployment: (endpoint) => deploymentInput(context, join(outDirectory, 'cdktf.out'), endpoint),
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
      await runEmulator(emulation(options.port), { processes, clock, output });
    });
}
