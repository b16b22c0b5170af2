import type { Clock, Output, ProcessRunner } from '../model/ports';
import { startEmulator } from '../emulator/emulator';
import { emulatorVariables } from '../emulator/variables';

export interface EmulatorInput {
  readonly motoServer: string;
  readonly directory: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly port?: number;
}

/** Runs the emulator until somebody ends it, and prints what leads the other verbs to it. */
export async function runEmulator(
  input: EmulatorInput,
  ports: { readonly processes: ProcessRunner; readonly clock: Clock; readonly output: Output },
): Promise<void> {
  const emulator = await startEmulator({ ...input, env: input.variables }, ports);
  try {
    for (const [name, value] of Object.entries(emulatorVariables(emulator.endpoint))) {
      ports.output.write(`export ${name}=${value}\n`);
    }
    ports.output.notice('the emulator runs until Ctrl-C\n');
    await emulator.ended;
  } finally {
    await emulator.stop();
  }
}
