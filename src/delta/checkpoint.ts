// Checkpoints: the whole state of a version in one Parquet file, so that a reader need not replay from the beginning
// (PROTOCOL.md, "Checkpoints"; written as classic single files, multi-part ones are read too).

import { type CheckpointRow, decodeCheckpoint, encodeCheckpoint } from './checkpoint-file.ts';
import { DeltaError } from './errors.ts';
import { checkpointFile, lastCheckpointFile } from './log-files.ts';
import type { Checkpoint } from './log-listing.ts';
import { checkpointInterval, deletedFileRetentionMs } from './properties.ts';
import { checkWritable } from './protocol.ts';
import { noChanges, replay, type Snapshot, snapshotAfter } from './snapshot.ts';
import type { TableStore } from './store.ts';

/** Rows of checkpoints that one commit may cost: ten microseconds each. */
const rowsPerCommit = 50;

/** Every so many commits; of a table with many files less often, so that writing them all costs each commit the same. */
export function isCheckpointDue({ version, metadata, files, tombstones }: Snapshot): boolean {
  let interval = checkpointInterval(metadata);
  while (interval * rowsPerCommit < files.size + tombstones.size) interval *= 2;
  return version > 0 && version % interval === 0;
}

/**
 * Writes the checkpoint, then points `_last_checkpoint` to it. Writing it again, or two at once, changes nothing that
 * readers see. Throws a DeltaError when the table may have state that this code does not know.
 */
export async function writeCheckpoint(store: TableStore, snapshot: Snapshot, nowMs: number): Promise<void> {
  checkWritable(snapshot);
  const rows = checkpointRows(snapshot, nowMs);
  const content = encodeCheckpoint(rows);
  await store.put(checkpointFile(snapshot.version), content);
  // A hint that went back would send readers to a checkpoint that may soon be cleaned up.
  if ((await hintedVersion(store)) > snapshot.version) return;
  const hint = {
    version: snapshot.version,
    size: rows.length,
    sizeInBytes: content.byteLength,
    numOfAddFiles: snapshot.files.size,
  };
  await store.put(lastCheckpointFile, new TextEncoder().encode(JSON.stringify(hint)));
}

/** −1 when there is no hint, or one that says nothing. */
async function hintedVersion(store: TableStore): Promise<number> {
  const content = await store.read(lastCheckpointFile);
  try {
    const { version } = JSON.parse(new TextDecoder().decode(content ?? undefined)) as { version?: unknown };
    return typeof version === 'number' ? version : -1;
  } catch {
    return -1;
  }
}

function checkpointRows({ protocol, metadata, ...state }: Snapshot, nowMs: number): CheckpointRow[] {
  const keptSince = nowMs - deletedFileRetentionMs(metadata);
  return [
    { protocol },
    { metaData: { ...metadata, createdTime: long(metadata.createdTime) } },
    ...state.transactions.entries().map(([appId, version]) => ({ txn: { appId, version: long(version) } })),
    ...state.tombstones
      .values()
      .filter(({ deletionTimestamp = 0 }) => deletionTimestamp > keptSince)
      .map(remove => ({
        remove: {
          ...remove,
          dataChange: false,
          deletionTimestamp: long(remove.deletionTimestamp),
          size: long(remove.size),
        },
      })),
    ...state.files.values().map(add => ({
      add: { ...add, dataChange: false, size: long(add.size), modificationTime: long(add.modificationTime) },
    })),
  ];
}

const long = (value: number | undefined) => (value === undefined ? null : BigInt(Math.trunc(value)));

/** The snapshot that a checkpoint holds. Throws a DeltaError that names the file that is missing or cannot be read. */
export async function readCheckpoint(store: TableStore, { version, paths }: Checkpoint): Promise<Snapshot> {
  const changes = noChanges();
  for (const path of paths) {
    const content = await store.read(path);
    if (!content)
      throw new DeltaError('corrupt', `${path} was listed and is gone: restore the file`, { file: path });
    replay(changes, await decodeCheckpoint(content, path));
  }
  if (changes.protocol && changes.metadata) return snapshotAfter(null, changes, version);
  const [file = ''] = paths;
  throw new DeltaError('corrupt', `${file} has no protocol or no metadata: delete the file`, { file });
}
