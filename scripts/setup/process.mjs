/** Child processes of the set-up: started from argument arrays, quiet unless they fail, ended when we are. */
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, resolve as resolvePath } from 'node:path';

const running = new Set();

/** Ends every child at once; for the entry's signal handlers. */
export function endChildren(signal) {
  for (const child of running) child.kill(signal);
}

/**
 * Runs a program to its end. Never rejects: a program that cannot be started has exit code 127.
 * @returns {Promise<{ code: number, stdout: string, output: string }>} `output` is both streams as they came
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let stdout = '';
    let output = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr.on('data', (chunk) => (output += chunk));
    const end = (code) => {
      running.delete(child);
      resolve({ code, stdout, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code) => end(code ?? 128));
  });
}

/** Every file called `name` that can be executed on the given search path, first come first. */
export function findOnPath(name, path) {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => resolvePath(folder, name)).filter(isExecutable);
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The end of a program's output, on one line, for a sentence that says why it failed. */
export function lastLines(output, count = 3) {
  const lines = output.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .slice(-count)
    .join(' / ')
    .slice(-600);
}
