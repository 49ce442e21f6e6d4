// Logs as Spark and delta-rs write them. What they write in truth is read in test/conformance/.

import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { decodeCheckpoint } from '../../src/delta/checkpoint-file.ts';
import { parseCommit } from '../../src/delta/commit-file.ts';
import { readSnapshot } from '../../src/delta/log.ts';
import { checkpointFile, commitFile } from '../../src/delta/log-files.ts';
import { memoryStore } from './memory-store.ts';

const schemaString = '{"type":"struct","fields":[{"name":"x","type":"long","nullable":true,"metadata":{}}]}';

/** A commit of these lines. */
const commit = (...lines: object[]) =>
  new TextEncoder().encode(lines.map(line => JSON.stringify(line)).join('\n'));
const parse = (...lines: object[]) => parseCommit(commit(...lines), 'file');

const protocol = { protocol: { minReaderVersion: 1, minWriterVersion: 2 } };
const metaData = { metaData: { id: 'x', schemaString } };
const file = { partitionValues: {}, size: 1, modificationTime: 1, dataChange: true };

describe('a commit of another engine', () => {
  test('has the defaults that the engine leaves out, and nulls for what is not given', () => {
    const unset = { name: null, description: null, createdTime: null };
    const read = {
      metaData: {
        format: { provider: 'parquet', options: {} },
        partitionColumns: [],
        configuration: {},
        id: 'x',
        schemaString,
      },
    };
    expect(parse(metaData)).toEqual([read]);
    expect(parse({ metaData: { ...metaData.metaData, ...unset, format: { provider: 'parquet' } } })).toEqual([
      read,
    ]);
    expect(
      parse({ add: { path: 'f', size: 1, tags: null, stats: null, deletionVector: null, baseRowId: null } }),
    ).toEqual([{ add: { path: 'f', partitionValues: {}, size: 1, modificationTime: 0, dataChange: true } }]);
    expect(parse({ add: null, remove: { path: 'f', size: null } })).toEqual([
      { remove: { path: 'f', dataChange: true } },
    ]);
  });

  test('may hold actions that we do not know, and nothing else', () => {
    const cdc = { cdc: { path: '_change_data/f', partitionValues: {}, size: 1, dataChange: false } };
    const domain = { domainMetadata: { domain: 'delta.x', configuration: '{}', removed: false } };
    expect(parse(cdc, domain, { future: 7 }, { future: null })).toEqual([]);
  });

  test('is refused when it deletes rows within files, or counts beyond what is exact', () => {
    expect(() => parse({ add: { path: 'f', ...file, deletionVector: { storageType: 'u' } } })).toThrow(
      'file, line 1, add has a deletion vector, which is not supported',
    );
    const content = new TextEncoder().encode('{"txn":{"appId":"a","version":9007199254740993}}');
    expect(() => parseCommit(content, 'file')).toThrow(
      'file, line 1, txn has the version 9007199254740992, which is not exact beyond 2^53',
    );
  });
});

test('a file that one engine adds and another removes is removed, however each encodes its name', async () => {
  const store = memoryStore();
  await store.create(
    commitFile(0),
    commit(protocol, metaData, { add: { ...file, path: 'p%3Da%20b/%C3%BC' } }),
  );
  await store.create(commitFile(1), commit({ remove: { path: 'p=a%20b/ü', dataChange: true } }));
  expect((await readSnapshot(store))?.files.size).toBe(0);
});

