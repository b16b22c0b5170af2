import type { Command } from 'commander';
import { explainDeferral } from '../model/change';
import { InputError } from '../model/error';
import { mayProceed } from '../model/finding';
import { writeWhole } from '../commands/write-whole';
import { counted } from '../report/printable';
import type { CliContext } from './context';
import { deploymentInput, deploymentPorts } from './deployment-options';
import { toolVersion } from './version';

/** `plan`: judges, plans, judges again, and keeps a signed record; the review is written for `review` to post. */
export function addPlanVerb(program: Command, context: CliContext): void {
  program
    .command('plan')
    .description(
      'plan every stack that can be planned, judge the plans, and keep a signed record beside the state',
    )
    .option('--config <dir>', 'the cdktf.out to plan', 'cdktf.out')
    .option('--review <file>', 'write the review comment there')
    .option('--commit <sha>', 'the commit that was synthesized')
    .option('--base <sha>', 'the commit it is to be merged into')
    .action(async (options: { config: string; review?: string; commit?: string; base?: string }) => {
      const { runPlan } = await import('../commands/plan');
      const { reviewOf } = await import('../commands/review-of-plan');
      const outcome = await runPlan(
        {
          ...deploymentInput(context, options.config),
          commit: options.commit ?? null,
          base: options.base ?? null,
        },
        deploymentPorts(context),
      );
      const review = reviewOf(outcome, toolVersion);
      if (options.review !== undefined) writeWhole(context.path(options.review), review.body);
      if (review.kind === 'too-large') {
        throw new InputError(
          `the review of this change needs ${review.bytesNeeded} bytes and a comment holds ${review.limit}, so nobody could read all of it; split the change`,
        );
      }
      const judgement = outcome.kind === 'refused' ? outcome.synth : outcome.plan;
      const stacks = outcome.kind === 'refused' ? [] : outcome.stacks;
      for (const stack of stacks) {
        const what =
          stack.kind === 'planned'
            ? counted(stack.changes.length, 'change')
            : `deferred: ${explainDeferral(stack.stack, stack.reason)}`;
        context.output.write(`${stack.stack}: ${what}\n`);
      }
      context.output.write(`gate at ${judgement.stage}: ${judgement.verdict}\n`);
      context.finish(mayProceed(judgement) ? 0 : 1);
    });
}
