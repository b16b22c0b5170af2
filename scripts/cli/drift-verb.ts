import type { Command } from 'commander';
import type { CliContext } from './context';
import { deploymentInput, deploymentPorts } from './deployment-options';

/** `drift`: says what changed behind terraform's back and what the rules think of it. */
export function addDriftVerb(program: Command, context: CliContext): void {
  program
    .command('drift')
    .description('look for what is not as the configuration says; exit 1 where there is anything')
    .option('--config <dir>', 'the cdktf.out that was applied', 'cdktf.out')
    .option('--format <format>', 'text or json', 'text')
    .action(async (options: { config: string; format: string }) => {
      const { runDrift } = await import('../commands/drift');
      const { describeDrift } = await import('../commands/describe-drift');
      const outcome = await runDrift(deploymentInput(context, options.config), deploymentPorts(context));
      if (options.format === 'json') {
        context.output.write(`${JSON.stringify(outcome, null, 2)}\n`);
      } else {
        for (const entry of outcome.entries) context.output.write(`${describeDrift(entry)}\n`);
        for (const stack of outcome.notDeployed) context.output.write(`${stack}: not deployed\n`);
        const verdict = outcome.judgement === null ? '' : `, gate on state: ${outcome.judgement.verdict}`;
        context.output.write(
          outcome.kind === 'none'
            ? `no drift${verdict}\n`
            : `${outcome.entries.length} drifted${verdict}, fingerprint ${outcome.fingerprint}\n`,
        );
      }
      const objects = outcome.judgement !== null && outcome.judgement.verdict !== 'pass';
      context.finish(outcome.kind === 'drifted' || objects ? 1 : 0);
    });
}
