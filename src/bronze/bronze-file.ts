// A bronze file: the raw events of one lane as Parquet, one row a coordinate, every byte as it came.

import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { EventBatch, RawEvent } from '../events/raw-event.ts';
import type { JsonObject } from '../json.ts';

export function encodeBronzeFile({ hub, partitionId, events }: EventBatch, landedTimeMs: number): Uint8Array {
  const column = <T>(read: (event: RawEvent) => T): T[] => events.map(read);
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'hub', data: column(() => hub), type: 'STRING', nullable: false },
      { name: 'partition_id', data: column(() => partitionId), type: 'STRING', nullable: false },
      {
        name: 'sequence_number',
        data: column(event => BigInt(event.sequenceNumber)),
        type: 'INT64',
        nullable: false,
      },
      { name: 'offset', data: column(event => event.offset), type: 'STRING', nullable: false },
      {
        name: 'enqueued_time',
        data: column(event => new Date(event.enqueuedTimeMs)),
        type: 'TIMESTAMP',
        nullable: false,
      },
      { name: 'landed_time', data: column(() => new Date(landedTimeMs)), type: 'TIMESTAMP', nullable: false },
      { name: 'partition_key', data: column(event => event.partitionKey), type: 'STRING', nullable: true },
      { name: 'content_type', data: column(event => event.contentType), type: 'STRING', nullable: true },
      {
        name: 'properties',
        data: column(event => JSON.stringify(event.properties)),
        type: 'STRING',
        nullable: false,
      },
      {
        name: 'system_properties',
        data: column(event => JSON.stringify(event.systemProperties)),
        type: 'STRING',
        nullable: false,
      },
      { name: 'body', data: column(event => event.body), type: 'BYTE_ARRAY', nullable: false },
    ],
  });
  return new Uint8Array(buffer);
}

/** The events as they were received. Throws on a file that is not a bronze file. */
export async function decodeBronzeFile(content: Uint8Array): Promise<RawEvent[]> {
  const rows = await parquetReadObjects({ file: content.slice().buffer, utf8: false });
  return rows.map(row => ({
    sequenceNumber: Number(row.sequence_number),
    offset: String(row.offset),
    enqueuedTimeMs: row.enqueued_time.getTime(),
    partitionKey: row.partition_key ?? null,
    contentType: row.content_type ?? null,
    properties: JSON.parse(row.properties) as JsonObject,
    systemProperties: JSON.parse(row.system_properties) as JsonObject,
    body: row.body as Uint8Array,
  }));
}
