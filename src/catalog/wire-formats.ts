// The part of source.json that says how events come: the formats of a hub, and the columns whose type no event tells.

import { isObject, type Json } from '../json.ts';
import { type ColumnType, type Encoding, type Source, type WireFormat, wireFormats } from './catalog.ts';

const known: readonly Json[] = [
  'cloudevents',
  'cloudevents-binary',
  'debezium',
  'json',
  'confluent',
] satisfies WireFormat[];

/** Throws an Error that names the file when the formats do not go together. */
export function loadFormats(json: Json, encoding: Encoding, file: string): readonly WireFormat[] {
  if (!Array.isArray(json) || json.length === 0 || json.some(format => !known.includes(format)))
    throw new Error(`${file}: "formats" must be a list of ${known.join(', ')}`);
  const formats = json as WireFormat[];
  if (!formats.includes(encoding))
    throw new Error(`${file}: "formats" must have the source's encoding, "${encoding}"`);
  // A table of changes has weights and a table of events has none: one hub cannot feed both.
  if (formats.includes('debezium') && formats.some(format => format !== 'debezium' && format !== 'confluent'))
    throw new Error(`${file}: "formats" can add only "confluent" to "debezium"`);
  return formats;
}

/** Throws an Error that names the column when its type is not known or lacks what belongs to it. */
export function loadColumns(json: Json, where: string): Readonly<Record<string, ColumnType>> {
  if (!isObject(json)) throw new Error(`${where}: "columns" must be an object`);
  return Object.fromEntries(
    Object.entries(json).map(([column, type]) => [column, loadColumn(type, `${where}, column "${column}"`)]),
  );
}

function loadColumn(json: Json, where: string): ColumnType {
  if (!isObject(json) || typeof json.name !== 'string')
    throw new Error(`${where}: "name" must be the name of a Kafka Connect type`);
  const { name, scale, mode } = json;
  const decimal = name === 'org.apache.kafka.connect.data.Decimal';
  if (decimal !== (scale !== undefined) || (decimal && !(Number.isInteger(scale) && Number(scale) >= 0)))
    throw new Error(`${where}: a Decimal, and nothing else, has a "scale" of zero or more digits`);
  if (mode !== undefined && (name !== 'bytes' || (mode !== 'hex' && mode !== 'base64-url-safe')))
    throw new Error(`${where}: "mode" is for "bytes", and is "hex" or "base64-url-safe"`);
  return {
    name,
    ...(decimal ? { scale: Number(scale) } : {}),
    ...(mode === undefined ? {} : { mode }),
  };
}

/** A plain row says nothing of itself: its type must have a pointer to its identity, or it could never be accepted. */
export function refuseUnreachableTypes(source: Source, file: string): void {
  const { types, encoding } = source;
  if (wireFormats(source).includes('json') && !types.some(type => type.identity !== null))
    throw new Error(`${file}: a type that comes as plain JSON must have "identity"`);
  if (encoding !== 'debezium' && types.some(type => type.columns !== undefined))
    throw new Error(`${file}: "columns" is for change events of Debezium`);
}