describe('a checkpoint of another engine', () => {
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const;
  const long = { type: 'INT64', repetition_type: 'OPTIONAL' } as const;
  const group = { repetition_type: 'OPTIONAL' } as const;

  /** With columns that we do not write, and without some that we do. */
  const theirs = (codec: 'SNAPPY' | 'UNCOMPRESSED') =>
    new Uint8Array(
      parquetWriteBuffer({
        codec,
        schema: [
          { name: 'spark_schema', num_children: 4 },
          { name: 'add', ...group, num_children: 4 },
          { name: 'path', ...text },
          { name: 'size', ...long },
          { name: 'stats_parsed', ...group, num_children: 1 },
          { name: 'numRecords', ...long },
          { name: 'baseRowId', ...long },
          { name: 'protocol', ...group, num_children: 2 },
          { name: 'minReaderVersion', type: 'INT32', repetition_type: 'OPTIONAL' },
          { name: 'minWriterVersion', type: 'INT32', repetition_type: 'OPTIONAL' },
          { name: 'metaData', ...group, num_children: 2 },
          { name: 'id', ...text },
          { name: 'schemaString', ...text },
          { name: 'domainMetadata', ...group, num_children: 1 },
          { name: 'domain', ...text },
        ],
        columnData: [
          {
            name: 'add',
            data: [
              null,
              null,
              { path: 'f', size: 7n, stats_parsed: { numRecords: 3n }, baseRowId: null },
              null,
            ],
          },
          { name: 'protocol', data: [protocol.protocol, null, null, null] },
          { name: 'metaData', data: [null, metaData.metaData, null, null] },
          { name: 'domainMetadata', data: [null, null, null, { domain: 'x' }] },
        ],
      }),
    );

  test('is read whatever columns it has or has not', async () => {
    for (const codec of ['SNAPPY', 'UNCOMPRESSED'] as const) {
      const store = memoryStore();
      await store.put(checkpointFile(4), theirs(codec));
      await store.create(commitFile(4), commit({ commitInfo: {} }));
      const snapshot = await readSnapshot(store);
      expect([...(snapshot?.files.values() ?? [])]).toEqual([
        { path: 'f', partitionValues: {}, size: 7, modificationTime: 0, dataChange: true },
      ]);
      expect(snapshot).toMatchObject({
        version: 4,
        ...protocol,
        metadata: { partitionColumns: [], configuration: {} },
      });
    }
  });

  test('that is no Parquet file, or holds something else, is named', async () => {
    await expect(decodeCheckpoint(new Uint8Array(), 'file')).rejects.toThrow('file cannot be read');
    await expect(decodeCheckpoint(new TextEncoder().encode('PAR1 and more PAR1'), 'file')).rejects.toThrow(
      'file cannot be read',
    );
    const store = memoryStore();
    const other = parquetWriteBuffer({ columnData: [{ name: 'a', data: ['b'], type: 'STRING' }] });
    await store.put(checkpointFile(4), new Uint8Array(other));
    await expect(readSnapshot(store)).rejects.toThrow(`${checkpointFile(4)} has no protocol or no metadata`);
  });
});

describe('a table with features', () => {
  const tableOf = async (asked: object) => {
    const store = memoryStore();
    await store.create(commitFile(0), commit({ protocol: asked }, metaData));
    return readSnapshot(store);
  };

  test('that readers must know is refused, by their names', async () => {
    await expect(
      tableOf({
        minReaderVersion: 3,
        minWriterVersion: 7,
        readerFeatures: ['deletionVectors', 'v2Checkpoint'],
      }),
    ).rejects.toThrow(
      'the table needs a reader of version 3 with deletionVectors, v2Checkpoint; supported is version 1',
    );
    await expect(tableOf({ minReaderVersion: 2, minWriterVersion: 5 })).rejects.toThrow(
      'a reader of version 2;',
    );
    await expect(tableOf({ minReaderVersion: 9, minWriterVersion: 9 })).rejects.toThrow(
      'a reader of version 9;',
    );
  });

  test('that only writers must know is read', async () => {
    const asked = {
      minReaderVersion: 1,
      minWriterVersion: 7,
      writerFeatures: ['rowTracking', 'domainMetadata'],
    };
    expect((await tableOf(asked))?.protocol).toEqual(asked);
    expect((await tableOf({ ...asked, minReaderVersion: 3, readerFeatures: [] }))?.version).toBe(0);
  });
});
