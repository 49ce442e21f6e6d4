// Gathers the outcomes of each lane for some seconds and lands them as one segment: an event costs the lake next to
// nothing, and gold does not wait for it. What a crash takes from this memory is decided again from bronze (repair.ts).

import { type Lane, laneName } from '../events/coordinate.ts';
import { runsOf } from '../events/runs.ts';
import { type LandingStore, landingPath } from '../landing/landing.ts';
import type { Outcome } from './outcome.ts';
import { encodeSegmentFile, segmentMetadata } from './segment-file.ts';

export type SegmentLimits = {
  /** A segment lands at the latest this long after its first event. */
  maxAgeMs: number;
  maxEvents: number;
};

export type SegmentBuffer = {
  /** Adds outcomes in order. Waits only when the lake is so slow that the lane's memory is full. */
  append(lane: Lane, outcomes: readonly Outcome[]): Promise<void>;
  /** Lands everything. Throws when the lake does; what could not be landed is kept. */
  flush(): Promise<void>;
};

type OpenSegment = {
  lane: Lane;
  outcomes: Outcome[];
  timer: NodeJS.Timeout | null;
  landing: Promise<void> | null;
};

export function createSegmentBuffer(
  store: LandingStore,
  limits: SegmentLimits,
  onError: (lane: Lane, error: unknown) => void,
  now: () => number = Date.now,
): SegmentBuffer {
  const segments = new Map<string, OpenSegment>();

  /** What is being landed stays in the run until it has landed: appends see the whole run, and a failure loses nothing. */
  async function landOnce(segment: OpenSegment): Promise<void> {
    if (segment.timer) clearTimeout(segment.timer);
    segment.timer = null;
    const outcomes = [...segment.outcomes];
    const [first, last] = [outcomes[0], outcomes.at(-1)];
    if (!first || !last) return;
    const range = { first: first.sequenceNumber, last: last.sequenceNumber };
    const path = landingPath('silver', segment.lane, range, now());
    await store.put(path, encodeSegmentFile(segment.lane, outcomes), segmentMetadata(outcomes));
    segment.outcomes.splice(0, outcomes.length);
  }

  /** One landing at a time for each lane. */
  function land(segment: OpenSegment): Promise<void> {
    const previous = segment.landing ?? Promise.resolve();
    const landing = previous.catch(() => {}).then(() => landOnce(segment));
    segment.landing = landing;
    return landing;
  }

  function landLater(segment: OpenSegment): void {
    segment.timer ??= setTimeout(() => {
      segment.timer = null;
      land(segment).catch(error => {
        onError(segment.lane, error);
        landLater(segment);
      });
    }, limits.maxAgeMs);
  }

  async function appendRun(segment: OpenSegment, run: readonly Outcome[]): Promise<void> {
    const fresh = continueRun(segment.outcomes, run);
    if (fresh === 'gap') await land(segment);
    segment.outcomes.push(...(fresh === 'gap' ? run : fresh));
    if (segment.outcomes.length >= limits.maxEvents) await land(segment);
    else if (segment.outcomes.length > 0) landLater(segment);
  }

  return {
    append: async (lane, outcomes) => {
      const name = laneName(lane);
      const segment = segments.get(name) ?? { lane, outcomes: [], timer: null, landing: null };
      segments.set(name, segment);
      for (const run of runsOf(outcomes)) await appendRun(segment, run);
    },
    flush: async () => {
      const landed = await Promise.allSettled([...segments.values()].map(land));
      const failed = landed.find(result => result.status === 'rejected');
      if (failed) throw failed.reason;
    },
  };
}

/** What of `next` follows on the run: all, or less after a redelivery; `gap` when coordinates lie between. */
function continueRun(run: readonly Outcome[], next: readonly Outcome[]): readonly Outcome[] | 'gap' {
  const last = run.at(-1)?.sequenceNumber;
  const first = next[0]?.sequenceNumber;
  if (last === undefined || first === undefined || first === last + 1) return next;
  // A lane that went to another owner and came back, or was reset: start a segment of its own.
  if (first > last + 1 || first < (run[0]?.sequenceNumber ?? 0)) return 'gap';
  return next.filter(({ sequenceNumber }) => sequenceNumber > last);
}
