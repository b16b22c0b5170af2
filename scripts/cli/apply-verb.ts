import type { Command } from 'commander';
import type { CliContext } from './context';
import { deploymentInput, deploymentPorts } from './deployment-options';

/** `apply`: carries out what was reviewed, and nothing else. */
export function addApplyVerb(program: Command, context: CliContext): void {
  program
    .command('apply')
    .description('apply what was reviewed, stack by stack, and judge the state after each')
    .option('--config <dir>', 'the cdktf.out that was reviewed', 'cdktf.out')
    .action(async (options: { config: string }) => {
      const { runApply } = await import('../commands/apply');
      const { describeRelease } = await import('../commands/release/describe-release');
      const outcome = await runApply(deploymentInput(context, options.config), {
        ...deploymentPorts(context),
        onProgress: (stack, detail) => {
          context.output.notice(`${stack}: ${detail}\n`);
        },
        onStack: ({ stack, status, judgement, release }) => {
          context.output.write(`${stack}: ${status}, gate on state: ${judgement.verdict}\n`);
          for (const line of release === null ? [] : describeRelease(release)) {
            context.output.write(`${stack}: ${line}\n`);
          }
        },
      });
      if (outcome.kind === 'applied') return;
      context.output.write(`${outcome.reason}\n`);
      context.finish(1);
    });
}
