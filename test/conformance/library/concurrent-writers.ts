// Several processes of ours and other engines commit to one table at once, while it is compacted: every commit lands once.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TableDefinition } from '../../../src/delta/create-table.ts';
import type { Row } from '../canonical.ts';
import { same } from '../checks.ts';
import { type Chronicle, define, openChronicle, readsVersion, record, weReadVersion } from '../chronicle.ts';
import { type Context, snapshotOf } from '../context.ts';
import type { Engine } from '../engine.ts';
import { compactAll } from './long-log.ts';

const definition: TableDefinition = {
  name: 'concurrent',
  description: 'One row for each commit.',
  schema: {
    type: 'struct',
    fields: [
      { name: 'writer', type: 'string', nullable: true, metadata: {} },
      { name: 'n', type: 'long', nullable: true, metadata: {} },
    ],
  },
  partitionColumns: [],
  configuration: { 'delta.checkpointInterval': '10' },
};

const commits = 20;
const rowsOf = (writer: string): Row[] =>
  Array.from({ length: commits }, (_, n) => ({ writer, n: String(n) }));

export async function everyCommitLandsOnceInAFolder(context: Context): Promise<void> {
  const chronicle = openChronicle(context, 'concurrent');
  // Spark's commits to a folder are safe only within one JVM: it reads.
  await everyCommitLandsOnce(chronicle, [context.deltaRs], 'in a folder');
  const { version } = await snapshotOf(chronicle.table);
  await context.check('Spark reads each commit of all writers once in a folder', () =>
    readsVersion(chronicle, context.spark, version),
  );
}

/** `others` commit beside four processes of ours. */
export async function everyCommitLandsOnce(
  chronicle: Chronicle,
  others: readonly Engine[],
  where: string,
): Promise<void> {
  const { context, address, table } = chronicle;
  const theirNames = others.map(({ name }) => name);
  await define(chronicle, definition);
  await context.check(
    `three writers of ours, one of them twice, and ${theirNames.join(' and ')} all end ${where}`,
    async () => {
      const compacting = new AbortController();
      const compacted = compactUntil(compacting.signal, chronicle);
      const theirs = Promise.all(
        others.map(({ name, ask }) => ask('append_many', { table: address, writer: name, commits })),
      );
      // Two processes append the same rows under one transaction identifier: each row must land once.
      const ours = ['a', 'b', 'twice', 'twice'].map(writer => run(chronicle, writer));
      const codes = await Promise.all(ours);
      await theirs.finally(() => compacting.abort());
      await compacted;
      same('their exit codes', codes, [0, 0, 0, 0]);
    },
  );
  await record(chronicle, ['a', 'b', 'twice', ...theirNames].flatMap(rowsOf));
  const { version } = await snapshotOf(table);
  await context.check(`we read each commit of all writers once ${where}`, () =>
    weReadVersion(chronicle, version),
  );
  for (const engine of others)
    await context.check(`${engine.name} reads each commit of all writers once ${where}`, () =>
      readsVersion(chronicle, engine, version),
    );
  await context.check(`no version is missing or written twice ${where}`, async () => {
    const history = await context.deltaRs.ask('history', { table: address });
    const versions = Array.from({ length: version + 1 }, (_, n) => n);
    same(
      'the versions',
      history.map(([n]) => n),
      versions,
    );
    same(
      'appends',
      history.filter(([, operation]) => operation === 'WRITE').length,
      (3 + others.length) * commits,
    );
  });
}

async function compactUntil(stop: AbortSignal, chronicle: Chronicle): Promise<void> {
  for (; !stop.aborted; await sleep(200)) await compactAll(chronicle);
}

/** A process that appends the rows of `writer`; its exit code. */
async function run({ context, address }: Chronicle, writer: string): Promise<number> {
  const program = join(import.meta.dirname, 'writer-process.ts');
  const child = fork(program, [address, writer, String(commits)], {
    stdio: 'inherit',
    env: { ...process.env, Lake: context.lake },
  });
  const [code] = await once(child, 'exit');
  return code;
}
