// A sample of what lies in quarantine, newest first: from its table, and from segments that no table has yet, so that an
// event is seen seconds after it was refused.

import type { Source } from '../catalog/catalog.ts';
import { pruneFiles } from '../delta/statistics.ts';
import type { DeltaTable } from '../delta/table.ts';
import { laneName } from '../events/coordinate.ts';
import {
  bucketsThrough,
  type LandedFile,
  type LandingStore,
  landingBucket,
  parseLandingPath,
} from '../landing/landing.ts';
import type { LedgerStore } from '../ledger/ledger.ts';
import type { LakeRows } from '../replay/lake-rows.ts';
import { decodeQuarantined, parseSegmentMetadata } from '../silver/segment-file.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import { type BodySample, bodySample, maxBodyBytes } from './body-sample.ts';
import { formatPlace, type Place, placeOrder } from './place.ts';

export type QuarantinedEvent = {
  partitionId: string;
  sequenceNumber: number;
  enqueuedAt: string;
  reason: string;
  detail: string;
  /** RFC 6901, into the decoded body; empty for the whole of it. */
  pointer: string;
  body: BodySample;
  /** Whether it is in the table already, and so can be asked for by SQL. */
  committed: boolean;
};

export type QuarantineSample = {
  source: string;
  events: QuarantinedEvent[];
  /** To be given as `before` for the events after these; null when there are none. */
  next: string | null;
};

export type QuarantineParts = {
  rows: LakeRows;
  /** The table itself, whose log tells how much there is to read. */
  table: Pick<DeltaTable, 'snapshot'> | undefined;
  landing: Pick<LandingStore, 'list' | 'read'>;
  ledger: Pick<LedgerStore, 'read'>;
  now?: () => number;
};

/** Of one answer. */
export const quarantineLimits = { maxEvents: 100, defaultEvents: 20 } as const;

/** A table of at most so many bytes is looked at as a whole. */
const smallBytes = 32 * 1024 * 1024;

/** A larger one is looked at so far back first, and farther only while there are too few. */
const windowsMs = [60_000, 600_000, 7_200_000, 86_400_000, 7 * 86_400_000, 60 * 86_400_000];

/** Segments that hold what was refused lately, of a source; more lie there only while nothing commits. */
const maxSegments = 20;

export async function sampleQuarantine(
  parts: QuarantineParts,
  source: Source,
  { limit, before }: { limit: number; before: Place | null },
): Promise<QuarantineSample> {
  // What is committed meanwhile is in both, and counts once.
  const landed = await landedEvents(parts, source, before, limit);
  const committed = await committedEvents(parts, source, before, limit + 1);
  const known = new Set(committed.map(coordinateOf));
  const events = [...committed, ...landed.filter(event => !known.has(coordinateOf(event)))].sort((a, b) =>
    placeOrder(placeOf(b), placeOf(a)),
  );
  const answered = events.slice(0, limit);
  const last = answered.at(-1);
  return {
    source: source.name,
    events: answered,
    next: events.length > limit && last ? formatPlace(placeOf(last)) : null,
  };
}

const coordinateOf = ({ partitionId, sequenceNumber }: QuarantinedEvent) =>
  `${partitionId}/${sequenceNumber}`;

const placeOf = ({ enqueuedAt, partitionId, sequenceNumber }: QuarantinedEvent): Place => ({
  enqueuedMs: Date.parse(enqueuedAt),
  ...{ partitionId, sequenceNumber },
});

async function committedEvents(
  { rows, table, now = Date.now }: QuarantineParts,
  source: Source,
  before: Place | null,
  limit: number,
): Promise<QuarantinedEvent[]> {
  const bytes = await bytesOf(table, source);
  if (bytes === 0) return [];
  // The broker's clock may be ahead.
  const newestMs = before?.enqueuedMs ?? now() + 60_000;
  const events: QuarantinedEvent[] = [];
  let toMs = newestMs + 1;
  for (const windowMs of bytes <= smallBytes ? [newestMs] : [...windowsMs, newestMs]) {
    const fromMs = Math.max(0, newestMs - windowMs);
    const found = await eventsBetween(rows, source, { fromMs, toMs }, before, limit - events.length);
    events.push(...found);
    if (events.length >= limit) break;
    toMs = fromMs;
  }
  return events;
}

