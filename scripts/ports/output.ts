import type { Output } from '../model/ports';

/** Standard output for results, standard error for progress; plain lines where `CI` is set or nobody looks. */
export function createOutput(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream, plain: boolean): Output {
  return {
    write: (text) => void stdout.write(text),
    notice: (text) => void stderr.write(text),
    isTerminal: !plain && stderr.isTTY,
  };
}
