// The registry in Table storage, by Microsoft's client, with several writers at once and writers that die.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTables } from '../../local/tables/server.ts';
import { connectTable, connectTables } from '../../src/azure/connect.ts';
import { registryTable } from '../../src/azure/provision.ts';
import { createTableRegistry } from '../../src/azure/table-registry.ts';
import { createMetrics } from '../../src/metrics.ts';
import { asSchema, client, closed, numbered } from './client.ts';

const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
let tables: Awaited<ReturnType<typeof startTables>>;
let value: string;
beforeEach(async () => {
  tables = await startTables({ port: 0 });
  value = `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=${key};TableEndpoint=http://127.0.0.1:${tables.port}/devstoreaccount1;`;
  await connectTables({ kind: 'connectionString', value }).createTable(registryTable);
});
afterEach(() => tables.stop());

/** A host of its own: it shares nothing with the others but the table. */
const host = () =>
  client(
    createTableRegistry(connectTable({ kind: 'connectionString', value }, registryTable), createMetrics()),
  );

const idOf = (reply: unknown) => (reply as { id: number }).id;

test('concurrent registrations of one schema, by many hosts under many subjects, give one id', async () => {
  const hosts = Array.from({ length: 6 }, host);
  const replies = await Promise.all(
    hosts.flatMap(ask =>
      ['a', 'b', 'c'].map(subject => ask.ok(`POST subjects/${subject}/versions`, closed('x'))),
    ),
  );
  expect(new Set(replies.map(idOf))).toEqual(new Set([1]));
  expect(await host().ok('GET schemas/ids/1/versions')).toEqual(
    ['a', 'b', 'c'].map(subject => ({ subject, version: 1 })),
  );
});

test('of concurrent schemas that exclude each other one gets in, and each id stands for one schema', async () => {
  const hosts = Array.from({ length: 4 }, host);
  const statuses = await Promise.all(
    hosts.map(async (ask, i) => (await ask('POST subjects/a/versions', closed(`only-${i}`))).status),
  );
  expect(statuses.sort()).toEqual([200, 409, 409, 409]);
  const replies = await Promise.all(
    hosts.map((ask, i) => ask.ok(`POST subjects/b${i}/versions`, numbered(i))),
  );
  expect(new Set(replies.map(idOf)).size).toBe(4);
});

test('every host sees what another has written at once, and what it deleted', async () => {
  const [first, second] = [host(), host()];
  await first.ok('POST subjects/a/versions', closed('x'));
  expect(await second.ok('GET schemas/ids/1')).toMatchObject({ schema: closed('x').schema });
  await second.ok('PUT config/a', { compatibility: 'NONE' });
  expect(await first.ok('GET config/a')).toEqual({ compatibilityLevel: 'NONE' });
  await first.ok('DELETE subjects/a');
  expect(await second.ok('GET subjects')).toEqual([]);
  await second.ok('DELETE subjects/a?permanent=true');
  expect(await first.code('GET schemas/ids/1')).toBe(40403);
  expect(await host().ok('POST subjects/a/versions', closed('x'))).toMatchObject({ id: 2, version: 1 });
});

test('the longest schema, in any script, and the longest name come back as they were', async () => {
  const schema = asSchema({ title: '🛒é"\\'.repeat(24_000) });
  const subject = 'ü'.repeat(255);
  await host().ok(`POST subjects/${encodeURIComponent(subject)}/versions`, schema);
  expect(await host().ok('GET schemas/ids/1')).toMatchObject({ schema: schema.schema });
  expect(await host().ok('GET subjects')).toEqual([subject]);
});

test('processes that are killed while they register leave one id for each schema, and lose none', async () => {
  const count = 24;
  const acknowledged: string[] = [];
  const run = (seed: number, killAfter: number) =>
    new Promise<void>((resolve, reject) => {
      const script = join(import.meta.dirname, 'registering-process.ts');
      const child = spawn(process.execPath, [script, value, String(seed), String(count)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let lines = 0;
      createInterface({ input: child.stdout }).on('line', line => {
        // The last line of a killed process may be cut short.
        if (line.split(' ').length === 3) acknowledged.push(line);
        lines += 1;
        if (lines === killAfter) child.kill('SIGKILL');
      });
      child.once('error', reject).once('close', () => resolve());
    });
  await Promise.all([run(1, 5), run(2, 11), run(3, 17)]);
  await Promise.all([run(4, 8), run(5, Number.POSITIVE_INFINITY)]);
  const ask = host();
  const ids = new Map<string, Set<number>>();
  for (const line of acknowledged) {
    const [, schema = '', id] = line.split(' ');
    ids.set(schema, (ids.get(schema) ?? new Set()).add(Number(id)));
  }
  expect(ids.size).toBe(count);
  expect([...ids.values()].filter(set => set.size !== 1)).toEqual([]);
  expect(new Set([...ids.values()].flatMap(set => [...set])).size).toBe(count);
  for (const [schema, [id]] of ids)
    expect(await ask.ok(`GET schemas/ids/${id}`)).toMatchObject({ schema: numbered(Number(schema)).schema });
  for (const subject of ['s0', 's1', 's2', 't0', 't1']) {
    const versions = (await ask.ok(`GET subjects/${subject}/versions`)) as number[];
    expect(versions).toEqual(versions.map((_, index) => index + 1));
    expect(versions.length).toBe(subject.startsWith('s') ? count / 3 : count / 2);
  }
});
