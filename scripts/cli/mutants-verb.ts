import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import type { generatedTables } from '../commands/generated-tables';
import type { PolicyMutantsOutcome } from '../commands/policy-mutants';
import { InputError } from '../model/error';
import { systemVariables, type CliContext } from './context';
import { requireTool } from './toolchain';

/** What changes the rules to see whether the tests notice. */
export function addMutantsVerb(program: Command, context: CliContext): void {
  const { repository, processes, output, clock } = context;
  program
    .command('policy:mutants')
    .description('make mistakes in the rules one by one, and say which no test notices')
    .argument(
      '[path...]',
      'only files of the policy that begin so, such as iam/, lib/values.rego or tables/supply, or what a table is made of',
    )
    .option('--changed', 'only what changed since it was last run, and write nothing', false)
    .addOption(
      new Option('--within <seconds>', 'with --changed: begin nothing after so many seconds')
        .argParser(secondsOf)
        .default(null),
    )
    .addOption(
      new Option('--workers <number>', 'how many OPAs run at a time').argParser(workersOf).default(2),
    )
    .action(async (chosen: string[], { within, ...options }: MutantsOptions) => {
      const { runPolicyMutants } = await import('../commands/policy-mutants');
      const { fixtureTrials } = await import('../commands/fixture-trials');
      const made = await import('../commands/generated-tables');
      const policyDirectory = join(repository, 'policy');
      const scratchDirectory = join(repository, '.cache', 'policy');
      mkdirSync(scratchDirectory, { recursive: true });
      const outcome = await runPolicyMutants(
        {
          policyDirectory,
          docsDirectory: join(repository, 'docs'),
          equivalentsFile: join(repository, 'scripts', 'mutation', 'equivalents.json'),
          opa: requireTool(context.toolchain(), 'opa'),
          environment: systemVariables(context.variables),
          scratchDirectory,
          chosen,
          withinSeconds: within,
          ...options,
        },
        {
          processes,
          clock,
          generated: made.generatedTables(
            repository,
            () => schemaRequest(context, scratchDirectory),
            processes,
          ),
          tryFixtures: (files) => fixtureTrials(policyDirectory, files),
          onProgress: (settled, total) => {
            if (output.isTerminal) output.notice(`${settled} of ${total} mutants\n`);
          },
        },
      );
      output.write(textOf(outcome, options.changed));
      if (outcome.survivors.length > 0 || outcome.needless.length > 0) context.finish(1);
    });
}

/** Asked for only where a table is made. */
function schemaRequest(
  context: CliContext,
  scratchDirectory: string,
): ReturnType<Parameters<typeof generatedTables>[1]> {
  const toolchain = context.toolchain();
  const configuration = requireTool(toolchain, 'terraformCliConfig');
  return {
    command: requireTool(toolchain, 'terraform'),
    environment: { ...systemVariables(context.variables), TF_CLI_CONFIG_FILE: configuration },
    providerVersion: toolchain.versions.provider,
    scratchDirectory,
  };
}

interface MutantsOptions {
  readonly changed: boolean;
  readonly within: number | null;
  readonly workers: number;
}

function secondsOf(given: string): number {
  if (/^[1-9]\d*$/.test(given)) return Number(given);
  throw new InputError(`--within must be a number of seconds and was ${given}; give --within 100`);
}

function workersOf(given: string): number {
  if (/^[1-9]\d?$/.test(given)) return Number(given);
  throw new InputError(`--workers must be a number from 1 to 99 and was ${given}; give --workers 2`);
}

function textOf(
  { files, counts, survivors, needless, untried, seconds }: PolicyMutantsOutcome,
  changed: boolean,
): string {
  if (files.length === 0) return 'no rule has changed since its mutants were last run\n';
  const { killed, equivalent, survived, stillborn } = counts;
  const more = untried === 0 ? '' : `; there was no time for ${untried} more`;
  const again = changed ? '; npm run policy:mutants -- <path> records the result' : '';
  return [
    ...survivors.map((survivor) => `survived: ${survivor}`),
    ...needless.map(
      ({ mutant }) =>
        `needless: ${mutant} (scripts/mutation/equivalents.json argues about it, and no such mutant survives; remove the entry)`,
    ),
    `${killed + equivalent + survived} mutants of ${files.length} files: ${killed} killed, ${equivalent} equivalent, ${survived} survived (${stillborn} more do not compile; ${Math.round(seconds)} s)${more}${again}`,
    '',
  ].join('\n');
}
