// What a refine is about: begun when nothing else is at the source, and fixed once, up to where the hubs end.

import type { Source } from '../catalog/catalog.ts';
import { holdSource, lanesOf } from '../refine-again/hold-source.ts';
import { type Range, sizeOf } from '../refine-again/range.ts';
import { describeStuck, rebuildsOf } from '../refine-again/rebuilds.ts';
import { type RefineParts, type RefineProgress, type Step, waitSeconds } from './refine-step.ts';
import { type Replay, ReplayFailed, type StepResult } from './replay.ts';
import type { RefineRequest } from './request.ts';
import { conditionsOf, reachedBy } from './selected.ts';
import { hasReached } from './settle.ts';

export async function begin(
  parts: RefineParts,
  replay: Replay,
  request: RefineRequest,
  source: Source,
): Promise<StepResult> {
  const held = await holdSource(parts.ledger, source.hub, replay.id, parts.isOver);
  if (held === 'no events') throw new ReplayFailed(`bronze has no event of "${source.name}" yet`);
  const waitsFor = held === 'held' ? await parts.redriveOf(source.name) : held.heldBy;
  if (waitsFor !== null) return { phase: 'begin', progress: { waitsFor }, waitSeconds };
  const through = new Map(
    (await lanesOf(parts.ledger, source.hub)).map(({ entry }) => [entry.partitionId, entry.silverThrough]),
  );
  const reach: Record<string, number> = {};
  for (let i = 0; i < source.partitions; i += 1) {
    const partitionId = String(i);
    if (request.partition !== undefined && request.partition !== partitionId) continue;
    const { last: hubLast } = await parts.position({ hub: source.hub, partitionId });
    const last = Math.max(hubLast, through.get(partitionId) ?? -1);
    reach[partitionId] = Math.min(last, request.last ?? last);
  }
  const at: RefineProgress = {
    ...{ reach, range: {}, chunks: 0, extras: 0, at: 0, tables: [], rebuilds: [] },
    inner: { phase: 'begin', progress: {} },
  };
  const stuck = request.rebuild
    ? (await rebuildsOf(parts, source, new Set(source.types.map(({ table }) => table)))).stuck
    : [];
  return { phase: 'wait', progress: at, findings: stuck.map(describeStuck) };
}

/** A range of times is known when bronze has come to the cut; others are, as soon as the ledger has every lane. */
export async function waitForRange({ parts, request, source, at }: Step): Promise<StepResult> {
  const reached = await reachedBy(parts.ledger, source.hub);
  const isTimes = request.from !== undefined || request.to !== undefined;
  const isKnown = isTimes
    ? await hasReached(parts, source, at.reach)
    : Object.entries(at.reach).every(([partition, last]) => last < 0 || reached[partition] !== undefined);
  if (!isKnown) return { phase: 'wait', progress: at, waitSeconds };
  const range = await rangeOf(parts, request, source, at.reach);
  const events = sizeOf(range);
  if (events === 0) throw new ReplayFailed(`bronze has no event of "${source.name}" in this range`);
  await refuseLost(parts, source, range);
  const chunks = Math.ceil(events / (parts.eventsPerChunk ?? 25_000));
  return { phase: 'refine', progress: { ...at, range, chunks }, counts: { events } };
}

/** What bronze has lost cannot be judged again, and silver may have it: the switch would take it away. */
async function refuseLost({ ledger }: RefineParts, { name, hub }: Source, range: Range): Promise<void> {
  for (const { entry } of await lanesOf(ledger, hub)) {
    const asked = range[entry.partitionId];
    const lost = entry.lost?.find(({ first, last }) => asked && last >= asked.first && first <= asked.last);
    if (lost)
      throw new ReplayFailed(
        `bronze of "${name}" has lost events of ${lost.first}–${lost.last} in partition ${entry.partitionId}, which silver may have: ask for what is before and after by "partition", "first" and "last"`,
      );
  }
}

async function rangeOf(
  { ledger, rows }: RefineParts,
  request: RefineRequest,
  { name, hub }: Source,
  reach: Record<string, number>,
): Promise<Range> {
  const starts = new Map(
    (await ledger.read())
      .filter(({ entry }) => entry.hub === hub)
      .map(({ entry }) => [entry.partitionId, entry.start]),
  );
  const range: Record<string, { first: number; last: number }> = {};
  for (const [partition, last] of Object.entries(reach)) {
    const first = Math.max(starts.get(partition) ?? 0, request.first ?? 0);
    if (starts.has(partition) && last >= first) range[partition] = { first, last };
  }
  if (request.from === undefined && request.to === undefined) return range;
  const { sql, predicates } = conditionsOf(request, reach, null);
  const found = await rows(
    [{ table: `bronze.${name}`, predicates }],
    ([bronze]) => `SELECT partition_id, min(sequence_number) AS first, max(sequence_number) AS last
      FROM ${bronze} WHERE ${sql} GROUP BY partition_id`,
  );
  return Object.fromEntries(
    found.map(row => [String(row.partition_id), { first: Number(row.first), last: Number(row.last) }]),
  );
}
