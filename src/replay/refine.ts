// Refine again: a range of bronze by the present catalog, beside silver, then in its place. See docs/decisions/refine-again.md.
// Proven by test/replay/refine.test.ts and test/replay/refine-drill.test.ts.

import type { Source } from '../catalog/catalog.ts';
import type { AddFile } from '../delta/actions.ts';
import { formatCoordinate, type Lane } from '../events/coordinate.ts';
import type { HubPosition, LedgerStore } from '../ledger/ledger.ts';
import type { SeamStore } from '../rebuild/seam.ts';
import type { Versions } from '../rebuild/versions.ts';
import { catalogVersion } from '../refine-again/catalog-version.ts';
import { type Chunk, type ChunkParts, refineChunk } from '../refine-again/chunk.ts';
import { clearRefine, decidedTables, filePrefix } from '../refine-again/clear.ts';
import { holdSource, lanesOf } from '../refine-again/hold-source.ts';
import { addReport, type Moves, moveCounts } from '../refine-again/move-counts.ts';
import { chunkOf, holdsOnly, type Range, rangePredicates, rangeSql, sizeOf } from '../refine-again/range.ts';
import { describeStuck, rebuildsOf } from '../refine-again/rebuilds.ts';
import type { At, ChunkReport, Reports } from '../refine-again/report.ts';
import { type ClaimParts, settleClaims, withoutEvents } from '../refine-again/settle-claims.ts';
import { switchTable } from '../refine-again/switch-table.ts';
import { takeOvers } from '../refine-again/take-over.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import { sourceTables, writtenTableName } from '../tables/table-definitions.ts';
import type { LakeRows } from './lake-rows.ts';
import { type RebuildParts, rebuildStep } from './rebuild.ts';
import { type Progress, type Replay, ReplayFailed, type StepResult } from './replay.ts';
import type { RefineRequest } from './request.ts';
import { conditionsOf, reachedBy } from './selected.ts';
import { hasReached } from './settle.ts';

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
    /** A step goes on with chunks for so long. */
    stepMs?: number;
  };

type RefineProgress = {
  startedMs: number;
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

type Step = {
  parts: RefineParts;
  replay: Replay;
  request: RefineRequest;
  source: Source;
  at: RefineProgress;
  signal: AbortSignal;
};

const waitSeconds = 3;

/** Vacuum deletes files that no commit names after a day. */
const freshForMs = 20 * 3_600_000;

const phases: Record<string, (step: Step) => Promise<StepResult>> = {
  wait: waitForRange,
  refine: refineChunks,
  resolve: resolveTakeOvers,
  claim: claimChunks,
  release: releaseChunks,
  switch: switchOne,
  count: countMoves,
  rebuild: rebuildOne,
  tidy: tidyUp,
};

export async function refineStep(
  parts: RefineParts,
  replay: Replay,
  request: RefineRequest,
  signal: AbortSignal,
): Promise<StepResult> {
  const source = parts.source(request.source);
  if (replay.phase === 'begin') return begin(parts, replay, request, source);
  const phase = phases[replay.phase];
  if (!phase) throw new ReplayFailed(`there is no phase "${replay.phase}"`);
  const step = { parts, replay, request, source, at: replay.progress as RefineProgress, signal };
  if (replay.phase === 'wait' || replay.phase === 'refine' || replay.phase === 'resolve') checkCatalog(step);
  return phase(step);
}

/** Takes away what a replay that was cancelled, or that failed, has left behind. */
export async function clearRefined(parts: RefineParts, replay: Replay): Promise<void> {
  if (replay.request?.kind !== 'refine') return;
  await clearRefine(parts, parts.source(replay.request.source), replay.id);
}

async function begin(
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
    ...{ startedMs: nowOf(parts), reach, range: {}, chunks: 0, extras: 0, at: 0, tables: [], rebuilds: [] },
    inner: { phase: 'begin', progress: {} },
  };
  const stuck = request.rebuild
    ? (await rebuildsOf(parts, source, new Set(source.types.map(({ table }) => table)))).stuck
    : [];
  return { phase: 'wait', progress: at, findings: stuck.map(describeStuck) };
}

const nowOf = ({ now = Date.now }: RefineParts): number => now();

function checkCatalog({ request, source, at, parts }: Step): void {
  if (catalogVersion(source) !== request.catalog)
    throw new ReplayFailed(
      `another catalog of "${source.name}" was deployed meanwhile (${catalogVersion(source)}, not ${request.catalog}): nothing was changed, ask again`,
    );
  if (nowOf(parts) - at.startedMs > freshForMs)
    throw new ReplayFailed('it took longer than a day: nothing was changed, ask for less at a time');
}

