import type { Command } from 'commander';
import { definedVariables, type CliContext } from './context';

/** `synth` and the app that `cdktf.json` names. */
export function addSynthVerbs(program: Command, context: CliContext): void {
  const { repository, processes, output } = context;
  const variables = definedVariables(context.variables);

  program
    .command('synth')
    .description('write one environment as Terraform JSON, without credentials')
    .requiredOption(
      '--environment <name>',
      'an entry of stacks/environments.json, or a preview such as pr123',
    )
    .option('--out <dir>', 'the folder to replace', 'cdktf.out')
    .option('--app <file>', 'another program than stacks/main.ts')
    .action(async (options: { environment: string; out: string; app?: string }) => {
      const { runSynth } = await import('../commands/synth');
      await runSynth(
        {
          repository,
          environment: options.environment,
          out: context.path(options.out),
          ...(options.app === undefined ? {} : { app: context.path(options.app) }),
        },
        { processes, output, variables },
      );
    });

  program
    .command('synth:app', { hidden: true })
    .description('what cdktf.json calls: cdktf-cli says where to write')
    .option('--environment <name>', 'an entry of stacks/environments.json', 'dev')
    .action(async (options: { environment: string }) => {
      const { runSynthApp } = await import('../commands/synth');
      await runSynthApp({ repository, environment: options.environment }, { processes, variables });
    });
}
