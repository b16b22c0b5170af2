import type { Command } from 'commander';
import { InputError } from '../model/error';
import type { CliContext } from './context';
import { emulatorEndpoint } from './deployment-options';

/** `secret`: gives a secret its value, read from standard input and shown nowhere. */
export function addSecretVerb(program: Command, context: CliContext): void {
  program
    .command('secret')
    .description('set a secret of an environment; its value is read from standard input')
    .argument('<action>', 'set')
    .argument('<name>', 'such as psp/api-key')
    .option('--environment <name>', 'the environment that is meant, which --config must be of')
    .option('--config <dir>', 'the cdktf.out of the environment', 'cdktf.out')
    .action(async (action: string, name: string, options: { environment?: string; config: string }) => {
      if (action !== 'set') {
        throw new InputError(
          `secret can set a value and nothing else, and ${JSON.stringify(action)} was asked for; run npm run secret -- set NAME`,
        );
      }
      const { runSecretSet } = await import('../commands/secret');
      const outcome = await runSecretSet(
        { config: context.path(options.config), name, environment: options.environment ?? null },
        context.secretPorts(emulatorEndpoint(context)),
      );
      context.output.write(
        `${outcome.parameter} of ${outcome.environment} is set, version ${outcome.version}; functions use it within five minutes\n`,
      );
    });
}
