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
  /** Given each line of either stream, and what sends the process a signal. */
  readonly onLine?: (line: string, signal: (name: NodeJS.Signals) => void) => void;
}

/** Runs a verb as a person would, as a process of its own, without a terminal. */
export function tollgate(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [resolve(repository, 'scripts/launch.cjs'), ...args], {
      cwd: options.cwd ?? repository,
      env: { ...process.env, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
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

/** Processes of this checkout's emulator or terraform that are still there, as their command lines. */
export function processesLeft(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const folder = readFileSync(`/proc/${pid}/environ`, 'utf8');
        return /moto_server|terraform/.test(command) && folder.includes(repository) ? [command] : [];
      } catch {
        return [];
      }
    });
}
