// Entities as the service sends them: JSON with minimal metadata, or none when the client asks for that.
import { splitKey } from './entity-key.ts';
import { type Properties, selectProperties, withoutAnnotations } from './entity-properties.ts';
import { etagOf, timestampOf } from './etag.ts';
import type { Row } from './ordered-rows.ts';

export interface EntityFormat {
  /** False for `Accept: application/json;odata=nometadata`. */
  metadata: boolean;
  /** Property names of `$select`; undefined is all. */
  select: ReadonlySet<string> | undefined;
}

/** The entity's JSON text; the stored text is sent as it is unless something must be left out. */
export function entityText(row: Row, format: EntityFormat, odataMetadata?: string): string {
  const { partitionKey, rowKey } = splitKey(row.key);
  const { select } = format;
  const parts: string[] = [];
  if (format.metadata) {
    if (odataMetadata !== undefined) parts.push(`"odata.metadata":${JSON.stringify(odataMetadata)}`);
    parts.push(`"odata.etag":${JSON.stringify(etagOf(row.time))}`);
  }
  if (!select || select.has('PartitionKey')) parts.push(`"PartitionKey":${JSON.stringify(partitionKey)}`);
  if (!select || select.has('RowKey')) parts.push(`"RowKey":${JSON.stringify(rowKey)}`);
  if (!select || select.has('Timestamp')) parts.push(`"Timestamp":"${timestampOf(row.time)}"`);
  const own = ownProperties(row.value, format);
  if (own !== '{}') parts.push(own.slice(1, -1));
  return `{${parts.join(',')}}`;
}

function ownProperties(stored: string, format: EntityFormat): string {
  if (format.metadata && !format.select) return stored;
  let properties = JSON.parse(stored) as Properties;
  if (format.select) properties = selectProperties(properties, format.select);
  if (!format.metadata) properties = withoutAnnotations(properties);
  return JSON.stringify(properties);
}
