import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTables } from '../../local/tables/server.ts';
import { connectTable, connectTables } from '../../src/azure/connect.ts';
import { claimsTable, ledgerTable } from '../../src/azure/provision.ts';
import { createTableClaimTransfers } from '../../src/azure/table-claim-transfers.ts';
import { createTableClaims } from '../../src/azure/table-claims.ts';
import { createTableLedger } from '../../src/azure/table-ledger.ts';
import type { Connection } from '../../src/config.ts';
import { createMetrics } from '../../src/metrics.ts';
import { freeSource, holdSource } from '../../src/refine-again/hold-source.ts';
import { moveCounts } from '../../src/refine-again/move-counts.ts';
import { createClaimTransfers } from '../../src/silver/claim-transfers.ts';
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

test('a claim goes over, or is given up, only from whom it says, and whoever comes first after that has it', async () => {
  const table = connectTable(connection, claimsTable);
  const claims = createClaims(createTableClaims(table, createMetrics()));
  const transfers = createClaimTransfers(createTableClaimTransfers(table, createMetrics()), claims);
  const claim = (identity: string, owner: string) => claims.claim('shop', identity, owner);
  for (const identity of ['moved', 'kept', 'released']) await claim(identity, 'shop/0/1');
  expect(await transfers.move('shop', 'moved', 'shop/0/1', 'shop/0/5')).toBe('shop/0/5');
  expect(await transfers.move('shop', 'moved', 'shop/0/1', 'shop/0/6')).toBe('shop/0/5');
  expect(await transfers.move('shop', 'nobody', 'shop/0/1', 'shop/0/7')).toBe('shop/0/7');
  const held = [
    { identity: 'moved', owner: 'shop/0/1' },
    { identity: 'kept', owner: 'shop/0/9' },
    { identity: 'released', owner: 'shop/0/1' },
  ];
  await transfers.release('shop', held);
  await transfers.release('shop', held);
  expect(
    await Promise.all(['moved', 'kept', 'released'].map(identity => claims.ownerOf('shop', identity))),
  ).toEqual(['shop/0/5', 'shop/0/1', null]);
  expect(await claim('released', 'shop/0/8')).toBe('shop/0/8');
});

test('the ledger keeps who refines a source again, and who did, until it is let go', async () => {
  const ledger = createTableLedger(connectTable(connection, ledgerTable));
  const counts = { silver: 1, quarantined: 0, duplicate: 0, redriven: 0 };
  const lane = { hub: 'shop', partitionId: '0', start: 0, bronzeThrough: 0, silverThrough: 0 };
  await ledger.write({ entry: { ...lane, counts, cursor: '' }, etag: null });
  const never = async () => false;
  expect(await holdSource(ledger, 'shop', 'one', never)).toBe('held');
  expect(await holdSource(ledger, 'shop', 'two', never)).toEqual({ heldBy: 'one' });
  await moveCounts(ledger, 'shop', 'one', { 0: { silver: -1, quarantined: 1, duplicate: 0, redriven: 0 } });
  await moveCounts(ledger, 'shop', 'one', { 0: { silver: -1, quarantined: 1, duplicate: 0, redriven: 0 } });
  await freeSource(ledger, 'shop', 'one');
  expect(await holdSource(ledger, 'shop', 'two', never)).toBe('held');
  // Of one that is over, whatever it had is free.
  expect(await holdSource(ledger, 'shop', 'three', async () => true)).toBe('held');
  const entry = (await ledger.read()).find(({ entry: { hub } }) => hub === 'shop')?.entry;
  expect(entry).toMatchObject({ counts: { silver: 0, quarantined: 1 }, refining: 'three', refined: 'one' });
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
    lost: [{ first: 5, last: 5_000_000_001, events: 3, atMs: Date.UTC(2026, 0, 1) }],
    silverLost: 2,
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
