// A step of a refine: what it is given, and what all phases share.

import type { Source } from '../catalog/catalog.ts';
import type { Lane } from '../events/coordinate.ts';
import type { HubPosition, LedgerStore } from '../ledger/ledger.ts';
import type { SeamStore } from '../rebuild/seam.ts';
import type { Versions } from '../rebuild/versions.ts';
import type { ChunkParts } from '../refine-again/chunk.ts';
import type { Range } from '../refine-again/range.ts';
import type { ChunkReport, Reports } from '../refine-again/report.ts';
import type { ClaimParts } from '../refine-again/settle-claims.ts';
import type { LakeRows } from './lake-rows.ts';
import type { RebuildParts } from './rebuild.ts';
import type { Progress, Replay } from './replay.ts';
import type { RefineRequest } from './request.ts';

export type RefineParts = ChunkParts &
  Omit<ClaimParts, 'claims'> & {
    claims: ChunkParts['claims'] & ClaimParts['claims'];
    source: (name: string) => Source;
    rows: LakeRows;
    ledger: LedgerStore;
    reports: Reports;
    position: (lane: Lane) => Promise<HubPosition>;
    /** Whether a replay no longer runs, and has left nothing behind. */
    isOver: (replay: string) => Promise<boolean>;
    /** A redrive of the source that has begun: what it publishes must not change what is read. */
    redriveOf: (source: string) => Promise<string | null>;
    seams: SeamStore;
    versions: Versions;
    rebuild: RebuildParts;
    eventsPerChunk?: number;
    /** A step goes on with chunks, or with files, for so long. */
    stepMs?: number;
    filesAtOnce?: number;
  };

export type RefineProgress = {
  reach: Record<string, number>;
  range: Range;
  chunks: number;
  /** Chunks of duplicates that take over an identity: after the others in number, before them in turn. */
  extras: number;
  /** What the phase is at: a chunk, a table, or a model. */
  at: number;
  tables: string[];
  rebuilds: { model: string; version: number }[];
  inner: { phase: string; progress: Progress };
};

export type Step = {
  parts: RefineParts;
  replay: Replay;
  request: RefineRequest;
  source: Source;
  at: RefineProgress;
  signal: AbortSignal;
};

export const waitSeconds = 3;

/** A step ends about then: a function has minutes, and a lease is renewed by a process that lives. */
export const stepMsOf = ({ stepMs = 10_000 }: RefineParts): number => stepMs;

export const nowOf = ({ now = Date.now }: RefineParts): number => now();

/** Does `one` from `at` on, until there are no more or the step's time is over. Returns what is next. */
export async function goOn(
  { parts, signal, at }: Step,
  end: number,
  one: (index: number) => Promise<void>,
  atOnce = 1,
): Promise<number> {
  const deadline = performance.now() + stepMsOf(parts);
  let next = at.at;
  while (next < end) {
    signal.throwIfAborted();
    const some = Array.from({ length: Math.min(atOnce, end - next) }, (_, i) => one(next + i));
    const settled = await Promise.allSettled(some);
    for (const result of settled) if (result.status === 'rejected') throw result.reason;
    next += some.length;
    if (performance.now() >= deadline) break;
  }
  return next;
}

/** Of all chunks, in order; one at a time is in memory. */
export async function* readReports({ parts, replay, at }: Step): AsyncGenerator<ChunkReport> {
  for (let i = 0; i < at.chunks; i += 1) yield await parts.reports.read(replay.id, i);
}
