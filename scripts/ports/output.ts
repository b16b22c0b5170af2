import type { Output } from '../model/ports';

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
): Output {
  return {
    write: (text) => void stdout.write(text),
    notice: (text) => void stderr.write(text),
    isTerminal: !plain && stderr.isTTY,
    isColourful: !plain && !colourless && stdout.isTTY,
  };
}
