import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTables } from '../../local/tables/server.ts';
import { connectTable, connectTables } from '../../src/azure/connect.ts';
import { claimsTable, ledgerTable } from '../../src/azure/provision.ts';
import { createTableClaims } from '../../src/azure/table-claims.ts';
import { createTableLedger } from '../../src/azure/table-ledger.ts';
import type { Connection } from '../../src/config.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createClaims } from '../../src/silver/claims.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
let connection: Connection;
beforeAll(async () => {
  tables = await startTables({ port: 0 });
  const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
  connection = {
    kind: 'connectionString',
    value: `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=${key};TableEndpoint=http://127.0.0.1:${tables.port}/devstoreaccount1;`,
  };
  for (const table of [claimsTable, ledgerTable]) await connectTables(connection).createTable(table);
});
afterAll(() => tables.stop());

test('two hosts claim the same identities at once, and agree on every owner', async () => {
  const hosts = [0, 1].map(() =>
    createClaims(createTableClaims(connectTable(connection, claimsTable), createMetrics())),
  );
  const claim = (host: number, from: number) =>
    Promise.all(
      Array.from({ length: 400 }, (_, i) =>
        hosts[host]?.claim('pos', `event ${from + i}`, `pos/${host}/${i}`),
      ),
    );
  const [first = [], second = []] = await Promise.all([claim(0, 0), claim(1, 200)]);
  expect(first.slice(200)).toEqual(second.slice(0, 200));
  expect(first.slice(0, 200)).toEqual(Array.from({ length: 200 }, (_, i) => `pos/0/${i}`));
  expect(await claim(0, 0)).toEqual(first);
});

test('the ledger lets one of two committers through', async () => {
  const ledger = createTableLedger(connectTable(connection, ledgerTable));
  const entry = {
    hub: 'pos',
    partitionId: '0',
    start: 0,
    bronzeThrough: 5_000_000_000,
    silverThrough: 9,
    counts: { silver: 8, quarantined: 1, duplicate: 1, redriven: 0 },
    cursor: '2026-01-01T00-10',
  };
  expect(await ledger.write({ entry, etag: null })).toBe('written');
  expect(await ledger.write({ entry, etag: null })).toBe('changed');
  const [stored] = await ledger.read();
  expect(stored?.entry).toEqual(entry);
  const etag = stored?.etag ?? null;
  expect(await ledger.write({ entry: { ...entry, silverThrough: 10 }, etag })).toBe('written');
  expect(await ledger.write({ entry, etag })).toBe('changed');
});