async function bytesOf(table: QuarantineParts['table'], { name }: Source): Promise<number> {
  const snapshot = await table?.snapshot();
  if (!snapshot) return 0;
  const files = pruneFiles(snapshot.files.values(), snapshot.schema, snapshot.metadata.partitionColumns, [
    { column: 'source', operator: '=', value: name },
  ]);
  return files.reduce((sum, { size }) => sum + size, 0);
}

async function eventsBetween(
  rows: LakeRows,
  { name, hub }: Source,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  before: Place | null,
  limit: number,
): Promise<QuarantinedEvent[]> {
  const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
  const predicates = [
    { column: 'source', operator: '=', value: name },
    { column: 'enqueued_date', operator: '>=', value: from.slice(0, 10) },
    { column: 'enqueued_date', operator: '<=', value: to.slice(0, 10) },
    { column: 'enqueued_time', operator: '>=', value: from },
    { column: 'enqueued_time', operator: '<', value: to },
  ] as const;
  const where = [
    `source = ${quoteText(name)} AND hub = ${quoteText(hub)}`,
    `epoch_ms(enqueued_time) >= ${fromMs} AND epoch_ms(enqueued_time) < ${toMs}`,
  ];
  if (before)
    where.push(
      `(epoch_ms(enqueued_time), partition_id, sequence_number) < (${before.enqueuedMs}, ${quoteText(before.partitionId)}, ${before.sequenceNumber})`,
    );
  const found = await rows(
    [{ table: 'quarantine', predicates }],
    ([
      quarantine,
    ]) => `SELECT partition_id, sequence_number, epoch_ms(enqueued_time) AS enqueued_ms, reason, detail,
        pointer, octet_length(body) AS bytes, base64(body[1:${maxBodyBytes}]) AS body
      FROM ${quarantine} WHERE ${where.join(' AND ')}
      ORDER BY epoch_ms(enqueued_time) DESC, partition_id DESC, sequence_number DESC LIMIT ${limit}`,
  );
  return found.map(row => ({
    partitionId: String(row.partition_id),
    sequenceNumber: Number(row.sequence_number),
    enqueuedAt: new Date(Number(row.enqueued_ms)).toISOString(),
    reason: String(row.reason),
    detail: String(row.detail),
    pointer: String(row.pointer ?? ''),
    body: bodySample(Buffer.from(String(row.body ?? ''), 'base64'), Number(row.bytes ?? 0)),
    committed: true,
  }));
}

/** Of segments that the ledger has not admitted yet. */
async function landedEvents(
  { landing, ledger, now = Date.now }: QuarantineParts,
  source: Source,
  before: Place | null,
  limit: number,
): Promise<QuarantinedEvent[]> {
  const through = new Map(
    (await ledger.read()).map(({ entry }) => [laneName(entry), entry.silverThrough] as const),
  );
  const nowMs = now();
  const buckets = bucketsThrough(landingBucket(nowMs - 600_000), nowMs);
  const folders = buckets.map(bucket => `landing/${bucket}/silver/${source.hub}-`);
  const segments = (await Promise.all(folders.map(folder => segmentsIn(landing, folder))))
    .flat()
    .filter(file => file.hub === source.hub && file.last > (through.get(laneName(file)) ?? -1))
    .sort((a, b) => b.bucket.localeCompare(a.bucket) || b.last - a.last)
    .slice(0, maxSegments);
  const events = await Promise.all(
    segments.map(async file => quarantinedIn(file, await landing.read(file.path), before)),
  );
  return events
    .flat()
    .sort((a, b) => placeOrder(placeOf(b), placeOf(a)))
    .slice(0, limit + 1);
}

/** Those with something refused in them. */
async function segmentsIn(landing: Pick<LandingStore, 'list'>, folder: string): Promise<LandedFile[]> {
  const files: LandedFile[] = [];
  for await (const listed of landing.list(folder)) {
    const file = parseLandingPath(listed);
    if (file && (parseSegmentMetadata(file.metadata)?.quarantined ?? 0) > 0) files.push(file);
  }
  return files;
}

async function quarantinedIn(
  { hub: _, partitionId }: LandedFile,
  content: Uint8Array,
  before: Place | null,
): Promise<QuarantinedEvent[]> {
  const rows = await decodeQuarantined(content);
  return rows
    .map(({ sequenceNumber, enqueuedTimeMs, reason, detail, pointer, body }) => ({
      ...{ partitionId, sequenceNumber, enqueuedAt: new Date(enqueuedTimeMs).toISOString() },
      ...{ reason, detail, pointer, body: bodySample(body), committed: false },
    }))
    .filter(event => !before || placeOrder(placeOf(event), before) < 0);
}
