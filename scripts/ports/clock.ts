import type { Clock } from '../model/ports';

/** The machine's own clock; the one place that asks for the time. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
};
