// A replay: work on the past that an operator or an event asked for, done in steps that may each be killed and begun again.

import type { ReplayRequest } from './request.ts';

export type ReplayState = 'running' | 'done' | 'cancelled' | 'failed' | 'refused';

export const replayStates: readonly ReplayState[] = ['running', 'done', 'cancelled', 'failed', 'refused'];

/** What the kind of replay keeps between steps: where it is, by its own fields. */
export type Progress = Record<string, unknown>;

export type Replay = {
  id: string;
  /** What came, as it came: also of what was refused. */
  type: string;
  data: unknown;
  /** Null when it was refused. */
  request: ReplayRequest | null;
  /** Who asked: `http`, or the source and id of an event. */
  asked: string;
  requestedAt: string;
  state: ReplayState;
  /** What it is at, in one word. */
  phase: string;
  progress: Progress;
  /** What was done so far, by name. */
  counts: Record<string, number>;
  /** Single things that it found, the first of them. */
  findings: string[];
  /** Steps that went through. */
  steps: number;
  /** Why it was refused or failed, or what went wrong last. */
  error: string | null;
  /** Tries of the present step that failed. */
  failures: number;
  updatedAt: string;
  /** When the next step is due, epoch ms. */
  nextMs: number;
  /** The worker that is at it. Past its time the step is anyone's. */
  lease: { owner: string; untilMs: number } | null;
  /** It may have left something behind, which has to be taken away when it does not end by itself. */
  leavesBehind?: boolean;
};

/** From here on what a replay of this kind changes is visible in part: it is done to its end. */
const pastReturn: ReadonlySet<string> = new Set(['claim', 'release', 'switch', 'count']);

export function isPastReturn({ request, phase }: Pick<Replay, 'request' | 'phase'>): boolean {
  return request?.kind === 'refine' && pastReturn.has(phase);
}

export type StoredReplay = { replay: Replay; etag: string };

/** Replays by id. Each call is one conditional operation. */
export type ReplayStore = {
  create(replay: Replay): Promise<'created' | 'exists'>;
  read(id: string): Promise<StoredReplay | null>;
  /** The new etag, or null when it was changed by another. */
  replace(replay: Replay, etag: string): Promise<string | null>;
  /** False when it was changed by another, or is gone. */
  remove(id: string, etag: string): Promise<boolean>;
  /** Of a state, or all; in any order. */
  list(state?: ReplayState): Promise<Replay[]>;
};

/** Messages that say: do the next step of this replay. One too many does no harm, and one that is lost is sent again. */
export type StepQueue = { send(id: string, delaySeconds: number): Promise<void> };

/** What a step did. `done`: nothing is left. `waitSeconds`: the next one is not due before. */
export type StepResult = {
  phase: string;
  progress: Progress;
  /** Added to the replay's counts. */
  counts?: Record<string, number>;
  findings?: readonly string[];
  done?: boolean;
  waitSeconds?: number;
};

/** The next step of a replay. Throws ReplayFailed when no repetition would mend it. */
export type DoStep = (replay: Replay, signal: AbortSignal) => Promise<StepResult>;

/** The replay ends here, and says why. */
export class ReplayFailed extends Error {
  override name = 'ReplayFailed';
}
