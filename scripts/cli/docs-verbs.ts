import { join } from 'node:path';
import type { Command } from 'commander';
import { definedVariables, type CliContext } from './context';

/** What keeps the documents true to the code. */
export function addDocsVerbs(program: Command, context: CliContext): void {
  const { output, processes, repository } = context;

  program
    .command('diagram')
    .description('draw the architecture of an environment from its synthesized output')
    .option('--environment <name>', 'an entry of stacks/environments.json', 'prod')
    .option('--out <file>', 'the picture to write', 'docs/architecture.svg in the repository')
    .option('--check', 'compare with the picture and write nothing', false)
    .action(async (options: { environment: string; out: string; check: boolean }, command: Command) => {
      const { architecturePicture, runDiagram } = await import('../commands/diagram');
      const isOwn = command.getOptionValueSource('out') === 'default';
      const file = isOwn ? join(repository, architecturePicture) : context.path(options.out);
      const { check, environment } = options;
      const variables = definedVariables(context.variables);
      const outcome = await runDiagram(
        { repository, environment, file, check },
        { processes, output, variables },
      );
      if (outcome === 'stale') {
        output.write(`${file} does not show ${environment} as it is synthesized; run npm run diagram\n`);
        context.finish(1);
        return;
      }
      output.write(outcome === 'current' ? `${file} is current\n` : `wrote ${file}\n`);
    });

  program
    .command('docs:check')
    .description('whether every file, line and test named in docs/platform.md is there')
    .option('--fix', 'write down where lines have moved to', false)
    .action(async (options: { fix: boolean }) => {
      const { runDocsCheck } = await import('../commands/docs-check');
      const { fixed, problems, rows } = runDocsCheck({ repository, fix: options.fix });
      for (const problem of problems) output.write(`${problem}\n`);
      if (fixed > 0) output.write(`${fixed} lines have moved and were followed\n`);
      if (problems.length === 0) {
        output.write(`${rows} requirements: what they name is there\n`);
        return;
      }
      if (!options.fix) output.write('npm run docs:check -- --fix follows lines that have moved\n');
      context.finish(1);
    });
}
