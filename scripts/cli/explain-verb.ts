import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { CliContext } from './context';

/** `explain`: what a rule wants and why, or what decided a finding. */
export function addExplainVerb(program: Command, context: CliContext): void {
  const { repository, output } = context;
  program
    .command('explain')
    .description('say what a rule asks for, why and how to obey it; or which statements decided a finding')
    .argument('<rule-or-finding>', 'such as iam/wildcard-action, or the id of a finding')
    .option('--in <file>', 'the judgement that has the finding, as JSON')
    .option('--policy <dir>', 'another built policy', join(repository, 'policy'))
    .action(async (what: string, options: { in?: string; policy: string }) => {
      const { runExplain } = await import('../commands/explain');
      const { findingAsText, ruleAsText } = await import('../report/explain-text');
      const colour = output.isColourful === true;
      const explanation = runExplain({
        what,
        judgementFile: options.in === undefined ? null : context.path(options.in),
        policyDirectory: context.path(options.policy),
        repository,
      });
      if (explanation.kind === 'rule') {
        output.write(ruleAsText({ ...explanation.rule, page: explanation.page }, colour));
        return;
      }
      const readSource = (file: string): string | null => {
        const path = join(repository, file);
        return existsSync(path) ? readFileSync(path, 'utf8') : null;
      };
      output.write(findingAsText(explanation.finding, { readSource }, colour));
    });
}
