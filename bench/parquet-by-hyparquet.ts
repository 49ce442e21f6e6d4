// The same work in JavaScript alone: hyparquet reads, JSON.parse makes rows, hyparquet-writer writes them.

import { readFileSync } from 'node:fs';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects, type SchemaElement } from 'hyparquet';
import { fileWriter, ParquetWriter as HyparquetWriter } from 'hyparquet-writer';
import type { DataType, StructField, StructType } from '../src/delta/schema.ts';
import { bronzeSchema, type ParquetWriter, silverSchema } from './parquet-writer.ts';

export type Row = Record<string, unknown>;

const compressors = { ZSTD: (bytes: Uint8Array) => new Uint8Array(zstdCompressSync(bytes)) };
const decompressors = { ZSTD: (bytes: Uint8Array) => new Uint8Array(zstdDecompressSync(bytes)) };

export async function readRows(path: string): Promise<Row[]> {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  const file = buffer.slice(byteOffset, byteOffset + byteLength);
  return parquetReadObjects({ file, utf8: false, compressors: decompressors });
}

/** The columns of `silver.pos_sale`, from a row of a segment. */
export function silverRow(segment: Row): Row {
  return {
    ...(typed(JSON.parse(String(segment.after)), silverSchema) as Row),
    _identity: segment.identity,
    _event_time: segment.event_time,
    _enqueued_time: segment.enqueued_time,
    _hub: segment.hub,
    _partition_id: segment.partition_id,
    _sequence_number: segment.sequence_number,
    _warnings: typeof segment.warnings === 'string' ? segment.warnings.split(',') : [],
  };
}

/** JSON values as the writer takes them: longs are bigints, times are dates. */
function typed(value: unknown, type: DataType): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'long') return BigInt(value as number);
  if (type === 'timestamp') return new Date(String(value));
  if (typeof type === 'string' || type.type === 'map') return value;
  if (type.type === 'array') return (value as unknown[]).map(element => typed(element, type.elementType));
  const row: Row = {};
  for (const field of type.fields) row[field.name] = typed((value as Row)[field.name], field.type);
  return row;
}

export function byHyparquet(codec: 'ZSTD' | 'SNAPPY'): ParquetWriter {
  const write = async (
    files: readonly string[],
    output: string,
    schema: StructType,
    toRow: (row: Row) => Row,
  ) => {
    const elements = [
      { name: 'root', num_children: schema.fields.length },
      ...schema.fields.flatMap(elementsOf),
    ];
    const writer = new HyparquetWriter({ writer: fileWriter(output), schema: elements, codec, compressors });
    let rows: Row[] = [];
    // Row groups as large as DuckDB's, so that the memory and the file can be compared.
    const flush = async () => {
      const columnData = schema.fields.map(({ name }) => ({
        name,
        data: rows.map(row => row[name] ?? null),
      }));
      await writer.write({ columnData, rowGroupSize: 122_880 });
      rows = [];
    };
    for (const file of files) {
      for (const row of await readRows(file)) rows.push(toRow(row));
      if (rows.length >= 110_000) await flush();
    }
    if (rows.length > 0) await flush();
    await writer.finish();
  };
  return {
    bronze: (files, output) => write(files, output, bronzeSchema, row => row),
    silver: (files, output) => write(files, output, silverSchema, silverRow),
    compaction: (files, output) => write(files, output, silverSchema, row => row),
  };
}

function elementsOf({ name, type }: Pick<StructField, 'name' | 'type'>): SchemaElement[] {
  const repetition_type = 'OPTIONAL' as const;
  if (typeof type === 'string') return [{ name, repetition_type, ...primitiveOf(type) }];
  if (type.type === 'struct')
    return [{ name, repetition_type, num_children: type.fields.length }, ...type.fields.flatMap(elementsOf)];
  if (type.type === 'map') throw new Error(`the bench has no maps: ${name}`);
  return [
    { name, repetition_type, converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    ...elementsOf({ name: 'element', type: type.elementType }),
  ];
}

function primitiveOf(type: DataType): Omit<SchemaElement, 'name'> {
  switch (type) {
    case 'long':
      return { type: 'INT64' };
    case 'double':
      return { type: 'DOUBLE' };
    case 'boolean':
      return { type: 'BOOLEAN' };
    case 'binary':
      return { type: 'BYTE_ARRAY' };
    case 'timestamp':
      return {
        type: 'INT64',
        converted_type: 'TIMESTAMP_MICROS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
      };
    default:
      return { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
  }
}
