// Redrive: quarantined events go through their hub again, each as a new event that names the coordinate it had. See
// docs/decisions/redrive.md. Proven by test/replay/redrive.test.ts.

import type { Source } from '../catalog/catalog.ts';
import { redriveOrigin } from '../events/origin.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import type { LakeRows } from './lake-rows.ts';
import { type PublishEvents, type PublishedEvent, replayedProperties } from './publish.ts';
import type { Replay, StepResult } from './replay.ts';
import type { RedriveRequest } from './request.ts';
import { conditionsOf, eventsAt, type Position, reachedBy, type SelectedEvent } from './selected.ts';
import { countOutcomes, hasReached, hubReach, type SettleParts } from './settle.ts';

export type RedriveParts = SettleParts & {
  source: (name: string) => Source;
  publish: PublishEvents;
  /** The coordinate of an origin's first copy; null when it has none. */
  copyOf: (hub: string, origin: string) => Promise<string | null>;
  /** Whether a range of the hub is being refined again: what is quarantined changes by it. */
  isRefining: (hub: string) => Promise<boolean>;
  now?: () => number;
};

type RedriveProgress = {
  /** Quarantined up to here is redriven: what fails again is left for the next time. */
  cut: Record<string, number>;
  after: Position | null;
  /** Where the hub ended when all was published. */
  reach?: Record<string, number>;
};

const eventsPerStep = 1_000;
const settleEverySeconds = 3;

export async function redriveStep(
  parts: RedriveParts,
  { id, phase, progress }: Replay,
  request: RedriveRequest,
): Promise<StepResult> {
  const source = parts.source(request.source);
  if (phase === 'begin') {
    if (await parts.isRefining(source.hub))
      return { phase: 'begin', progress: {}, waitSeconds: settleEverySeconds };
    const cut = await reachedBy(parts.ledger, source.hub);
    const found = await countQuarantined(parts.rows, request, cut);
    return { phase: 'publish', progress: { cut, after: null } satisfies RedriveProgress, counts: { found } };
  }
  const at = progress as RedriveProgress;
  if (phase === 'publish') return publishPage(parts, source, id, request, at);
  if (!(await hasReached(parts, source, at.reach ?? {})))
    return { phase: 'settle', progress: at, waitSeconds: settleEverySeconds };
  const outcomes = await countOutcomes(parts, source, id, at.cut);
  return { phase: 'settle', progress: at, counts: outcomes, done: true };
}

async function publishPage(
  parts: RedriveParts,
  source: Source,
  replay: string,
  request: RedriveRequest,
  at: RedriveProgress,
): Promise<StepResult> {
  const page = await quarantinedPage(parts.rows, request, at, eventsPerStep);
  const last = page.at(-1);
  if (!last) {
    const reach = await hubReach(parts, source);
    return { phase: 'settle', progress: { ...at, reach } satisfies RedriveProgress };
  }
  const events = await eventsAt(parts.rows, source, page);
  const copies = await Promise.all(events.map(event => parts.copyOf(source.hub, redriveOrigin(event))));
  const fresh = events.filter((_, i) => copies[i] === null);
  const nowMs = (parts.now ?? Date.now)();
  const { tooLarge } = await parts.publish(
    source.hub,
    fresh.map(event => copyOf(event, replay, nowMs)),
  );
  return {
    phase: 'publish',
    progress: { ...at, after: last } satisfies RedriveProgress,
    counts: {
      published: fresh.length - tooLarge.length,
      'redriven before': events.length - fresh.length,
      'too large': tooLarge.length,
    },
  };
}

function copyOf(event: SelectedEvent, replay: string, nowMs: number): PublishedEvent {
  const { partitionKey, partitionId, contentType, properties, body } = event;
  return {
    to: partitionKey === null ? { partitionId } : { partitionKey },
    contentType,
    body,
    properties: replayedProperties(properties, { replay, origin: redriveOrigin(event), nowMs }),
  };
}

async function countQuarantined(
  rows: LakeRows,
  request: RedriveRequest,
  cut: Record<string, number>,
): Promise<number> {
  const { scan, where } = quarantinedWhere(request, cut, null);
  const [row] = await rows([scan], ([from]) => `SELECT count(*) AS n FROM ${from} WHERE ${where}`);
  return Number(row?.n ?? 0);
}

async function quarantinedPage(
  rows: LakeRows,
  request: RedriveRequest,
  { cut, after }: RedriveProgress,
  limit: number,
): Promise<Position[]> {
  const { scan, where } = quarantinedWhere(request, cut, after);
  const found = await rows(
    [scan],
    ([from]) =>
      `SELECT partition_id, sequence_number FROM ${from} WHERE ${where} ORDER BY partition_id, sequence_number LIMIT ${limit}`,
  );
  return found.map(row => ({
    partitionId: String(row.partition_id),
    sequenceNumber: Number(row.sequence_number),
  }));
}

function quarantinedWhere(request: RedriveRequest, cut: Record<string, number>, after: Position | null) {
  const { sql, predicates } = conditionsOf(request, cut, after);
  const { source, reason } = request;
  const where = [`source = ${quoteText(source)}`, sql];
  if (reason !== undefined) where.push(`reason = ${quoteText(reason)}`);
  const ofSource = { column: 'source', operator: '=' as const, value: source };
  return {
    scan: { table: 'quarantine', predicates: [ofSource, ...predicates] },
    where: where.join(' AND '),
  };
}
