import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { InputError } from '../model/error';
import { mayProceed } from '../model/finding';
import { stages, type Stage } from '../model/resource';
import { judgementFormats, type JudgementFormat } from '../model/finding';
import type { GatePorts } from '../commands/gate';
import { writeWhole } from '../commands/write-whole';
import { systemVariables, type CliContext } from './context';
import { requireTool } from './toolchain';
import { toolVersion } from './version';

interface GateOptions {
  readonly config?: string;
  readonly suffix?: string;
  readonly environment?: string;
  readonly stage?: Stage;
  readonly rules?: string;
  readonly policy: string;
  readonly format: JudgementFormat;
  readonly out?: string;
  readonly compare?: string;
  readonly now?: string;
  readonly checkov: boolean;
  readonly writeInput?: string;
}

/** `gate`: judges anything, without credentials. */
export function addGateVerb(program: Command, context: CliContext): void {
  const { repository, output } = context;
  program
    .command('gate')
    .description('judge a cdktf.out, Terraform JSON, a plan or a state; several paths are one system')
    .argument('<path...>', 'recognised by content')
    .option('--config <dir>', 'the cdktf.out a plan or state came from')
    .option('--suffix <suffix>', 'the suffix every name must carry')
    .option('--environment <name>', 'an entry of stacks/environments.json, which has the suffix')
    .addOption(new Option('--stage <stage>', 'what the paths are judged as').choices(stages))
    .option('--rules <glob>', 'only these rules, such as iam/*')
    .option('--policy <dir>', 'another built policy', join(repository, 'policy'))
    .addOption(new Option('--format <format>', 'how to say it').choices(judgementFormats).default('text'))
    .option('--out <file>', 'write there instead of to standard output')
    .option(
      '--compare <file>',
      'a judgement of an earlier stage as JSON: say how what was undetermined ended',
    )
    .option('--now <date>', 'judge as of this day, YYYY-MM-DD')
    .option('--checkov', 'ask Checkov too; policy/checkov.json says what was decided about its checks', false)
    .addOption(new Option('--write-input <file>', 'what the policy is told, for bench:gate').hideHelp())
    .action(async (paths: string[], options: GateOptions) => {
      const { runGate } = await import('../commands/gate');
      const { judgementPieces } = await import('../report/format-judgement');
      const environmentsFile = join(repository, 'stacks', 'environments.json');
      if (options.now !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(options.now)) {
        throw new InputError(`the date ${JSON.stringify(options.now)} cannot be used; give YYYY-MM-DD`);
      }
      const { judgement, rules } = await runGate(
        {
          paths: paths.map((path) => context.path(path)),
          config: options.config === undefined ? undefined : context.path(options.config),
          suffix: options.suffix,
          environment: options.environment,
          environmentsFile: existsSync(environmentsFile) ? environmentsFile : null,
          stage: options.stage,
          rules: options.rules,
          policyDirectory: context.path(options.policy),
          now: options.now,
          compare: options.compare === undefined ? undefined : context.path(options.compare),
          policyInputFile: options.writeInput === undefined ? undefined : context.path(options.writeInput),
        },
        {
          clock: context.clock,
          ...(options.checkov ? { checkov: await checkovPort(context, options.policy) } : {}),
        },
      );
      const pieces = judgementPieces(judgement, options.format, {
        readSource: (file) => readIfThere(join(repository, file)),
        colour: options.out === undefined && output.isColourful === true,
        // the one format that lists them
        ...(options.format === 'sarif' ? { rules: rules() } : {}),
        toolVersion,
      });
      if (options.out !== undefined) writeWhole(context.path(options.out), pieces);
      else await output.writeAll(pieces);
      if (judgement.verdict === 'undetermined' && mayProceed(judgement)) {
        output.notice('some values are not known yet; the gate asks again at the next stage\n');
      }
      context.finish(mayProceed(judgement) ? 0 : 1);
    });
}

/** Checkov as the set-up installed it, with the decisions beside the rules. */
async function checkovPort(context: CliContext, policy: string): Promise<NonNullable<GatePorts['checkov']>> {
  const { judgeWithCheckov } = await import('../commands/checkov');
  const input = {
    program: requireTool(context.toolchain(), 'checkov'),
    decisionsFile: join(context.path(policy), 'checkov.json'),
    scratchDirectory: join(context.repository, '.cache'),
    variables: systemVariables(context.variables),
  };
  return (judgement, evidence, config) =>
    judgeWithCheckov(judgement, evidence, config, input, context.processes);
}

function readIfThere(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
