import type { Clock, Output } from '../model/ports';
import { formatDuration } from './duration';
import { clip, printable } from './printable';

/** Calls something again and again until the function it returns is called. */
export type Repeat = (every: number, action: () => void) => () => void;

/** One step of a run while it goes on. It ends once: with `succeed` or with `fail`. */
export interface ProgressStep {
  /** What it is doing just now. */
  update(detail: string): void;
  succeed(detail?: string): void;
  fail(detail: string): void;
}

export interface Progress {
  step(name: string): ProgressStep;
  /** Every step with its time, in the order in which they started. Steps that never ended say so. */
  summary(): readonly TimedStep[];
  /** Writes the summary as a table and stops drawing. */
  finish(): void;
}

/** A step as the summary has it; times are milliseconds of the clock's monotonic time. */
export interface TimedStep {
  readonly name: string;
  readonly outcome: 'running' | 'succeeded' | 'failed';
  readonly detail: string;
  readonly startedMs: number;
  readonly durationMs: number;
}

interface Entry {
  readonly name: string;
  readonly startedMs: number;
  outcome: TimedStep['outcome'];
  detail: string;
  endedMs: number | null;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const signs = { running: '…', succeeded: '✔', failed: '✖' } as const;
const frameMs = 100;
const widestLine = 100;
const clearLine = '\r\u001b[2K';

/**
 * Shows the steps of a run with their times: on a terminal as one line that keeps moving, elsewhere as plain lines, two
 * a step. All of it goes to notices, so that standard output holds the result alone.
 */
export function createProgress(output: Output, clock: Clock, repeat: Repeat = everySoOften): Progress {
  const entries: Entry[] = [];
  let frame = 0;
  let stop: (() => void) | null = null;

  const elapsed = (entry: Entry): number => (entry.endedMs ?? clock.monotonic()) - entry.startedMs;
  const running = (): Entry[] => entries.filter(({ outcome }) => outcome === 'running');

  const draw = (): void => {
    const [current, ...others] = running().reverse();
    if (!output.isTerminal || current === undefined) return;
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    const line = `${frames[frame % frames.length] ?? ''} ${described(current)} ${formatDuration(elapsed(current))}${more}`;
    output.notice(`${clearLine}${line}`);
  };

  const start = (): void => {
    if (!output.isTerminal || stop !== null) return;
    stop = repeat(frameMs, () => {
      frame += 1;
      draw();
    });
  };

  const rest = (): void => {
    stop?.();
    stop = null;
  };

  const end = (entry: Entry, outcome: 'succeeded' | 'failed', detail: string): void => {
    if (entry.outcome !== 'running') return;
    Object.assign(entry, { outcome, detail, endedMs: clock.monotonic() });
    output.notice(
      `${output.isTerminal ? clearLine : ''}${signs[outcome]} ${described(entry)} ${formatDuration(elapsed(entry))}\n`,
    );
    if (running().length === 0) rest();
    else draw();
  };

  const summary = (): TimedStep[] =>
    entries.map((entry) => ({
      name: entry.name,
      outcome: entry.outcome,
      detail: entry.detail,
      startedMs: entry.startedMs,
      durationMs: elapsed(entry),
    }));

  return {
    step(name) {
      const entry: Entry = {
        name,
        startedMs: clock.monotonic(),
        outcome: 'running',
        detail: '',
        endedMs: null,
      };
      entries.push(entry);
      if (!output.isTerminal) output.notice(`${signs.running} ${described(entry)}\n`);
      start();
      draw();
      return {
        update(detail) {
          if (entry.outcome !== 'running') return;
          entry.detail = detail;
          draw();
        },
        succeed: (detail = '') => {
          end(entry, 'succeeded', detail);
        },
        fail: (detail) => {
          end(entry, 'failed', detail);
        },
      };
    },
    summary,
    finish() {
      rest();
      const table = progressTable(summary());
      if (table !== '') output.notice(`${output.isTerminal ? clearLine : ''}\n${table}\n`);
    },
  };
}

function described({ name, detail }: Entry): string {
  return printable(clip(detail === '' ? name : `${name}: ${detail}`, widestLine));
}

/** The steps as aligned columns: sign, name, time, what came of it. */
export function progressTable(steps: readonly TimedStep[]): string {
  const names = steps.map(({ name }) => printable(name));
  const times = steps.map(({ durationMs }) => formatDuration(durationMs));
  const wide = (texts: readonly string[]): number =>
    Math.max(0, ...texts.map((text) => Array.from(text).length));
  return steps
    .map(({ outcome, detail }, index) => {
      const name = (names[index] ?? '').padEnd(wide(names));
      const time = (times[index] ?? '').padStart(wide(times));
      const note = outcome === 'running' && detail === '' ? 'did not end' : printable(detail);
      return `${signs[outcome]} ${name}  ${time}  ${note}`.trimEnd();
    })
    .join('\n');
}

/** A timer that never keeps a process alive. */
function everySoOften(every: number, action: () => void): () => void {
  const timer = setInterval(action, every);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
