import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Interrupted } from '../model/error';
import type { ProcessRequest, ProcessResult, ProcessRunner, RunningProcess } from '../model/ports';

const defaultGraceMs = 10_000;

/** A `ProcessRunner` that can also end all it has started. */
export interface InterruptibleProcessRunner extends ProcessRunner {
  /** Ends every foreground process (SIGINT, once), then every background one; refuses to start any other. */
  interrupt(): Promise<void>;
}

/** The one place that starts processes. */
export function createProcessRunner(): InterruptibleProcessRunner {
  const foreground = new Set<Child>();
  const background = new Set<Child>();
  let interrupted = false;

  const start = (request: ProcessRequest, live: Set<Child>): Child => {
    if (interrupted) throw new Interrupted('interrupted; nothing new was begun');
    const child = new Child(request);
    live.add(child);
    void child.exited.finally(() => live.delete(child)).catch(() => undefined);
    return child;
  };
  const stopAll = (live: Set<Child>, signal: 'SIGINT' | 'SIGTERM') =>
    Promise.allSettled([...live].map((child) => child.stop(signal)));

  return {
    start: (request) => start(request, background),
    // async, so that a refusal to start is a rejection like any other
    run: async (request) => start(request, foreground).exited,
    interrupt: async () => {
      interrupted = true;
      await stopAll(foreground, 'SIGINT');
      // last: terraform may still need the emulator to release its lock
      await stopAll(background, 'SIGTERM');
    },
  };
}

class Child implements RunningProcess {
  readonly pid: number;
  readonly exited: Promise<ProcessResult>;
  readonly #process: ChildProcess;
  readonly #graceMs: number;
  #ended: ProcessResult['ended'] = 'exited';
  #stopping: Promise<void> | null = null;

  constructor(request: ProcessRequest) {
    this.#graceMs = request.graceMs ?? defaultGraceMs;
    // detached: a process group of its own, so that a terminal's Ctrl-C arrives once, through stop()
    this.#process = spawn(request.command, request.args, {
      cwd: request.cwd,
      env: { ...request.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.pid = this.#process.pid ?? -1;
    this.exited = this.#follow(request);
    this.exited.catch(() => undefined);
  }

  stop(signal: 'SIGINT' | 'SIGTERM' = 'SIGTERM'): Promise<void> {
    this.#stopping ??= this.#end(signal, 'interrupted');
    return this.#stopping;
  }

  async #follow(request: ProcessRequest): Promise<ProcessResult> {
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      const pipe = this.#process[stream];
      if (pipe === null) continue;
      createInterface({ input: pipe, crlfDelay: Infinity }).on('line', (line) => {
        output[stream] += `${line}\n`;
        request.onLine?.(stream, line);
      });
    }
    const timer =
      request.timeoutMs === undefined
        ? undefined
        : setTimeout(() => void (this.#stopping ??= this.#end('SIGINT', 'timed-out')), request.timeoutMs);
    try {
      const [exitCode] = (await once(this.#process, 'close')) as [number | null];
      return { ended: this.#ended, exitCode, ...output };
    } finally {
      clearTimeout(timer);
    }
  }

  async #end(signal: 'SIGINT' | 'SIGTERM', ended: ProcessResult['ended']): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#ended = ended;
    this.#signal(signal);
    const killer = setTimeout(() => {
      this.#signal('SIGKILL');
    }, this.#graceMs);
    try {
      await this.exited.catch(() => undefined);
    } finally {
      clearTimeout(killer);
      // what it started and left behind, such as the provider of a killed terraform
      this.#signal('SIGKILL');
    }
  }

  #signal(signal: NodeJS.Signals): void {
    // without a pid nothing was started, and kill(1) would reach somebody else
    if (this.#process.pid === undefined) return;
    try {
      process.kill(-this.#process.pid, signal);
    } catch {
      // the group is gone already
    }
  }
}
