import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { InputError } from '../model/error';
import type { FindingChoice } from '../commands/waive';
import type { CliContext } from './context';

interface WaiveOptions {
  readonly in?: string;
  readonly rule?: string;
  readonly resource?: string;
  readonly attribute?: string;
  readonly config: string;
  readonly owner: string;
  readonly reason: string;
  readonly ticket: string;
  readonly expires: string;
  readonly environments?: string;
  readonly policy: string;
}

/** `waive`: writes down that one finding is accepted for a while, by whom and why. */
export function addWaiveVerb(program: Command, context: CliContext): void {
  program
    .command('waive')
    .description('write a waiver for one finding, by its id in a judgement or by its rule and resource')
    .argument('[finding]', 'the id of a finding in --in')
    .option('--in <file>', 'a judgement that the gate wrote with --format json')
    .option('--rule <id>', 'instead of an id: the rule, such as iam/wildcard-action')
    .option('--resource <path>', 'with --rule: the construct path, or the address')
    .option('--attribute <path>', 'with --rule: which of several, such as policy.Statement[0].Action')
    .option('--config <dir>', 'with --rule: the cdktf.out that is judged', 'cdktf.out')
    .requiredOption('--owner <name>', 'who answers for it')
    .requiredOption('--reason <text>', 'why it is right for now')
    .requiredOption('--ticket <id>', 'where its end is planned')
    .requiredOption('--expires <date>', 'the last day it holds, YYYY-MM-DD, at most 90 days ahead')
    .option('--environments <names>', 'separated by commas; the one that was judged unless they are given')
    .option('--policy <dir>', 'another built policy', join(context.repository, 'policy'))
    .action(async (id: string | undefined, options: WaiveOptions) => {
      const { runWaive } = await import('../commands/waive');
      const { owner, reason, ticket, expires } = options;
      const { kind, waiver, file } = await runWaive(
        {
          finding: choiceOf(id, options, context),
          owner,
          reason,
          ticket,
          expires,
          environments: options.environments?.split(',').map((name) => name.trim()),
          policyDirectory: context.path(options.policy),
        },
        { clock: context.clock },
      );
      context.output.write(
        `${kind} in ${file}: ${waiver.rule} for ${waiver.resource} in ${waiver.environments.join(', ')} until ${waiver.expires}\n`,
      );
    });
}

function choiceOf(
  id: string | undefined,
  { in: judgementFile, rule, resource, attribute, config, policy }: WaiveOptions,
  context: CliContext,
): FindingChoice {
  if (id !== undefined && judgementFile !== undefined) {
    return { by: 'id', id, judgementFile: context.path(judgementFile) };
  }
  if (id !== undefined || rule === undefined || resource === undefined) {
    throw new InputError(
      'a waiver is for one finding: give its id with --in FILE, or --rule and --resource to look for it in cdktf.out',
    );
  }
  const environmentsFile = join(context.repository, 'stacks', 'environments.json');
  return {
    by: 'place',
    rule,
    resource,
    attribute,
    gate: {
      paths: [context.path(config)],
      environmentsFile: existsSync(environmentsFile) ? environmentsFile : null,
      policyDirectory: context.path(policy),
    },
  };
}
