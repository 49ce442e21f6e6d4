// Checkpoints: the whole state of a version in one Parquet file, so that a reader need not replay from the beginning
// (PROTOCOL.md, "Checkpoints"; written as classic single files, multi-part ones are read too).

import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Action, AddFile, Metadata, Protocol, RemoveFile } from './actions.ts';
import { checkpointColumns, checkpointSchema } from './checkpoint-schema.ts';
import { DeltaError } from './errors.ts';
import { checkpointFile, lastCheckpointFile } from './log-files.ts';
import { deletedFileRetentionMs } from './retention.ts';
import type { Snapshot } from './snapshot.ts';
import type { TableStore } from './store.ts';

type Row = { [column in (typeof checkpointColumns)[number]]?: unknown };

/** Writes the checkpoint, then points `_last_checkpoint` to it. Writing it again changes nothing that readers see. */
export async function writeCheckpoint(store: TableStore, snapshot: Snapshot, nowMs: number): Promise<void> {
  const rows = checkpointRows(snapshot, nowMs);
  const content = encodeCheckpoint(rows);
  await store.put(checkpointFile(snapshot.version), content);
  const hint = {
    version: snapshot.version,
    size: rows.length,
    sizeInBytes: content.byteLength,
    numOfAddFiles: snapshot.files.size,
  };
  await store.put(lastCheckpointFile, new TextEncoder().encode(JSON.stringify(hint)));
}

export function encodeCheckpoint(rows: readonly Row[]): Uint8Array {
  const columnData = checkpointColumns.map(name => ({ name, data: rows.map(row => row[name] ?? null) }));
  return new Uint8Array(parquetWriteBuffer({ columnData, schema: checkpointSchema }));
}

function checkpointRows({ protocol, metadata, ...state }: Snapshot, nowMs: number): Row[] {
  const keptSince = nowMs - deletedFileRetentionMs(metadata);
  const long = (value: number | undefined) => (value === undefined ? null : BigInt(Math.trunc(value)));
  return [
    { protocol },
    { metaData: { ...metadata, createdTime: long(metadata.createdTime) } },
    ...[...state.transactions].map(([appId, version]) => ({ txn: { appId, version: BigInt(version) } })),
    ...[...state.tombstones.values()]
      .filter(({ deletionTimestamp = 0 }) => deletionTimestamp > keptSince)
      .map(remove => ({
        remove: {
          ...remove,
          dataChange: false,
          deletionTimestamp: long(remove.deletionTimestamp),
          size: long(remove.size),
        },
      })),
    ...[...state.files.values()].map(add => ({
      add: { ...add, dataChange: false, size: long(add.size), modificationTime: long(add.modificationTime) },
    })),
  ];
}

/** The actions of one checkpoint file, or of one of its parts. Throws a DeltaError that names the file. */
export async function decodeCheckpoint(content: Uint8Array, file: string): Promise<Action[]> {
  let rows: Row[];
  try {
    rows = (await parquetReadObjects({
      file: content.slice().buffer,
      columns: [...checkpointColumns],
      compressors: { ZSTD: input => zstdDecompressSync(input), GZIP: input => gunzipSync(input) },
    })) as Row[];
  } catch (error) {
    throw new DeltaError(
      'corrupt',
      `${file} cannot be read: ${error instanceof Error ? error.message : error}`,
      {
        cause: error,
      },
    );
  }
  return rows.flatMap(row => toActions(row));
}

function toActions(row: Row): Action[] {
  const value = plain(row) as {
    txn?: { appId: string; version: number };
    add?: AddFile;
    remove?: RemoveFile;
    metaData?: Metadata;
    protocol?: Protocol;
  };
  if (value.add) return [{ add: { ...value.add, partitionValues: value.add.partitionValues ?? {} } }];
  if (value.remove) return [{ remove: value.remove }];
  if (value.txn) return [{ txn: value.txn }];
  if (value.protocol) return [{ protocol: value.protocol }];
  if (value.metaData) return [{ metaData: withDefaults(value.metaData) }];
  return [];
}

function withDefaults(metadata: Metadata): Metadata {
  return {
    ...metadata,
    partitionColumns: metadata.partitionColumns ?? [],
    configuration: metadata.configuration ?? {},
    format: { provider: metadata.format?.provider ?? 'parquet', options: metadata.format?.options ?? {} },
  };
}

/** As the same value reads in a commit: numbers for longs, and no fields that are null, except inside of maps. */
function plain(value: unknown, inMap = false): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(item => plain(item));
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => {
      if (field === null || field === undefined) return inMap ? [[name, null]] : [];
      return [[name, plain(field, name === 'partitionValues')]];
    }),
  );
}
