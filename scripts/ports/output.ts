import type { ResultOutput } from '../model/ports';

/** What the environment says of colour (https://no-color.org). */
export interface OutputOptions {
  /** Plain lines: `CI` is set. */
  readonly plain: boolean;
  /** `NO_COLOR` is set. */
  readonly colourless: boolean;
}

/** Standard output for results, standard error for progress; plain lines where `CI` is set or nobody looks. */
export function createOutput(
  stdout: NodeJS.WriteStream,
  stderr: NodeJS.WriteStream,
  { plain, colourless }: OutputOptions,
): ResultOutput {
  return {
    write: (text) => void stdout.write(text),
    writeAll: async (pieces) => {
      for (const piece of pieces) await taken(stdout, piece);
    },
    notice: (text) => void stderr.write(text),
    isTerminal: !plain && stderr.isTTY,
    isColourful: !plain && !colourless && stdout.isTTY,
  };
}

/** Writes a text and waits while the stream keeps it; one that has failed keeps nothing, and says so by its own event. */
function taken(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    const hasRoom = stream.write(text, () => {
      resolve();
    });
    if (hasRoom) resolve();
  });
}
