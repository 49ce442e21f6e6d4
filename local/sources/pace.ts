// Calls at an even rate: the n-th call comes when it is due, and after a stall the calls that were missed follow
// at once, so that the rate holds over time.

export interface PaceOptions {
  /** Calls a second; 0 is as fast as `mayRun` allows. */
  rate: number;
  /** Calls in all; the pace ends then. */
  count: number;
  /** False holds the calls back; they are caught up later. */
  mayRun: () => boolean;
  /** @param dueMs when the call was due, on the clock of performance.now() */
  call: (dueMs: number) => void;
  onEnd: () => void;
}

export interface Pace {
  stop(): void;
}

/** Calls in one go at most, before other work of the process gets its turn. */
const BURST = 500;

/** Above so many calls a second they come in groups, 4 ms apart; below, 2 ms. */
const BUSY_RATE = 1000;

/** Starts at once. */
export function startPace({ rate, count, mayRun, call, onEnd }: PaceOptions): Pace {
  const startMs = performance.now();
  let made = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const leastWaitMs = rate === 0 ? 0 : rate > BUSY_RATE ? 4 : 2;

  const dueAt = (n: number): number => (rate > 0 ? startMs + (n * 1000) / rate : startMs);
  const tick = (): void => {
    if (stopped) return;
    const now = performance.now();
    for (let burst = 0; burst < BURST && made < count && dueAt(made) <= now && mayRun(); burst++) {
      call(dueAt(made));
      made++;
    }
    if (made >= count) {
      stopped = true;
      onEnd();
      return;
    }
    // Waking up costs more than a call: a process that wakes less often leaves more of the machine to others.
    timer = setTimeout(tick, Math.max(leastWaitMs, Math.floor(dueAt(made) - performance.now())));
  };
  tick();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
