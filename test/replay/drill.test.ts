// A drill. A producer ships a breaking event shape; its events are quarantined; the alert fires; the catalog is mended; they
// are redriven, while the worker is killed again and again, and the same request comes twice. Then a week that was lost is
// backfilled, and the alert of the ledger is shown to fire while a count is wrong. Alerts are their deployed queries, over what
// the hosts export.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { masterKey } from '../../local/platform/function-apps.ts';
import { waitForLedger } from '../../local/platform/platform.ts';
import { type AlertedPlatform, collectAlerts } from '../alerts/metric-alerts.ts';
import { runGold } from '../platform/gold-command.ts';
import { readTable } from '../platform/observe.ts';
import {
  editJson,
  type ReplayAnswer,
  type ReplayPlatform,
  runOps,
  sale,
  startReplayPlatform,
  unitsOf,
} from './replay-platform.ts';

let world: ReplayPlatform;
let alerts: AlertedPlatform;
beforeAll(async () => {
  alerts = await collectAlerts();
  world = await startReplayPlatform(alerts.settings);
});
afterAll(async () => {
  await world?.stop();
  alerts?.stop();
});

/** What the alert names as soon as it names something. */
async function fired(alert: string): Promise<Record<string, unknown>[]> {
  for (;;) {
    const named = alerts.named(alert);
    if (named.length > 0) return named;
    await sleep(200);
  }
}

const known = 'FRE-100001';
const breaking = 'FRESH-1000002';
const redrive = {
  ...{ specversion: '1.0', id: 'redrive-1', source: '/operators', type: 'Replay.RedriveQuarantine' },
  data: { source: 'pos', reason: 'schema_violation' },
};
const cloudEvents = { 'content-type': 'application/cloudevents+json' };

async function onlyReplay(): Promise<ReplayAnswer> {
  const { replays } = (await world.ask('?state=running')).body as { replays: ReplayAnswer[] };
  const [first, ...others] = replays;
  if (!first || others.length > 0) throw new Error(`one replay should run, not ${JSON.stringify(replays)}`);
  return first;
}

test('a breaking shape is quarantined, and once the catalog knows it a redrive brings it into gold, once', async () => {
  const good = Array.from({ length: 30 }, (_, i) => sale(known, (i % 3) + 1));
  const broken = Array.from({ length: 120 }, (_, i) => sale(breaking, (i % 4) + 1));
  const hopeless = { ...sale(known, 1), type: 'uk.assay.pos.sale', data: { saleId: 'no' } };
  await world.send('pos', [...good, ...broken, hopeless]);
  const before = await waitForLedger(world.platform, 151, 60_000);
  expect(before.total).toMatchObject({
    received: 151,
    silver: 30,
    quarantined: 121,
    duplicates: 0,
    redriven: 0,
  });
  expect([await unitsOf(world, known), await unitsOf(world, breaking)]).toEqual([60, 0]);
  expect(await fired('quarantine-grows')).toEqual([{ hub: 'pos', reason: 'schema_violation', events: 121 }]);
  expect(alerts.named('ledger-does-not-add-up')).toEqual([]);
  alerts.forget();

  editJson(join(world.catalog, 'pos', 'sale.schema.json'), text =>
    text.replace('^[A-Z]{3}-[0-9]{6}$', '^[A-Z]{3,5}-[0-9]{6,7}$'),
  );
  await world.restart('refine-1', 'serve');

  const compared = await runOps(world, ['compare', 'pos']);
  expect(compared.output).toMatch(
    /done, 151 compared, (31 as before, 120 would be accepted|120 would be accepted, 31 as before)/,
  );
  expect(compared.output).toMatch(/ \d\/\d+ would be accepted: was quarantined \(schema_violation\)/);

  expect(await world.notify(redrive, cloudEvents)).toBe(202);
  expect(await world.notify(redrive, cloudEvents)).toBe(202);
  const { id } = await onlyReplay();
  for (const afterMs of [150, 1_200]) {
    await sleep(afterMs);
    await world.killWorker();
  }
  const done = await world.ended(id);
  expect(done).toMatchObject({ state: 'done', error: null });
  expect(done.counts).toMatchObject({ found: 121, silver: 120, 'quarantined again': 1 });

  const { total } = await waitForLedger(world.platform, 272, 60_000);
  // A worker that was killed between publishing and saying so publishes again; those copies are duplicates.
  const copies = total.received - 151;
  expect(total).toMatchObject({ silver: 150, quarantined: 122, redriven: 121, duplicates: copies - 121 });
  expect([await unitsOf(world, known), await unitsOf(world, breaking)]).toEqual([60, 300]);
  // The one that failed again is no wave of them.
  expect(alerts.named('quarantine-grows')).toEqual([]);
});

test('the lineage of a redriven event is in bronze: the coordinate that it had, and the replay', async () => {
  const rows = await readTable(world.platform.azure.settings.Lake ?? '', 'bronze/pos', [
    'hub',
    'partition_id',
    'sequence_number',
    'properties',
    'body',
  ]);
  const bodies = new Map(
    rows.map(row => [`${row.hub}/${row.partition_id}/${row.sequence_number}`, String(row.body)]),
  );
  const copies = rows.filter(row => String(row.properties).includes('assay-origin'));
  expect(copies.length).toBeGreaterThanOrEqual(121);
  for (const { properties, body } of copies)
    expect(bodies.get(JSON.parse(String(properties))['assay-origin'])).toBe(String(body));
});

