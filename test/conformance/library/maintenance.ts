// Compaction and vacuum by every engine on one table, in turn.

import { vacuum } from '../../../src/delta/vacuum.ts';
import { same } from '../checks.ts';
import { append, checkVersions, define, openChronicle, record } from '../chronicle.ts';
import { type Context, snapshotOf } from '../context.ts';
import { everyType, everyTypeRows } from '../every-type.ts';
import { compactAll } from './long-log.ts';

const definition = {
  ...everyType,
  configuration: { ...everyType.configuration, 'delta.deletedFileRetentionDuration': 'interval 0 seconds' },
};

export async function maintenanceLivesTogether(context: Context): Promise<void> {
  const chronicle = openChronicle(context, 'maintenance');
  const { table, address, versions } = chronicle;
  let id = 0;
  const appendTwo = async () => {
    for (const last = id + 6; id < last; id += 3) await append(chronicle, everyTypeRows(id, 3));
  };
  await define(chronicle, definition);
  for (const engine of context.engines) {
    await appendTwo();
    await context.check(`${engine.name} compacts what we wrote and compacted`, async () => {
      await engine.ask('optimize', { table: address });
      await record(chronicle, chronicle.newest());
      same('files', (await snapshotOf(table)).files.size, 1);
    });
    await appendTwo();
    await context.check(`we compact what ${engine.name} compacted`, async () => {
      await compactAll(chronicle);
      same('files', (await snapshotOf(table)).files.size, 1);
    });
  }
  await checkVersions(chronicle, 'a table that delta-rs, Spark and we compacted in turn');
  const vacuums: [string, () => Promise<unknown>][] = [
    ['we vacuum', () => vacuum(table, Date.now() + 60_000)],
    ...context.engines.map((engine): [string, () => Promise<unknown>] => [
      `${engine.name} vacuums`,
      () => engine.ask('vacuum', { table: address }),
    ]),
  ];
  for (const [who, clean] of vacuums) {
    await appendTwo();
    await compactAll(chronicle);
    await context.check(`${who}, and only the files of the newest version are left`, async () => {
      await clean();
      same(
        'the data files',
        await dataFiles(table.store),
        [...(await snapshotOf(table)).files.keys()].sort(),
      );
    });
    // Vacuum deletes the data of older versions; some engines write commits of their own.
    const { version } = await snapshotOf(table);
    const newest = chronicle.newest();
    versions.clear();
    versions.set(version, newest);
    await checkVersions(chronicle, `the table after ${who}`);
  }
}

async function dataFiles(store: {
  list(folder: string): AsyncIterable<{ path: string }>;
}): Promise<string[]> {
  const paths: string[] = [];
  for await (const { path } of store.list(''))
    if (path.endsWith('.parquet') && !path.startsWith('_')) paths.push(path);
  return paths.sort();
}
