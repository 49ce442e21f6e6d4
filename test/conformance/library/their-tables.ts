// Tables that other engines made by their own defaults, and tables that need what we do not have.

import { join } from 'node:path';
import { openTable } from '../../../src/delta/table.ts';
import { folderStore } from '../../delta/folder-store.ts';
import { same } from '../checks.ts';
import { append, checkVersions, openChronicle, record } from '../chronicle.ts';
import { type Context, snapshotOf } from '../context.ts';

export async function theirTablesAreRead(context: Context): Promise<void> {
  for (const engine of context.engines) {
    const chronicle = openChronicle(context, `made-by-${engine.name}`);
    const { address } = chronicle;
    await engine.ask('create', { table: address, rows: 50, partition_by: ['part'] });
    await record(
      chronicle,
      Array.from({ length: 50 }, (_, id) => ({ id: String(id), part: `p ${id % 3}` })),
    );
    await context.check(`we append to a table that ${engine.name} made`, () =>
      append(chronicle, [{ id: '50', part: 'p 2' }]),
    );
    await checkVersions(chronicle, `a table that ${engine.name} made and we appended to`);
  }
  await refusesWhatItCannotRead(context);
}

/** Properties of a table, and the feature that they need. */
const features: [Record<string, string>, reads: boolean, named: RegExp][] = [
  [{ 'delta.enableDeletionVectors': 'true' }, false, /deletionVectors/],
  [{ 'delta.columnMapping.mode': 'name' }, false, /columnMapping/],
  [{ 'delta.checkpointPolicy': 'v2' }, false, /v2Checkpoint/],
  [{ 'delta.enableChangeDataFeed': 'true' }, true, /writer of version 4|changeDataFeed/],
  [{ 'delta.enableRowTracking': 'true' }, true, /rowTracking|domainMetadata/],
];

async function refusesWhatItCannotRead(context: Context): Promise<void> {
  for (const [properties, reads, named] of features) {
    const [property = ''] = Object.keys(properties);
    const folder = join(context.folder, property);
    await context.spark.ask('create_with', { table: folder, properties });
    const sentence = reads ? 'reads but does not write' : 'does not read';
    await context.check(`this code ${sentence} a table with ${property}, and says why`, async () => {
      const table = openTable(folderStore(folder), property);
      const read = await snapshotOf(table).then(() => '', messageOf);
      same('whether it reads', read === '', reads);
      const write = await tryToWrite(context, property);
      if (!named.test(write)) throw new Error(`the refusal does not name the feature: ${write}`);
    });
  }
}

async function tryToWrite(context: Context, name: string): Promise<string> {
  return append(openChronicle(context, name), [{ id: '1' }]).then(() => 'written', messageOf);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
