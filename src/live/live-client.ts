// One client of a live answer: what is sent to it, and what waits while it does not read. Its queue is bounded: what it has
// not taken is the most recent rows of the groups that changed, however often they did.

import { ReadableStream } from 'node:stream/web';
import type { Attendance } from '../client-departure.ts';
import { type ClosingReason, closingText } from './events.ts';

/** What a client that has fallen behind is sent, when it reads again. */
export type Missed = 'everything' | ReadonlySet<string>;

export type LiveClient = {
  body: ReadableStream<Uint8Array>;
  /** Sends what tells of the groups; or keeps in mind that they changed, when the client does not read or is `held`. */
  offer(frame: Uint8Array, groups: readonly string[]): void;
  /** Sends it only when the client reads and has missed nothing. */
  offerHeartbeat(frame: Uint8Array): void;
  /** All rows have become others. */
  missEverything(): void;
  /** Sends what was missed, if the client reads; ends a client that has not for too long. */
  sweep(nowMs: number): void;
  /** Lets a client that was held go on: it is sent what it has missed, and these groups. */
  release(groups: Iterable<string>): void;
  close(reason: ClosingReason): void;
  /** Resolves when the client has gone, or was sent away. */
  gone: Promise<void>;
};

export type LiveClientLimits = {
  /** What may be written and not taken. */
  untakenBytes: number;
  /** For how long a client may not read. */
  slowMs: number;
  /** How long it is given to read why its stream ends. */
  graceMs: number;
  /** When its stream ends in any case, epoch ms. */
  untilMs: number;
  /** Groups that are remembered one by one. */
  missedGroups: number;
};

const utf8 = new TextEncoder();

/** `catchUp` makes the frame of what a client has missed, which may be nothing. A client begins held. */
export function createLiveClient(
  attendance: Attendance,
  limits: LiveClientLimits,
  catchUp: (missed: Missed) => Uint8Array,
): LiveClient {
  const gone = Promise.withResolvers<void>();
  let missed: 'everything' | Set<string> = new Set();
  let held = true;
  let unreadSinceMs: number | null = null;
  let open = true;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  const body = new ReadableStream<Uint8Array>(
    {
      start: given => {
        controller = given;
      },
      cancel: leave,
    },
    { highWaterMark: limits.untakenBytes, size: chunk => chunk?.byteLength ?? 0 },
  );
  if (attendance.signal.aborted) leave();
  else attendance.signal.addEventListener('abort', leave);

  function leave(): void {
    if (!open) return;
    open = false;
    try {
      controller?.close();
    } catch {
      // It was cancelled: there is nothing to close.
    }
    gone.resolve();
  }

  function write(frame: Uint8Array): void {
    controller?.enqueue(frame);
  }

  /** In the stream's own queue, and in that of the response. */
  const isFull = () =>
    attendance.untakenBytes() + limits.untakenBytes - (controller?.desiredSize ?? 0) >= limits.untakenBytes;

  const hasMissed = () => missed === 'everything' || missed.size > 0;

  function miss(groups: Iterable<string>): void {
    if (missed === 'everything') return;
    for (const group of groups) missed.add(group);
    if (missed.size > limits.missedGroups) missed = 'everything';
  }

  function sendMissed(): void {
    const frame = catchUp(missed);
    missed = new Set();
    write(frame);
  }

  function close(reason: ClosingReason): void {
    if (!open) return;
    write(utf8.encode(closingText(reason)));
    leave();
    if (attendance.signal.aborted) return;
    const cut = setTimeout(attendance.cut, limits.graceMs).unref();
    attendance.signal.addEventListener('abort', () => clearTimeout(cut));
  }

  return {
    body,
    offer: (frame, groups) => {
      if (!open) return;
      if (held || hasMissed() || isFull()) miss(groups);
      else write(frame);
    },
    offerHeartbeat: frame => {
      if (open && !held && !hasMissed() && !isFull()) write(frame);
    },
    missEverything: () => {
      missed = 'everything';
    },
    sweep: nowMs => {
      if (!open) return;
      if (nowMs >= limits.untilMs) return close('age');
      if (!isFull()) {
        unreadSinceMs = null;
        if (!held && hasMissed()) sendMissed();
        return;
      }
      unreadSinceMs ??= nowMs;
      if (nowMs - unreadSinceMs >= limits.slowMs) close('slow');
    },
    release: groups => {
      if (!open) return;
      held = false;
      miss(groups);
      sendMissed();
    },
    close,
    gone: gone.promise,
  };
}
