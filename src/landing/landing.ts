// Where files land before they become part of a table, and how their names carry what they hold.
// `landing/<minute>/<tier>/<hub>-<partition>-<first>-<last>.parquet`: what is new is in the latest few folders.

import { type Lane, laneName, type SequenceRange } from '../events/coordinate.ts';

export type Tier = 'bronze' | 'silver';

export type LandedFile = Lane &
  SequenceRange & {
    tier: Tier;
    path: string;
    bucket: string;
    /** Bytes. */
    size: number;
    metadata: Record<string, string>;
  };

export type ListedFile = { path: string; size: number; metadata: Record<string, string> };

/** Immutable files by name. `put` is put-if-absent and atomic: a file is there whole or not at all. */
export type LandingStore = {
  put(path: string, content: Uint8Array, metadata: Record<string, string>): Promise<'landed' | 'exists'>;
  list(prefix: string): AsyncIterable<ListedFile>;
  read(path: string): Promise<Uint8Array>;
  delete(path: string): Promise<void>;
};

const bucketMs = 60_000;

/** The minute that a time is in, as text that sorts by time: `2026-11-24T22-43`. */
export function landingBucket(timeMs: number): string {
  return new Date(Math.floor(timeMs / bucketMs) * bucketMs).toISOString().slice(0, 16).replace(':', '-');
}

/** All buckets from `first` to the one of `nowMs`. */
export function bucketsThrough(first: string, nowMs: number): string[] {
  const buckets: string[] = [];
  const start = Date.parse(`${first.slice(0, 13)}:${first.slice(14)}:00Z`);
  if (Number.isNaN(start)) throw new SyntaxError(`"${first}" is not a landing bucket`);
  for (let timeMs = start; timeMs <= nowMs; timeMs += bucketMs) buckets.push(landingBucket(timeMs));
  return buckets;
}

/** The time of landing picks the bucket, so that whatever is new is in the latest ones, however old its events are. */
export function landingPath(
  tier: Tier,
  lane: Lane,
  { first, last }: SequenceRange,
  landedTimeMs: number,
): string {
  return `landing/${landingBucket(landedTimeMs)}/${tier}/${laneName(lane)}-${pad(first)}-${pad(last)}.parquet`;
}

/** Null for a path that is not a landed file's. */
export function parseLandingPath({ path, size, metadata }: ListedFile): LandedFile | null {
  const match = /^landing\/([^/]+)\/(bronze|silver)\/([a-z0-9-]+)-(\d+)-(\d{20})-(\d{20})\.parquet$/.exec(
    path,
  );
  if (!match) return null;
  const [, bucket = '', tier = '', hub = '', partitionId = '', first, last] = match;
  return {
    tier: tier as Tier,
    bucket,
    hub,
    partitionId,
    first: Number(first),
    last: Number(last),
    path,
    size,
    metadata,
  };
}

function pad(sequenceNumber: number): string {
  return String(sequenceNumber).padStart(20, '0');
}
