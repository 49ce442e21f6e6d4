// One run of the simulators: paced, published until acknowledged, counted, and logged.
import type { EventHubsConnection } from '../send/connection-string.ts';
import { openPublisher } from '../send/publisher.ts';
import { openStream, type SimulatedEvent, type StreamOptions } from './generate.ts';
import { selectSources } from './mix.ts';
import { type Pace, startPace } from './pace.ts';
import { startTally } from './tally.ts';
import { openTruthLog } from './truth-log.ts';

/** Unacknowledged events kept in memory; beyond it nothing is made, and it is caught up later. */
const MOST_PENDING = 20_000;
const MOST_PENDING_UNPACED = 4_000;

export interface RunOptions {
  stream: StreamOptions;
  connection: EventHubsConnection;
  /** Events a second; 0: as fast as the broker takes them. */
  rate: number;
  /** Events in all; may be infinite. */
  count: number;
  /** File for the truth, one line per acknowledged event. */
  log?: string | undefined;
  /** Told when the broker is lost; the run goes on. */
  onTrouble: (reason: string) => void;
}

/** Counts of a run. */
export type Counts = Record<string, unknown>;

export interface Run {
  /** Counts since the last call, for a line per second. */
  progress(): Counts;
  /** Makes no more events; gives what is in flight so long to be acknowledged. */
  stop(withinMs: number): void;
  /** The counts of the whole run; `problem` says why it ended early, if it did. */
  done: Promise<Counts & { problem?: string }>;
}

/** Starts at once. @throws when an option is wrong */
export function startRun(options: RunOptions): Run {
  const { promise, resolve } = Promise.withResolvers<Counts & { problem?: string }>();
  const stream = openStream(options.stream);
  const log = options.log === undefined ? undefined : openTruthLog(options.log);
  const tally = startTally();
  let pace: Pace | undefined;
  let ending = false;
  let deadlineMs = Number.POSITIVE_INFINITY;
  let finished = false;

  const finish = (problem?: string): void => {
    if (finished) return;
    finished = true;
    ending = true;
    pace?.stop();
    const counts = { ...tally.line('run'), pending: publisher.pending() };
    publisher.close();
    log?.close();
    resolve(problem === undefined ? counts : { ...counts, problem });
  };
  const publisher = openPublisher({
    connection: options.connection,
    hubs: selectSources(options.stream.sources).map(({ source }) => source),
    onTrouble: options.onTrouble,
    onFatal: error => finish(error.message),
  });
  const acknowledge = (event: SimulatedEvent, sends: number): void => {
    tally.acknowledged(event, sends);
    log?.acknowledged(event, sends);
  };
  const call = (dueMs: number): void => {
    const event = stream.next(Date.now());
    tally.made(performance.now() - dueMs);
    publisher.send(event.hub, event, outcome => {
      if (finished) return;
      if (outcome.ok) acknowledge(event, outcome.sends);
      else finish(`event ${event.index} of ${event.source} was refused: ${outcome.reason}`);
    });
  };
  // A later call may shorten the wait: the end of the count waits as long as it takes, a signal does not.
  const stop = (withinMs: number): void => {
    deadlineMs = Math.min(deadlineMs, performance.now() + withinMs);
    if (ending) return;
    ending = true;
    pace?.stop();
    const waiting = setInterval(() => {
      const pending = publisher.pending();
      if (!finished && pending > 0 && performance.now() < deadlineMs) return;
      clearInterval(waiting);
      finish(pending === 0 ? undefined : `${pending} events were not acknowledged`);
    }, 10);
  };
  const mostPending = options.rate === 0 ? MOST_PENDING_UNPACED : MOST_PENDING;
  pace = startPace({
    rate: options.rate,
    count: options.count,
    mayRun: () => publisher.pending() < mostPending,
    call,
    onEnd: () => stop(Number.POSITIVE_INFINITY),
  });
  return { progress: () => ({ ...tally.line('second'), pending: publisher.pending() }), stop, done: promise };
}
