// A silver segment: the outcomes of a run of coordinates of one lane as Parquet, one row a coordinate, none left out.
// The committer makes the silver tables and the quarantine from segments.

import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Lane } from '../events/coordinate.ts';
import type { Rejection } from '../events/silver-event.ts';
import { countOutcomes, type Outcome, type OutcomeCounts, type Verdict } from './outcome.ts';

/** `codec` is `UNCOMPRESSED` for a file that does not leave this machine. */
export function encodeSegmentFile(
  { hub, partitionId }: Lane,
  outcomes: readonly Outcome[],
  codec: 'SNAPPY' | 'UNCOMPRESSED' = 'SNAPPY',
): Uint8Array {
  const text = (name: string, read: (outcome: Outcome) => string | null) => ({
    name,
    data: outcomes.map(read),
    type: 'STRING' as const,
    nullable: true,
  });
  const event = (outcome: Outcome) => (outcome.verdict === 'quarantined' ? null : outcome.event);
  const image = (outcome: Outcome, weight: 1 | -1) =>
    outcome.verdict === 'silver' ? outcome.event.rows.find(entry => entry.weight === weight) : undefined;
  const row = (outcome: Outcome, weight: 1 | -1) => {
    const found = image(outcome, weight);
    return found ? JSON.stringify(found.row) : null;
  };
  const rejection = (outcome: Outcome) => (outcome.verdict === 'quarantined' ? outcome.rejection : null);
  const buffer = parquetWriteBuffer({
    codec,
    columnData: [
      text('hub', () => hub),
      text('partition_id', () => partitionId),
      {
        name: 'sequence_number',
        data: outcomes.map(({ sequenceNumber }) => BigInt(sequenceNumber)),
        type: 'INT64',
        nullable: false,
      },
      {
        name: 'enqueued_time',
        data: outcomes.map(outcome => new Date(outcome.enqueuedTimeMs)),
        type: 'TIMESTAMP',
        nullable: false,
      },
      text('verdict', ({ verdict }) => verdict),
      text('table', outcome => event(outcome)?.table ?? null),
      text('type', outcome => event(outcome)?.type ?? null),
      text('identity', outcome => event(outcome)?.identity ?? null),
      {
        name: 'event_time',
        data: outcomes.map(outcome => eventTime(event(outcome)?.eventTimeMs)),
        type: 'TIMESTAMP',
        nullable: true,
      },
      {
        name: 'before_event_time',
        data: outcomes.map(outcome => eventTime(image(outcome, -1)?.eventTimeMs)),
        type: 'TIMESTAMP',
        nullable: true,
      },
      text('after', outcome => row(outcome, 1)),
      text('before', outcome => row(outcome, -1)),
      text('warnings', outcome => event(outcome)?.warnings.join(',') || null),
      text('origin', outcome => outcome.origin ?? null),
      text('duplicate_of', outcome => (outcome.verdict === 'duplicate' ? outcome.of : null)),
      text('reason', outcome => rejection(outcome)?.reason ?? null),
      text('detail', outcome => rejection(outcome)?.detail ?? null),
      text('pointer', outcome => rejection(outcome)?.pointer ?? null),
      {
        name: 'body',
        data: outcomes.map(outcome => (outcome.verdict === 'quarantined' ? outcome.body : null)),
        type: 'BYTE_ARRAY',
        nullable: true,
      },
    ],
  });
  return new Uint8Array(buffer);
}

function eventTime(timeMs: number | undefined): Date | null {
  return timeMs === undefined ? null : new Date(timeMs);
}

export type SegmentRow = {
  sequenceNumber: number;
  verdict: Verdict;
  origin: string | null;
  table: string | null;
  identity: string | null;
  reason: string | null;
  detail: string | null;
  pointer: string | null;
  body: Uint8Array | null;
};

export async function decodeSegmentFile(content: Uint8Array): Promise<SegmentRow[]> {
  const columns = [
    ...['sequence_number', 'verdict', 'origin', 'table', 'identity'],
    ...['reason', 'detail', 'pointer', 'body'],
  ];
  const rows = await parquetReadObjects({ file: content.slice().buffer, columns, utf8: false });
  return rows.map(row => ({ ...(row as SegmentRow), sequenceNumber: Number(row.sequence_number) }));
}

/** What a segment says of an event that is not in silver. */
export type QuarantinedRow = Rejection & {
  sequenceNumber: number;
  enqueuedTimeMs: number;
  body: Uint8Array;
};

export async function decodeQuarantined(content: Uint8Array): Promise<QuarantinedRow[]> {
  const columns = ['verdict', 'sequence_number', 'enqueued_time', 'reason', 'detail', 'pointer', 'body'];
  const rows = await parquetReadObjects({ file: content.slice().buffer, columns, utf8: false });
  return rows
    .filter(({ verdict }) => verdict === 'quarantined')
    .map(row => ({
      sequenceNumber: Number(row.sequence_number),
      enqueuedTimeMs: Number(row.enqueued_time),
      reason: row.reason as Rejection['reason'],
      detail: String(row.detail ?? ''),
      pointer: String(row.pointer ?? ''),
      body: row.body as Uint8Array,
    }));
}

/** The counts travel as the file's metadata, so that the ledger need not open it. */
export function segmentMetadata(outcomes: readonly Outcome[]): Record<string, string> {
  const counts = countOutcomes(outcomes);
  return Object.fromEntries(Object.entries(counts).map(([verdict, count]) => [verdict, String(count)]));
}

/** Null when the metadata are not a segment's. */
export function parseSegmentMetadata({
  silver,
  quarantined,
  duplicate,
  redriven,
}: Record<string, string>): OutcomeCounts | null {
  const counts = {
    ...{ silver: Number(silver), quarantined: Number(quarantined) },
    ...{ duplicate: Number(duplicate), redriven: Number(redriven) },
  };
  return Object.values(counts).every(Number.isSafeInteger) ? counts : null;
}
