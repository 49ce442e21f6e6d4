// The events of a chunk as bronze has them, each with what silver and quarantine have of it.

import type { Lane } from '../events/coordinate.ts';
import type { RawEvent } from '../events/raw-event.ts';
import type { JsonObject } from '../json.ts';
import { quoteText } from '../tables/duckdb-type.ts';
import type { SourceTables } from '../tables/table-definitions.ts';
import type { Workbench } from '../tables/workbench.ts';
import { type Recorded, recordedOf } from './decide-again.ts';

export type RecordedEvent = Lane & { event: RawEvent; recorded: Recorded };

/** Conditions on coordinates, for tables whose columns begin with `_` and for those that do not. */
export type WhereSql = (prefix: '' | '_') => string;

/** Selects in parentheses; null for a table that has no commit. `silver` is in the order of the source's types. */
export type ChunkScans = { bronze: string; silver: (string | null)[]; quarantine: string | null };

/** Names of temporary tables with the rows of the chunk as they are. */
export const oldSilver = (i: number): string => `old_${i}`;
export const oldQuarantine = 'old_quarantine';

/** Makes the temporary tables, and reads the events in order of coordinate. */
export async function readChunk(
  bench: Workbench,
  { source: { hub }, silver }: SourceTables,
  scans: ChunkScans,
  where: WhereSql,
): Promise<RecordedEvent[]> {
  const owned: string[] = [];
  for (const [i, scan] of scans.silver.entries()) {
    if (scan === null) continue;
    await bench.run(
      `CREATE OR REPLACE TEMP TABLE ${oldSilver(i)} AS SELECT * FROM ${scan} WHERE ${where('_')}`,
    );
    owned.push(`SELECT DISTINCT ${quoteText(silver[i]?.type.table ?? '')} AS t, _identity AS i,
      _partition_id AS p, _sequence_number AS s FROM ${oldSilver(i)}`);
  }
  const none =
    'SELECT NULL::VARCHAR AS t, NULL::VARCHAR AS i, NULL::VARCHAR AS p, NULL::BIGINT AS s WHERE false';
  await bench.run(
    `CREATE OR REPLACE TEMP TABLE ${oldQuarantine} AS ${
      scans.quarantine === null
        ? 'SELECT NULL::VARCHAR AS partition_id, NULL::BIGINT AS sequence_number, NULL::VARCHAR AS reason, NULL::VARCHAR AS detail, NULL::VARCHAR AS pointer WHERE false'
        : `SELECT partition_id, sequence_number, reason, detail, pointer FROM ${scans.quarantine}
          WHERE hub = ${quoteText(hub)} AND ${where('')}`
    }`,
  );
  const columns = await bench.columns(`SELECT partition_id, CAST(sequence_number AS DOUBLE),
      CAST(epoch_ms(enqueued_time) AS DOUBLE), partition_key, content_type, properties, body, t, i, reason, detail, pointer
    FROM (SELECT * FROM ${scans.bronze} WHERE ${where('')}) AS bronze
    LEFT JOIN (${[none, ...owned].join(' UNION ALL ')}) AS owned ON p = partition_id AND s = sequence_number
    LEFT JOIN ${oldQuarantine} AS refused USING (partition_id, sequence_number)
    ORDER BY partition_id, sequence_number`);
  return eventsOf(hub, columns);
}

type Text = (string | null)[];

function eventsOf(hub: string, columns: unknown[][]): RecordedEvent[] {
  const [partitions, numbers, times, keys, contentTypes, properties, bodies, ...recorded] = columns;
  const [tables, identities, reasons, details, pointers] = recorded as Text[];
  return (partitions ?? []).map(
    (partitionId, k): RecordedEvent => ({
      hub,
      partitionId: String(partitionId),
      event: {
        sequenceNumber: Number(numbers?.[k]),
        enqueuedTimeMs: Number(times?.[k]),
        partitionKey: (keys as Text)[k] ?? null,
        contentType: (contentTypes as Text)[k] ?? null,
        properties: propertiesOf(String(properties?.[k])),
        // What only the broker knows decides nothing.
        ...{ offset: '', systemProperties: {} },
        body: bodies?.[k] as Uint8Array,
      },
      recorded: recordedOf({
        ...{ table: tables?.[k] ?? null, identity: identities?.[k] ?? null, reason: reasons?.[k] ?? null },
        ...{ detail: details?.[k] ?? null, pointer: pointers?.[k] ?? null },
      }),
    }),
  );
}

const propertiesOf = (text: string): JsonObject => (text === '{}' ? {} : (JSON.parse(text) as JsonObject));