/** A range of times is known when bronze has come to the cut; others are, as soon as the ledger has every lane. */
async function waitForRange({ parts, request, source, at }: Step): Promise<StepResult> {
  const reached = await reachedBy(parts.ledger, source.hub);
  const isTimes = request.from !== undefined || request.to !== undefined;
  const isKnown = isTimes
    ? await hasReached(parts, source, at.reach)
    : Object.entries(at.reach).every(([partition, last]) => last < 0 || reached[partition] !== undefined);
  if (!isKnown) return { phase: 'wait', progress: at, waitSeconds };
  const range = await rangeOf(parts, request, source, at.reach);
  const events = sizeOf(range);
  if (events === 0) throw new ReplayFailed(`bronze has no event of "${source.name}" in this range`);
  const chunks = Math.ceil(events / (parts.eventsPerChunk ?? 25_000));
  return { phase: 'refine', progress: { ...at, range, chunks }, counts: { events } };
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

/** Does `one` from `at` on, until there are no more or the step's time is over. Returns what is next. */
async function goOn(
  { parts, signal, at }: Step,
  end: number,
  one: (index: number) => Promise<void>,
  atOnce = 1,
): Promise<number> {
  const deadline = performance.now() + (parts.stepMs ?? 10_000);
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

/** While one chunk is judged, DuckDB is at another. */
const chunksAtOnce = 2;

async function refineChunks(step: Step): Promise<StepResult> {
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

async function readReports({ parts, replay, at }: Step): Promise<ChunkReport[]> {
  const reports: ChunkReport[] = [];
  for (let i = 0; i < at.chunks; i += 1) reports.push(await parts.reports.read(replay.id, i));
  return reports;
}

/** Duplicates named one by one in a statement. */
const takeOversPerChunk = 5_000;

async function resolveTakeOvers(step: Step): Promise<StepResult> {
  const { parts, replay, source, at } = step;
  const taking = takeOvers(await readReports(step));
  const extras = Math.ceil(taking.length / takeOversPerChunk);
  for (let i = 0; i < extras; i += 1) {
    step.signal.throwIfAborted();
    const some = taking.slice(i * takeOversPerChunk, (i + 1) * takeOversPerChunk);
    const { report } = await refineChunk(parts, {
      ...{ replay: replay.id, source, range: at.range, takesOver: true, hasRedriven: false },
      where: prefix => coordinatesSql(some, prefix),
    });
    await parts.reports.put(replay.id, at.chunks + i, report);
  }
  const counts = { 'duplicates that take over': taking.length };
  return { phase: 'claim', progress: { ...at, at: 0, extras }, counts };
}

function coordinatesSql(coordinates: readonly At[], prefix: '' | '_'): string {
  const listed = coordinates.map(
    ({ partitionId, sequenceNumber }) => `(${quoteText(partitionId)}, ${sequenceNumber})`,
  );
  return `(${prefix}partition_id, ${prefix}sequence_number) IN (${listed.join(', ')})`;
}

/** The number of the chunk whose turn it is. */
const chunkAt = ({ chunks, extras }: RefineProgress, turn: number): number =>
  turn < extras ? chunks + turn : turn - extras;

async function claimChunks(step: Step): Promise<StepResult> {
  const { parts, replay, source, at } = step;
  const { hub } = source;
  const releasedBy = new Map<string, string>();
  for (const { released } of await readReports(step))
    for (const { identity, ...where } of released)
      releasedBy.set(identity, formatCoordinate({ hub, ...where }));
  let losing = 0;
  const end = at.chunks + at.extras;
  const next = await goOn(step, end, async turn => {
    const chunk = chunkAt(at, turn);
    const { wanted, files } = await parts.reports.read(replay.id, chunk);
    if (wanted.length === 0) return;
    const lost = await settleClaims(parts, hub, wanted, releasedBy);
    losing += lost.length;
    if (lost.length === 0) return;
    const without: Record<string, AddFile[]> = {};
    for (const { type, table } of sourceTables(source).silver) {
      const { name } = table.definition;
      const ofTable = lost.filter(event => event.table === type.table);
      const target = parts.tables.get(name);
      if (!target || ofTable.length === 0) continue;
      const written = { table: target, prefix: filePrefix(replay.id), nowMs: nowOf(parts) };
      without[name] = await withoutEvents(parts.workbench, written, files[name] ?? [], ofTable);
    }
    await parts.reports.putLost(replay.id, chunk, { lost, files: without });
  });
  const done = next === end;
  const counts = { 'now silver': -losing, 'now duplicates': losing };
  return { phase: done ? 'release' : 'claim', progress: { ...at, at: done ? 0 : next }, counts };
}

async function releaseChunks(step: Step): Promise<StepResult> {
  const { parts, replay, source, at } = step;
  const { hub } = source;
  const next = await goOn(step, at.chunks, async chunk => {
    const { released } = await parts.reports.read(replay.id, chunk);
    if (released.length > 0)
      await parts.transfers.release(
        hub,
        released.map(({ identity, ...where }) => ({ identity, owner: formatCoordinate({ hub, ...where }) })),
      );
  });
  if (next < at.chunks) return { phase: 'release', progress: { ...at, at: next } };
  const changed = new Map<string, number>();
  for (let i = 0; i < at.chunks + at.extras; i += 1)
    for (const [name, rows] of Object.entries((await parts.reports.read(replay.id, i)).changed))
      changed.set(name, (changed.get(name) ?? 0) + rows);
  const tables = decidedTables(source).filter(name => (changed.get(name) ?? 0) > 0);
  return { phase: 'switch', progress: { ...at, at: 0, tables } };
}

async function switchOne({ parts, replay, source, at }: Step): Promise<StepResult> {
  const name = at.tables[at.at];
  if (name === undefined) return { phase: 'count', progress: at };
  const table = parts.tables.get(name);
  if (!table) throw new Error(`the table ${name} was not opened`);
  const prefix = name.startsWith('silver.') ? '_' : '';
  const files: AddFile[] = [];
  for (let i = 0; i < at.chunks + at.extras; i += 1) {
    const lost = await parts.reports.readLost(replay.id, i);
    files.push(...(lost?.files[name] ?? (await parts.reports.read(replay.id, i)).files[name] ?? []));
  }
  await switchTable(parts, {
    ...{ table, files, prefix: filePrefix(replay.id), appId: filePrefix(replay.id) },
    where: `${prefix}hub = ${quoteText(source.hub)} AND ${rangeSql(at.range, prefix)}`,
    holdsOnly: file => holdsOnly(file, source, at.range, prefix),
    predicates: [
      { column: `${prefix}hub`, operator: '=', value: source.hub },
      ...rangePredicates(at.range, prefix),
    ],
  });
  return { phase: 'switch', progress: { ...at, at: at.at + 1 }, counts: { 'tables switched': 1 } };
}

async function countMoves(step: Step): Promise<StepResult> {
  const { parts, replay, source, request, at } = step;
  const moves: Moves = {};
  for (let i = 0; i < at.chunks + at.extras; i += 1)
    addReport(moves, await parts.reports.read(replay.id, i), await parts.reports.readLost(replay.id, i));
  await moveCounts(parts.ledger, source.hub, replay.id, moves);
  const changed = source.types.filter(type => at.tables.includes(writtenTableName(source, type)));
  const { ready, stuck } = await rebuildsOf(parts, source, new Set(changed.map(({ table }) => table)));
  const rebuilds = request.rebuild ? ready : [];
  const left = request.rebuild ? [] : ready;
  const findings = [
    ...stuck.map(describeStuck),
    ...left.map(({ model }) => `${model} goes on with what was before: run npm run ops -- rebuild ${model}`),
  ].filter(finding => !replay.findings.includes(finding));
  const inner = { phase: 'begin', progress: {} };
  return { phase: 'rebuild', progress: { ...at, at: 0, rebuilds, inner }, findings };
}

async function rebuildOne({ parts, replay, at }: Step): Promise<StepResult> {
  const building = at.rebuilds[at.at];
  if (!building) return { phase: 'tidy', progress: at };
  const next = { ...at, at: at.at + 1, inner: { phase: 'begin', progress: {} } };
  const kept = await Promise.all(
    parts.rebuild.building(building.model).map(model => parts.seams.isWhole(model)),
  );
  if (kept.every(isWhole => isWhole)) return { phase: 'rebuild', progress: next };
  const request = { kind: 'rebuild' as const, ...building };
  const result = await rebuildStep(parts.rebuild, { ...replay, ...at.inner }, request).catch(error => {
    if (!(error instanceof ReplayFailed)) throw error;
    throw new ReplayFailed(`silver is switched, but ${error.message}`);
  });
  const { phase, progress, done, counts = {}, ...rest } = result;
  const told = { ...rest, counts: { ...counts, ...(done ? { 'models rebuilt': 1 } : {}) } };
  if (done) return { ...told, phase: 'rebuild', progress: next };
  return { ...told, phase: 'rebuild', progress: { ...at, inner: { phase, progress } } };
}

async function tidyUp({ parts, replay, source, at }: Step): Promise<StepResult> {
  await clearRefine(parts, source, replay.id);
  return { phase: 'tidy', progress: at, done: true };
}
