import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const repository = resolve(__dirname, '../..');

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** A folder in place of this checkout, with its own `.cache/toolchain.json`, rules and environments. */
  readonly repository?: string;
  /** TMPDIR of it and of all it starts, by which `processesLeft` knows them. */
  readonly temporary?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads from standard input. @default nothing */
  readonly input?: string;
  /** Given each line of either stream, and what sends the process a signal. */
  readonly onLine?: (line: string, signal: (name: NodeJS.Signals) => void) => void;
}

/** Runs a verb as a person would, as a process of its own, without a terminal. */
export function tollgate(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((done, failed) => {
    const launcher = resolve(repository, 'scripts/launch.cjs');
    const program =
      options.repository === undefined
        ? [launcher]
        : [resolve(__dirname, 'launch-elsewhere.cjs'), launcher, options.repository];
    const child = spawn(process.execPath, [...program, ...args], {
      cwd: options.cwd ?? repository,
      env: {
        ...process.env,
        CI: 'true',
        ...options.env,
        ...(options.temporary === undefined ? {} : { TMPDIR: options.temporary }),
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // a program that ends without reading is no failure of ours
    child.stdin.on('error', () => undefined).end(options.input ?? '');
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text;
        for (const line of text.split('\n').filter(Boolean)) {
          options.onLine?.(line, (signal) => child.kill(signal));
        }
      });
    }
    child.on('error', failed);
    child.on('close', (code) => {
      done({ code, ...output });
    });
  });
}

/** What was started by a command with this TMPDIR and is still there, as command lines; other tests run beside. */
export function processesLeft(temporary: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        if (!variables.includes(`TMPDIR=${temporary}`)) return [];
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    });
}
