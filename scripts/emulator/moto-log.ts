import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/** What moto said of one request it broke on: the whole traceback, and its last line. */
export interface MotoException {
  readonly text: string;
  readonly summary: string;
}

const keptLines = 200;

/** moto's output: kept in a file, and read for the exceptions that its answers do not quote. */
export class MotoLog {
  readonly file: string;
  readonly #tail: string[] = [];
  readonly #exceptions: string[][] = [];
  #open: string[] | null = null;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.file = path.join(directory, 'moto.log');
  }

  add(raw: string): void {
    const line = withoutColour(raw);
    appendFileSync(this.file, `${line}\n`);
    this.#tail.push(line);
    if (this.#tail.length > keptLines) this.#tail.shift();
    if (line === 'Error on request:') {
      this.#open = [];
      this.#exceptions.push(this.#open);
    } else if (/^\d+\.\d+\.\d+\.\d+ - - \[/.test(line)) this.#open = null;
    else this.#open?.push(line);
  }

  /** The last lines, for a message that quotes them. */
  tail(lines = 5): string {
    return this.#tail
      .filter((line) => line.trim() !== '')
      .slice(-lines)
      .join(' | ');
  }

  /**
   * Takes the exception that a call ended in. Two calls may break at once, so one that names the method of the call is
   * taken before the oldest.
   */
  takeException(action: string): MotoException | null {
    const method = snakeCase(action);
    const named = this.#exceptions.findIndex((lines) => lines.some((line) => line.includes(method)));
    const lines = this.#exceptions.splice(named === -1 ? 0 : named, 1)[0];
    if (lines === undefined) return null;
    const summary = lines.filter((line) => /^[A-Za-z_][\w.]*(:|$)/.test(line)).at(-1);
    return { text: lines.join('\n'), summary: summary ?? 'an exception' };
  }
}

/** `PutFunctionRecursionConfig` as moto names its methods: `put_function_recursion_config`. */
function snakeCase(action: string): string {
  return action
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

function withoutColour(line: string): string {
  return line.replaceAll(/\u001b\[\d*m/g, '');
}
