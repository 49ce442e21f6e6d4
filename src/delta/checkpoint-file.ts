// A checkpoint as a Parquet file: one action a row, one column a kind (PROTOCOL.md, "Checkpoint Schema").

import { brotliDecompressSync, gunzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type Compressors, parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Action } from './actions.ts';
import { checkpointColumns, checkpointSchema } from './checkpoint-schema.ts';
import { DeltaError } from './errors.ts';
import { parseAction } from './parse-action.ts';

/** An action of one kind, with 64-bit integers as such. */
export type CheckpointRow = { [column in (typeof checkpointColumns)[number]]?: unknown };

export function encodeCheckpoint(rows: readonly CheckpointRow[]): Uint8Array {
  const columnData = checkpointColumns.map(name => ({ name, data: rows.map(row => row[name] ?? null) }));
  // Statistics are much the same in every row: zstd makes them a third of what Snappy does, in less time.
  return new Uint8Array(
    parquetWriteBuffer({
      columnData,
      schema: checkpointSchema,
      codec: 'ZSTD',
      compressors: { ZSTD: input => zstdCompressSync(input) },
      rowGroupSize: 100_000,
    }),
  );
}

const compressors: Compressors = {
  ZSTD: input => zstdDecompressSync(input),
  GZIP: input => gunzipSync(input),
  BROTLI: input => brotliDecompressSync(input),
};

/** The actions of one checkpoint file, or of one of its parts. Throws a DeltaError that names the file. */
export async function decodeCheckpoint(content: Uint8Array, file: string): Promise<Action[]> {
  let rows: Record<string, unknown>[];
  try {
    const buffer = content.slice().buffer;
    const metadata = parquetMetadata(buffer);
    // "Any missing column should be treated as null."
    const there = new Set(parquetSchema(metadata).children.map(({ element }) => element.name));
    const columns = checkpointColumns.filter(name => there.has(name));
    rows = await parquetReadObjects({ file: buffer, metadata, columns, compressors });
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new DeltaError('corrupt', `${file} cannot be read (${why}): delete the file`, {
      cause: error,
      file,
    });
  }
  return rows.flatMap((row, i) => parseAction(row, `${file}, row ${i + 1}`, file) ?? []);
}
