/** The children of the test run: each leads a process group, so that ending it ends all it started. */
import { spawn } from 'node:child_process';

/** How long a group may take to end after a polite signal, in milliseconds. */
const grace = 10_000;

/** How long one step may take, in milliseconds: a test that hangs must end in a failure, not in silence. */
const limit = 25 * 60_000;
const running = new Set();

/**
 * Runs a program with its output passed through as it comes; `capture` keeps standard output instead.
 * @returns {Promise<{ exitCode: number, stdout: string }>} never rejects: what cannot start has exit code 127
 */
export function runChild(command, args, { cwd, env, capture = false }) {
  return new Promise((resolve) => {
    const stdio = ['ignore', capture ? 'pipe' : 'inherit', 'inherit'];
    const child = spawn(command, args, { cwd, env, stdio, detached: true });
    running.add(child);
    const timer = setTimeout(() => {
      console.error(`ended after ${limit / 60_000} minutes`);
      void endChildren();
    }, limit);
    let stdout = '';
    child.stdout?.on('data', (chunk) => (stdout += chunk));
    child.on('error', (error) => {
      console.error(error.message);
      clearTimeout(timer);
      running.delete(child);
      resolve({ exitCode: 127, stdout });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ exitCode: code ?? 128, stdout });
    });
  });
}

/** Ends every child and what it started: politely, and after a while for good. */
export async function endChildren() {
  const ended = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
  signalAll('SIGTERM');
  const timer = setTimeout(() => signalAll('SIGKILL'), grace);
  await Promise.all(ended);
  clearTimeout(timer);
}

function signalAll(signal) {
  for (const { pid } of running) {
    try {
      process.kill(-pid, signal);
    } catch {
      // it ended between the two lines
    }
  }
}
