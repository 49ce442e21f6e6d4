// Every type, nulls and edges; columns added; files removed; transactions; checkpoints by us.

import type { Action } from '../../../src/delta/actions.ts';
import { commit } from '../../../src/delta/commit.ts';
import { same } from '../checks.ts';
import { append, type Chronicle, checkVersions, define, openChronicle, record } from '../chronicle.ts';
import { type Context, snapshotOf } from '../context.ts';
import { everyType, everyTypeRows, grown, grownRows } from '../every-type.ts';

export async function everyTypeIsRead(context: Context): Promise<void> {
  const chronicle = openChronicle(context, 'every-type');
  await makeVersions(chronicle);
  await checkVersions(chronicle, 'a table of every type, which grew columns and lost files');
  for (const engine of context.engines) {
    const request = { table: chronicle.address };
    await context.check(`${engine.name} sees its schema with comments, name, description`, async () => {
      const { schema, name, description, readerVersion, writerVersion } = await engine.ask(
        'describe',
        request,
      );
      const { metadata } = await snapshotOf(chronicle.table);
      same('the schema', schema, JSON.parse(metadata.schemaString));
      same('the rest', [name, description, readerVersion, writerVersion], ['every type', 'Grown.', 1, 2]);
    });
    await context.check(`${engine.name} sees the operation of each version`, async () => {
      const expected = [...chronicle.versions.keys()].map(version => [version, operationOf(version)]);
      same('the history', await engine.ask('history', request), expected);
    });
    await context.check(`${engine.name} sees how far each application is`, async () => {
      same('lane-0', await engine.ask('transaction', { ...request, app_id: 'lane-0' }), 39);
      same('lane-1', await engine.ask('transaction', { ...request, app_id: 'lane-1' }), null);
    });
  }
}

const operationOf = (version: number) =>
  ({ 0: 'CREATE TABLE', 3: 'CHANGE TABLE', 5: 'DELETE' })[version] ?? 'WRITE';

async function makeVersions(chronicle: Chronicle): Promise<void> {
  await define(chronicle, everyType);
  await append(chronicle, everyTypeRows(0, 20));
  const also: Action[] = [{ txn: { appId: 'lane-0', version: 39, lastUpdated: Date.now() } }];
  await append(chronicle, everyTypeRows(20, 20), also);
  await define(chronicle, grown);
  await append(chronicle, grownRows(40, 10));
  await removeOldest(chronicle, 20);
  for (let first = 50; first < 80; first += 5) await append(chronicle, grownRows(first, 5));
}

/** The oldest file is removed; it holds the ids below `below`. */
async function removeOldest(chronicle: Chronicle, below: number): Promise<void> {
  await commit(chronicle.table, {
    operation: 'DELETE',
    build: snapshot => {
      const [file] = snapshot?.files.values() ?? [];
      if (!file) return null;
      const { path, size, partitionValues } = file;
      const removed = { path, size, partitionValues, dataChange: true, extendedFileMetadata: true };
      return [{ remove: { ...removed, deletionTimestamp: Date.now() } }];
    },
  });
  await record(
    chronicle,
    chronicle.newest().filter(({ id }) => Number(id) >= below),
  );
}
