import { Command, CommanderError } from 'commander';
import { InputError } from '../model/error';
import { addChangeVerbs } from './change-verbs';
import { addDocsVerbs } from './docs-verbs';
import type { CliContext } from './context';
import { addExplainVerb } from './explain-verb';
import { addGateVerb } from './gate-verb';
import { addMutantsVerb } from './mutants-verb';
import { addPolicyVerbs } from './policy-verbs';
import { addPipelineVerbs } from './pipeline-verbs';
import { addSynthVerbs } from './synth-verbs';
import { addWaiveVerb } from './waive-verb';

/** Runs the verb that the arguments name. A wrong argument is an `InputError` with the next step in it. */
export async function runProgram(context: CliContext, argv: readonly string[]): Promise<void> {
  const program = new Command('tollgate')
    .description('Carries a change of the payment platform from TypeScript to AWS, and watches it there')
    .option('--verbose', 'show the stack trace of an error', false);
  addSynthVerbs(program, context);
  addGateVerb(program, context);
  addWaiveVerb(program, context);
  addExplainVerb(program, context);
  addChangeVerbs(program, context);
  addPipelineVerbs(program, context);
  addPolicyVerbs(program, context);
  addMutantsVerb(program, context);
  addDocsVerbs(program, context);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    if (command !== program) command.option('--verbose', 'show the stack trace of an error', false);
  }
  try {
    await program.parseAsync(argv);
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return;
    const said = thrown.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
    const asked = program.commands.find((command) => command.name() === argv[2]);
    const help = asked === undefined ? 'npm run tollgate -- --help' : `npm run ${asked.name()} -- --help`;
    throw new InputError(
      said === '(outputHelp)' ? `no verb was given; see ${help}` : `${said}; see ${help}`,
      { cause: thrown },
    );
  }
}
