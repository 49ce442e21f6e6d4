// A checkpoint says what the log says.

import { zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import type { Action, AddFile, Protocol } from '../../src/delta/actions.ts';
import { isCheckpointDue, readCheckpoint, writeCheckpoint } from '../../src/delta/checkpoint.ts';
import { checkpointFile, lastCheckpointFile } from '../../src/delta/log-files.ts';
import { advance, type Snapshot } from '../../src/delta/snapshot.ts';
import { memoryStore } from './memory-store.ts';
import { structOf } from './rows.ts';

const nowMs = Date.UTC(2026, 10, 26);
const weekMs = 7 * 86_400_000;

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const texts = fc.dictionary(
  text.filter(key => key !== '__proto__'),
  fc.option(text),
  { maxKeys: 4 },
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const long = fc.maxSafeInteger();

const add: fc.Arbitrary<AddFile> = fc.record({
  path: text.filter(path => path !== ''),
  partitionValues: texts,
  size: fc.maxSafeNat(),
  modificationTime: long,
  dataChange: fc.constant(false),
  stats: optional(text),
  tags: optional(texts),
});

const remove = fc.record({
  path: text.filter(path => path !== ''),
  deletionTimestamp: fc.integer({ min: nowMs - weekMs + 1, max: nowMs }),
  dataChange: fc.constant(false),
  extendedFileMetadata: optional(fc.constant(true)),
  partitionValues: optional(texts),
  size: optional(fc.maxSafeNat()),
});

const metadata = fc.record({
  id: text,
  name: optional(text),
  description: optional(text),
  format: fc.constant({ provider: 'parquet', options: {} }),
  schemaString: fc.constant(JSON.stringify(structOf({ day: 'date', 'ä column': 'long' }))),
  partitionColumns: fc.array(text),
  configuration: fc.dictionary(
    text.filter(key => key !== '__proto__'),
    text,
    { maxKeys: 4 },
  ),
  createdTime: optional(long),
});

const protocol = fc.constantFrom<Protocol>(
  { minReaderVersion: 1, minWriterVersion: 2 },
  { minReaderVersion: 1, minWriterVersion: 7, writerFeatures: ['appendOnly', 'invariants'] },
  { minReaderVersion: 3, minWriterVersion: 7, readerFeatures: [], writerFeatures: [] },
);

const snapshots: fc.Arbitrary<Snapshot> = fc
  .record({
    protocol,
    metadata,
    adds: fc.array(add),
    removes: fc.array(remove),
    transactions: fc.array(fc.record({ appId: text, version: long })),
  })
  .map(state => {
    const actions: Action[] = [
      { protocol: state.protocol },
      { metaData: state.metadata },
      ...state.removes.map(action => ({ remove: action })),
      ...state.adds.map(action => ({ add: action })),
      ...state.transactions.map(txn => ({ txn })),
    ];
    return { ...advance(null, actions), version: 20 };
  });

const content = ({ files, tombstones, transactions, ...rest }: Snapshot) => ({
  ...rest,
  files: new Map(files),
  tombstones: new Map(tombstones),
  transactions: new Map(transactions),
});

const read = (store: ReturnType<typeof memoryStore>, version: number) =>
  readCheckpoint(store, { version, paths: [checkpointFile(version)] });

test('what is written is read: any letters, nulls in partition values, tags, features', async () => {
  await fc.assert(
    fc.asyncProperty(snapshots, async snapshot => {
      const store = memoryStore();
      await writeCheckpoint(store, snapshot, nowMs);
      expect(content(await read(store, 20))).toEqual(content(snapshot));
    }),
  );
});

const small = (actions: Action[] = []): Snapshot =>
  advance(null, [
    { protocol: { minReaderVersion: 1, minWriterVersion: 2 } },
    {
      metaData: {
        id: 'x',
        format: { provider: 'parquet', options: {} },
        schemaString: JSON.stringify(structOf({ row: 'string' })),
        partitionColumns: [],
        configuration: {},
      },
    },
    ...actions,
  ]);

test('a tombstone is left out once it has expired', async () => {
  const removeAt = (path: string, deletionTimestamp?: number): Action => ({
    remove: { path, deletionTimestamp, dataChange: true },
  });
  const store = memoryStore();
  const actions = [
    removeAt('kept', nowMs - weekMs + 1),
    removeAt('expired', nowMs - weekMs),
    removeAt('old'),
  ];
  await writeCheckpoint(store, small(actions), nowMs);
  expect([...(await read(store, 0)).tombstones.keys()]).toEqual(['kept']);
});

test('the hint points to the checkpoint and never goes back', async () => {
  const store = memoryStore();
  const hint = async () =>
    JSON.parse(new TextDecoder().decode((await store.read(lastCheckpointFile)) ?? undefined));
  await writeCheckpoint(store, { ...small(), version: 20 }, nowMs);
  const { sizeInBytes, ...rest } = await hint();
  expect(rest).toEqual({ version: 20, size: 2, numOfAddFiles: 0 });
  expect(sizeInBytes).toBe(store.files.get(checkpointFile(20))?.content.byteLength);
  await writeCheckpoint(store, { ...small(), version: 10 }, nowMs);
  expect((await hint()).version).toBe(20);
  await store.put(lastCheckpointFile, new TextEncoder().encode('garbage'));
  await writeCheckpoint(store, { ...small(), version: 10 }, nowMs);
  expect((await hint()).version).toBe(10);
});

test('a row is an action, and has no column that the protocol does not know', async () => {
  const store = memoryStore();
  await writeCheckpoint(store, small([{ txn: { appId: 'a', version: 7 } }]), nowMs);
  const file = store.files.get(checkpointFile(0))?.content ?? new Uint8Array();
  const rows: Record<string, unknown>[] = await parquetReadObjects({
    file: file.slice().buffer,
    compressors: { ZSTD: input => zstdDecompressSync(input) },
  });
  expect(
    rows.map(row => Object.keys(row).filter(name => row[name] !== null && row[name] !== undefined)),
  ).toEqual([['protocol'], ['metaData'], ['txn']]);
});

test('a table with features that we do not know gets no checkpoint of ours', async () => {
  const protocol = { minReaderVersion: 1, minWriterVersion: 7, writerFeatures: ['domainMetadata'] };
  await expect(writeCheckpoint(memoryStore(), { ...small(), protocol }, nowMs)).rejects.toThrow(
    'the table needs a writer of version 7 with domainMetadata; supported is version 2',
  );
});

test('a checkpoint is due at every tenth commit, and of a table with many files less often', () => {
  const dueUpTo = (versions: number, snapshot: Snapshot) =>
    Array.from({ length: versions + 1 }, (_, version) => version).filter(version =>
      isCheckpointDue({ ...snapshot, version }),
    );
  expect(dueUpTo(30, small())).toEqual([10, 20, 30]);
  const adds = Array.from({ length: 3_000 }, (_, i): Action => {
    return { add: { path: `${i}`, partitionValues: {}, size: 1, modificationTime: 1, dataChange: true } };
  });
  expect(dueUpTo(100, small(adds))).toEqual([80]);
});
