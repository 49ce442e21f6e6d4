// Does replays step by step. A step is done by one worker at a time, who holds a lease on it; one that dies lets go of it
// when its time is over, and the step is done again. Every step is such that this changes nothing.

import { randomUUID } from 'node:crypto';
import { isObject } from '../json.ts';
import {
  type DoStep,
  isPastReturn,
  type Replay,
  ReplayFailed,
  type ReplayStore,
  type StepQueue,
  type StepResult,
} from './replay.ts';

export type WorkerParts = {
  store: ReplayStore;
  queue: StepQueue;
  doStep: DoStep;
  /** Takes away what a replay has left behind that did not end by itself. May be done twice. */
  clear?: (replay: Replay) => Promise<void>;
  leaseMs?: number;
  now?: () => number;
};

export type ReplayWorker = {
  /** The next step of a replay, if it is due and nobody is at it. Throws only when its state cannot be read or written. */
  step(id: string): Promise<void>;
  /** The step that a queue's message asks for. Throws a TypeError for what is none: it ends in the poison queue. */
  takeMessage(message: unknown): Promise<void>;
  /** Sends the messages that were lost, of replays that nobody is at. */
  sweep(): Promise<void>;
};

/** Tries of one step; with the waits between them they take about two hours. */
const maxFailures = 30;
const maxWaitSeconds = 300;

const maxFindings = 20;

/** A replay whose step is due for so long has lost its message. */
const overdueMs = 15_000;

/** Clocks differ. A message that is earlier than that is one too many: another will come when the step is due. */
const slackMs = 2_000;

export function createReplayWorker(parts: WorkerParts): ReplayWorker {
  const { store, queue, doStep, clear = async () => {}, leaseMs = 20_000, now = Date.now } = parts;
  const clearAway: DoStep = async replay => {
    await clear(replay);
    return { phase: replay.phase, progress: {} };
  };

  async function step(id: string): Promise<void> {
    const stored = await store.read(id);
    if (!stored || !isOpen(stored.replay) || isHeld(stored.replay, now())) return;
    if (stored.replay.nextMs > now() + slackMs) return;
    const held = await holdLease(parts, stored, leaseMs, now);
    if (!held) return;
    const { replay, signal } = held;
    const isRunning = replay.state === 'running';
    const next = await attempt(isRunning ? doStep : clearAway, replay, signal, now);
    const etag = await held.release();
    // Cancelled, or taken over by another when this one was too slow: what was done is done again, or not wanted.
    if (etag === null || !(await store.replace(next, etag))) return letGo(id, held.owner);
    if (isOpen(next)) await queue.send(id, Math.max(0, Math.ceil((next.nextMs - now()) / 1000)));
  }

  /** A replay that was cancelled under its worker waits for that to have ended: then what it left can be taken away. */
  async function letGo(id: string, owner: string): Promise<void> {
    const stored = await store.read(id);
    if (stored?.replay.state !== 'cancelled' || stored.replay.lease?.owner !== owner) return;
    if (await store.replace({ ...stored.replay, lease: null }, stored.etag)) await queue.send(id, 0);
  }

  return {
    step,
    takeMessage: async message => {
      const id = isObject(message) ? message.replay : undefined;
      if (typeof id !== 'string') throw new TypeError('a message must be {"replay": "<id>"}');
      await step(id);
    },
    sweep: async () => {
      const lists = await Promise.all((['running', 'cancelled', 'failed'] as const).map(store.list));
      for (const replay of lists.flat().filter(isOpen))
        if (!isHeld(replay, now()) && replay.nextMs + overdueMs < now()) await queue.send(replay.id, 0);
    },
  };
}

/** Whether a worker has something to do for it. */
export function isOpen({ state, leavesBehind = false }: Replay): boolean {
  return state === 'running' || (leavesBehind && (state === 'cancelled' || state === 'failed'));
}

function isHeld({ lease }: Replay, nowMs: number): boolean {
  return lease !== null && lease.untilMs > nowMs;
}

type Held = {
  replay: Replay;
  owner: string;
  /** Aborts when the replay was cancelled or taken over. */
  signal: AbortSignal;
  /** Ends the lease's renewal; the etag to write with, or null when the lease is lost. */
  release(): Promise<string | null>;
};

/** Null when another was first. */
async function holdLease(
  { store }: WorkerParts,
  stored: { replay: Replay; etag: string },
  leaseMs: number,
  now: () => number,
): Promise<Held | null> {
  const owner = randomUUID();
  const leased = (): Replay => ({ ...stored.replay, lease: { owner, untilMs: now() + leaseMs } });
  let etag = await store.replace(leased(), stored.etag);
  if (etag === null) return null;
  const lost = new AbortController();
  let renewing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renewing.then(async () => {
      if (etag === null) return;
      // A store that is away for a moment costs nothing as long as the lease lasts.
      const renewed = await store.replace(leased(), etag).catch(() => etag);
      etag = renewed;
      if (etag === null) lost.abort(new Error('the replay was cancelled, or another worker took it over'));
    });
  }, leaseMs / 3);
  timer.unref();
  return {
    replay: stored.replay,
    owner,
    signal: lost.signal,
    release: async () => {
      clearInterval(timer);
      await renewing;
      return etag;
    },
  };
}

/** The replay after a step, whether it went through or not. */
async function attempt(
  doStep: DoStep,
  replay: Replay,
  signal: AbortSignal,
  now: () => number,
): Promise<Replay> {
  try {
    const result = await doStep(replay, signal);
    return replay.state === 'running' ? advanced(replay, result, now()) : cleared(replay);
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).slice(0, 2_000);
    if (!signal.aborted) console.error(`replay ${replay.id}, ${replay.phase}: ${message}`);
    const failures = replay.failures + 1;
    const gone = (error instanceof ReplayFailed || failures >= maxFailures) && !isPastReturn(replay);
    const waitMs = Math.min(maxWaitSeconds, 2 ** Math.min(failures, 10)) * 1000;
    return {
      ...replay,
      state: gone && replay.state === 'running' ? 'failed' : replay.state,
      error: replay.state === 'running' ? message : replay.error,
      failures,
      lease: null,
      updatedAt: new Date(now()).toISOString(),
      nextMs: now() + waitMs,
    };
  }
}

/** What is told of how it ended stays. */
function cleared(replay: Replay): Replay {
  const { leavesBehind: _, ...rest } = replay;
  return { ...rest, lease: null };
}

function advanced(replay: Replay, result: StepResult, nowMs: number): Replay {
  const { phase, progress, counts = {}, findings = [], done = false, waitSeconds = 0 } = result;
  const total = { ...replay.counts };
  for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  return {
    ...replay,
    state: done ? 'done' : 'running',
    phase: done ? 'done' : phase,
    progress,
    counts: total,
    findings: [...replay.findings, ...findings].slice(0, maxFindings),
    steps: replay.steps + 1,
    ...(done && replay.leavesBehind ? { leavesBehind: false } : {}),
    error: null,
    failures: 0,
    lease: null,
    updatedAt: new Date(nowMs).toISOString(),
    nextMs: nowMs + waitSeconds * 1000,
  };
}
