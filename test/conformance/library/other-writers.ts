// Another engine appends to, changes, extends and checkpoints a table made by us, in turn with us.

import { commitFile, logFolder, parseLogFile } from '../../../src/delta/log-files.ts';
import type { Row } from '../canonical.ts';
import { same } from '../checks.ts';
import { append, type Chronicle, checkVersions, define, openChronicle, record } from '../chronicle.ts';
import { type Context, snapshotOf } from '../context.ts';
import type { Engine } from '../engine.ts';
import { everyType, everyTypeRows } from '../every-type.ts';

export async function otherWritersAreRead(context: Context): Promise<void> {
  for (const engine of context.engines) {
    const chronicle = openChronicle(context, `written-by-${engine.name}`);
    const { check } = context;
    await define(chronicle, everyType);
    await append(chronicle, everyTypeRows(0, 20));
    const steps: [string, (chronicle: Chronicle, engine: Engine) => Promise<void>][] = [
      ['appends every type to our table', appends],
      ['updates and inserts by merge', merges],
      ['updates', updates],
      ['deletes', deletes],
      ['adds a column', addsColumn],
      ['checkpoints our table', checkpoints],
    ];
    for (const [sentence, step] of steps) {
      await check(`${engine.name} ${sentence}, and we go on`, async () => {
        await step(chronicle, engine);
        await append(chronicle, everyTypeRows(nextId(chronicle), 3));
      });
    }
    await checkVersions(chronicle, `a table that ${engine.name} and we wrote in turn`);
    await check(`${engine.name} leaves the table at reader 1, writer 2`, async () => {
      const { protocol } = await snapshotOf(chronicle.table);
      same('the protocol', [protocol.minReaderVersion, protocol.minWriterVersion], [1, 2]);
    });
  }
}

const nextId = ({ newest }: Chronicle) => Math.max(...newest().map(({ id }) => Number(id))) + 1;

/** Rows below an id again, under ids greater by `by`. */
const copies = (rows: readonly Row[], by: number, below: number): Row[] =>
  rows.filter(({ id }) => Number(id) < below).map(row => ({ ...row, id: String(Number(row.id) + by) }));

async function appends(chronicle: Chronicle, engine: Engine): Promise<void> {
  await engine.ask('append_copy', { table: chronicle.address, by: 1_000, below: 20 });
  await record(chronicle, [...chronicle.newest(), ...copies(chronicle.newest(), 1_000, 20)]);
}

async function merges(chronicle: Chronicle, engine: Engine): Promise<void> {
  // 0–14 become 5–19: all are there, with the values of other rows. By 15 they are 15–29: some are new.
  await engine.ask('upsert_copy', { table: chronicle.address, by: 15, below: 15 });
  const merged = copies(chronicle.newest(), 15, 15);
  const ids = new Set(merged.map(({ id }) => id));
  await record(chronicle, [...chronicle.newest().filter(({ id }) => !ids.has(String(id))), ...merged]);
}

async function updates(chronicle: Chronicle, engine: Engine): Promise<void> {
  await engine.ask('update', { table: chronicle.address, column: 'text', value: "'new'", where: 'id < 4' });
  await record(
    chronicle,
    chronicle.newest().map(row => (Number(row.id) < 4 ? { ...row, text: 'new' } : row)),
  );
}

async function deletes(chronicle: Chronicle, engine: Engine): Promise<void> {
  await engine.ask('delete', { table: chronicle.address, where: 'id >= 1000 AND id < 1010' });
  await record(
    chronicle,
    chronicle.newest().filter(({ id }) => Number(id) < 1_000 || Number(id) >= 1_010),
  );
}

async function addsColumn(chronicle: Chronicle, engine: Engine): Promise<void> {
  await engine.ask('add_column', { table: chronicle.address, name: 'theirs', comment: 'By them.' });
  await record(chronicle, chronicle.newest());
  const { schema } = await snapshotOf(chronicle.table);
  const { metadata } = schema.fields.find(({ name }) => name === 'theirs') ?? {};
  same('the comment of the column', metadata?.comment, 'By them.');
}

/** What came before their checkpoint is read from it alone: the commits that it stands for are taken away. */
async function checkpoints(chronicle: Chronicle, engine: Engine): Promise<void> {
  const { table, address, versions } = chronicle;
  await engine.ask('checkpoint', { table: address });
  const { version } = await snapshotOf(table);
  let parts = 0;
  for await (const { path } of table.store.list(logFolder)) {
    const file = parseLogFile(path);
    if (file.kind === 'checkpoint' && file.version === version) parts += 1;
  }
  same('whether the checkpoint is in parts', parts > 1, engine.name === 'Spark');
  for (let before = 0; before < version; before += 1) {
    await table.store.delete(commitFile(before));
    versions.delete(before);
  }
}
