// The time, as those who commit see it.

import { setTimeout as sleep } from 'node:timers/promises';

export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<unknown>;
};

export const systemClock: Clock = { now: Date.now, sleep };
