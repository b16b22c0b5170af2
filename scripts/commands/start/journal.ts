import type { Clock } from '../../model/ports';
import { reasonOf } from '../../model/error';
import type { Progress } from '../../report/progress';
import type { RunStep } from '../../report/run-report/run-report';

/** What a step came to: a value for the next, and a few words for whoever watches. */
export interface StepResult<T> {
  readonly value: T;
  readonly passed: boolean;
  readonly detail: string;
}

/** A step said no. The path ends there, and the exit code is 1. */
export class StepFailed extends Error {}

/** Runs the steps of the path one after the other, shows them as they go, and remembers how long each took. */
export class Journal {
  readonly steps: RunStep[] = [];
  readonly #progress: Progress;
  readonly #clock: Clock;
  #update: ((detail: string) => void) | null = null;

  constructor(progress: Progress, clock: Clock) {
    this.#progress = progress;
    this.#clock = clock;
  }

  /** Says what the current step is doing. */
  update(detail: string): void {
    this.#update?.(detail);
  }

  /** Throws `StepFailed` where the step did not pass, and whatever the step throws. */
  async step<T>(name: string, work: () => Promise<StepResult<T>>): Promise<T> {
    const startedMs = this.#clock.monotonic();
    const shown = this.#progress.step(name);
    this.#update = (detail) => {
      shown.update(detail);
    };
    const finish = (outcome: RunStep['outcome'], detail: string) => {
      this.#update = null;
      this.steps.push({ name, outcome, startedMs, durationMs: this.#clock.monotonic() - startedMs, detail });
      if (outcome === 'succeeded') shown.succeed(detail);
      else shown.fail(detail);
    };
    let result: StepResult<T>;
    try {
      result = await work();
    } catch (thrown) {
      finish('failed', reasonOf(thrown));
      throw thrown;
    }
    finish(result.passed ? 'succeeded' : 'failed', result.detail);
    if (!result.passed) throw new StepFailed(`${name}: ${result.detail}`);
    return result.value;
  }
}
