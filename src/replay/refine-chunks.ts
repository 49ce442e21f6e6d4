// Chunks of a range are judged again, beside silver; and duplicates whose owner is refused now.

import type { Source } from '../catalog/catalog.ts';
import { type Chunk, refineChunk } from '../refine-again/chunk.ts';
import { chunkOf, rangeSql, sizeOf } from '../refine-again/range.ts';
import type { At } from '../refine-again/report.ts';
import { takeOvers } from '../refine-again/take-over.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import {
  goOn,
  type RefineParts,
  type RefineProgress,
  readReports,
  type Step,
  waitSeconds,
} from './refine-step.ts';
import type { StepResult } from './replay.ts';
import { reachedBy } from './selected.ts';

/** While one chunk is judged, DuckDB is at another. */
const chunksAtOnce = 2;

export async function refineChunks(step: Step): Promise<StepResult> {
  const { parts, replay, source, at } = step;
  const counts: Record<string, number> = {};
  const hasRedriven = await wasRedriven(parts, source);
  const committed = committedChunks(at, await reachedBy(parts.ledger, source.hub));
  const next = await goOn(
    step,
    committed,
    async index => {
      const range = chunkOf(at.range, at.chunks, index);
      const chunk: Chunk = {
        ...{ replay: replay.id, source, range, takesOver: false, hasRedriven },
        where: prefix => rangeSql(range, prefix),
      };
      const { report, differences } = await refineChunk(parts, chunk);
      // Whoever cancelled it may have taken its reports away already.
      step.signal.throwIfAborted();
      await parts.reports.put(replay.id, index, report);
      addCounts(counts, { refined: sizeOf(range), ...differences });
    },
    chunksAtOnce,
  );
  const done = next === at.chunks;
  const waits = !done && next === committed ? { waitSeconds } : {};
  return { phase: done ? 'resolve' : 'refine', progress: { ...at, at: done ? 0 : next }, counts, ...waits };
}

/** Up to which chunk, in turn, bronze and silver have it all. */
function committedChunks({ range, chunks, at }: RefineProgress, reached: Record<string, number>): number {
  let next = at;
  const isCommitted = (index: number) =>
    Object.entries(chunkOf(range, chunks, index)).every(
      ([partition, { last }]) => (reached[partition] ?? -1) >= last,
    );
  while (next < chunks && isCommitted(next)) next += 1;
  return next;
}

async function wasRedriven({ ledger }: RefineParts, { hub }: Source): Promise<boolean> {
  return (await ledger.read()).some(({ entry }) => entry.hub === hub && entry.counts.redriven > 0);
}

function addCounts(counts: Record<string, number>, added: Record<string, number>): void {
  for (const [name, count] of Object.entries(added)) counts[name] = (counts[name] ?? 0) + count;
}

/** Duplicates named one by one in a statement. */
const takeOversPerChunk = 5_000;

export async function resolveTakeOvers(step: Step): Promise<StepResult> {
  const { parts, replay, source, at } = step;
  const taking = await takeOvers(() => readReports(step));
  const extras = Math.ceil(taking.length / takeOversPerChunk);
  const next = await goOn(step, extras, async extra => {
    const some = taking.slice(extra * takeOversPerChunk, (extra + 1) * takeOversPerChunk);
    const { report } = await refineChunk(parts, {
      ...{ replay: replay.id, source, range: at.range, takesOver: true, hasRedriven: false },
      where: prefix => coordinatesSql(some, prefix),
    });
    step.signal.throwIfAborted();
    await parts.reports.put(replay.id, at.chunks + extra, report);
  });
  if (next < extras) return { phase: 'resolve', progress: { ...at, at: next } };
  const counts = { 'duplicates that take over': taking.length };
  return { phase: 'claim', progress: { ...at, at: 0, extras }, counts };
}

function coordinatesSql(coordinates: readonly At[], prefix: '' | '_'): string {
  const listed = coordinates.map(
    ({ partitionId, sequenceNumber }) => `(${quoteText(partitionId)}, ${sequenceNumber})`,
  );
  return `(${prefix}partition_id, ${prefix}sequence_number) IN (${listed.join(', ')})`;
}