test('what was redriven is not redriven again: only what failed again, at its new coordinate', async () => {
  const { body } = await world.ask('', {
    method: 'POST',
    body: JSON.stringify({ type: 'Replay.RedriveQuarantine', data: { source: 'pos' } }),
  });
  const done = await world.ended((body as ReplayAnswer).id);
  expect(done.counts).toMatchObject({
    found: 122,
    'redriven before': 121,
    published: 1,
    'quarantined again': 1,
  });
  const ledger = await world.platform.ledger();
  expect(ledger).toMatchObject({ state: 'adds up', total: { silver: 150, quarantined: 123, redriven: 122 } });
  expect(await unitsOf(world, breaking)).toBe(300);
});

test('a file in the inbox becomes events, each once, though it is told twice and the worker is killed', async () => {
  const before = await world.platform.ledger();
  const sku = 'FRE-700007';
  const lines = Array.from({ length: 4_000 }, () => JSON.stringify(sale(sku, 1)));
  const file = [...lines, '', 'no JSON', lines[0], lines[0]].join('\r\n');
  const path = 'inbox/pos/week-47.ndjson';
  const lake = BlobServiceClient.fromConnectionString(world.platform.azure.settings.Lake ?? '');
  const { etag } = await lake
    .getContainerClient('lake')
    .getBlockBlobClient(path)
    .upload(file, Buffer.byteLength(file));
  const event = {
    ...{ id: 'blob-1', topic: '/storage', eventType: 'Microsoft.Storage.BlobCreated', dataVersion: '1' },
    subject: `/blobServices/default/containers/lake/blobs/${path}`,
    data: { api: 'PutBlob', eTag: etag, contentLength: Buffer.byteLength(file) },
  };
  expect([await world.notify(event), await world.notify({ ...event, id: 'blob-2' })]).toEqual([202, 202]);
  const { id } = await onlyReplay();
  await sleep(1_500);
  await world.killWorker();
  expect(await runOps(world, ['follow', id])).toMatchObject({ code: 0 });
  const { counts } = await world.ended(id);
  expect(counts).toMatchObject({ silver: 4_000, 'quarantined again': 1 });
  const { total } = await waitForLedger(world.platform, before.total.received + 4_003, 60_000);
  expect(total.silver - before.total.silver).toBe(4_000);
  expect(total.quarantined - before.total.quarantined).toBe(1);
  expect(total.redriven).toBe(before.total.redriven);
  expect(await unitsOf(world, sku)).toBe(4_000);
});

test('an audit finds gold to be what batch makes of silver, after redrives and backfills', async () => {
  const { code, output } = await runGold(world.platform, ['audit', 'sales_velocity'], {
    ASSAY_CATALOG: world.catalog,
  });
  expect(output).toMatch(/groups compared; no difference$/m);
  expect(code).toBe(0);
});

test('operators see by command what is replayed, what is in quarantine, and whether all adds up', async () => {
  const replays = await runOps(world, ['replays']);
  expect(replays.output).toMatch(/Replay\.BackfillSource.*done, \d+ bytes, \d+ published, 4000 silver/);
  expect((await runOps(world, ['quarantine', 'pos'])).output).toMatch(/pos +malformed_body/);
  expect(await runOps(world, ['status'])).toMatchObject({
    code: 0,
    output: expect.stringContaining('the ledger adds up'),
  });
  expect(await runOps(world, ['redrive', 'moon'])).toMatchObject({
    code: 1,
    output: expect.stringContaining('Replay refused (source): the catalog has no source "moon"'),
  });
});

test('the alert of the ledger fires while a count of a partition is wrong, and names it', async () => {
  const table = TableClient.fromConnectionString(world.platform.azure.settings.Tables ?? '', 'ledger', {
    allowInsecureConnection: true,
  });
  const miscount = async (by: number) => {
    const { etag, silver, rowKey } = await table.getEntity<{ silver: string }>('lane', 'pos-0');
    const entity = { partitionKey: 'lane', rowKey: rowKey ?? '', silver: String(Number(silver) + by) };
    await table.updateEntity(entity, 'Merge', { etag });
  };
  const check = () =>
    fetch(`${world.platform.url}/admin/functions/ledger-check`, {
      ...{ method: 'POST', body: '{"input":""}' },
      headers: { 'x-functions-key': masterKey, 'content-type': 'application/json' },
    });
  expect(alerts.named('ledger-does-not-add-up')).toEqual([]);
  await miscount(2);
  expect((await check()).status).toBe(202);
  expect(await fired('ledger-does-not-add-up')).toEqual([{ hub: 'pos', partition: '0', difference: 2 }]);
  await miscount(-2);
  expect((await check()).status).toBe(202);
  // A gauge is exported as it is: once the check has been, there is nothing to name.
  for (let named = 1; named > 0; named = alerts.named('ledger-does-not-add-up').length) {
    alerts.forget();
    await sleep(2_500);
  }
});
