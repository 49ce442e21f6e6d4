// A log of many commits: compacted, checkpointed, and cleaned up behind a checkpoint.

import { compact } from '../../../src/delta/compaction.ts';
import { cleanUpLog } from '../../../src/delta/retention.ts';
import { createRewrite } from '../../../src/tables/tidy.ts';
import { same } from '../checks.ts';
import { append, type Chronicle, checkVersions, define, openChronicle, record } from '../chronicle.ts';
import { type Context, snapshotOf } from '../context.ts';
import { everyType, everyTypeRows } from '../every-type.ts';

export async function longLogIsRead(context: Context): Promise<void> {
  const chronicle = openChronicle(context, 'long-log');
  await define(chronicle, everyType);
  for (let id = 0; id < 24; id += 3) await append(chronicle, everyTypeRows(id, 3));
  await compactAll(chronicle);
  for (let id = 24; id < 33; id += 3) await append(chronicle, everyTypeRows(id, 3));
  await checkVersions(chronicle, 'a table before and after our compaction');
  await context.check('our compaction left one file of eight', async () => {
    same('files', (await snapshotOf(chronicle.table, 9)).files.size, 1);
  });
  const deleted = await cleanUpLog(chronicle.table.store, Date.now() + 60_000);
  const gone = [...chronicle.versions.keys()].filter(version => version < 10);
  for (const version of gone) chronicle.versions.delete(version);
  await checkVersions(chronicle, `a table whose log was cleaned up (${deleted} files)`);
  for (const { name, ask } of context.engines)
    await context.check(`${name} refuses a version that was cleaned up`, async () => {
      const request = { table: chronicle.address, version: 3, sql: 'SELECT count(*) AS n FROM t' };
      const answer = await ask('query', request).catch(() => 'refused');
      same('the answer', answer, 'refused');
    });
}

export async function compactAll(chronicle: Chronicle): Promise<void> {
  const { context, table } = chronicle;
  const options = { targetBytes: 128 * 1024 * 1024, minFiles: 2 };
  await compact(table, options, createRewrite(context.withBench, Date.now));
  await record(chronicle, chronicle.newest());
}
