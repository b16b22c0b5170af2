import type { Command } from 'commander';
import { unwaived } from '../model/finding';
import type { CliContext } from './context';
import { deploymentInput, deploymentPorts } from './deployment-options';

/** `destroy`: takes an environment away once nothing would block that or survive it. */
export function addDestroyVerb(program: Command, context: CliContext): void {
  program
    .command('destroy')
    .description('destroy every stack of an environment, dependent ones first')
    .option('--config <dir>', 'the cdktf.out that was applied', 'cdktf.out')
    .option('--confirm <suffix>', 'the suffix of the environment, to say that it is meant')
    .action(async (options: { config: string; confirm?: string }) => {
      const { runDestroy } = await import('../commands/destroy');
      const outcome = await runDestroy(
        { ...deploymentInput(context, options.config), confirm: options.confirm ?? null },
        {
          ...deploymentPorts(context),
          onProgress: (stack, detail) => {
            context.output.notice(`${stack}: ${detail}\n`);
          },
        },
      );
      if (outcome.kind === 'destroyed') {
        const what =
          outcome.stacks.length === 0 ? 'nothing was deployed' : `destroyed ${outcome.stacks.join(', ')}`;
        context.output.write(`${what}\n`);
        return;
      }
      for (const { address, message } of unwaived(outcome.judgement.findings)) {
        context.output.write(`${address}: ${message}\n`);
      }
      context.output.write('something would block the destroy or survive it: nothing was touched\n');
      context.finish(1);
    });
}
