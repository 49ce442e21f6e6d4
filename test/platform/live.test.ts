// The whole platform on this machine, asked as its users ask it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventHubProducerClient } from '@azure/event-hubs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalPlatform, startPlatform, waitForLedger } from '../../local/platform/platform.ts';
import { readModels } from '../../src/package-files.ts';
import { runGold } from './gold-command.ts';
import { readTable } from './observe.ts';
import { verify } from './verify.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-live-'));
let platform: LocalPlatform;
let sent = 0;
beforeAll(async () => {
  platform = await startPlatform({ dataDir, settings: { ASSAY_SEGMENT_MAX_AGE_MS: '1000' } });
});
afterAll(async () => {
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function send(hub: string, bodies: (Buffer | string | object)[], partitionKey = 'key'): Promise<void> {
  const producer = new EventHubProducerClient(platform.azure.settings.EventHubs ?? '', hub);
  for (const body of bodies)
    await producer.sendBatch(
      [
        {
          body: Buffer.isBuffer(body)
            ? body
            : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
        },
      ],
      { partitionKey },
    );
  await producer.close();
  sent += bodies.length;
}

async function eventually<T>(ask: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const value = await ask();
    if (holds(value) || Date.now() > deadline) return value;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

let sales = 0;
function sale(sku: string, quantity: number, unitPriceMinor: number): object {
  const id = `T${++sales}`;
  const amountMinor = quantity * unitPriceMinor;
  const soldAt = new Date().toISOString();
  const line = { lineNumber: 1, sku, quantity, unitPriceMinor, discountMinor: 0, amountMinor };
  return {
    specversion: '1.0',
    id,
    source: '/pos/store/S0001/till/1',
    type: 'uk.assay.pos.sale',
    time: soldAt,
    data: {
      ...exampleSale,
      saleId: exampleSale.saleId.replace(/.{4}$/, String(sales).padStart(4, '0')),
      soldAt,
      lines: [line],
      totalMinor: amountMinor,
    },
  };
}
let exampleSale: { saleId: string } & Record<string, unknown> = { saleId: '' };

test('twelve sources stream, the ledger adds up, and every gold number equals an independent recomputation', {
  timeout: 240_000,
}, async () => {
  const truthLog = join(dataDir, 'truth.ndjson');
  let acknowledged = 0;
  const sources = await platform.startSources(
    ['--rate', '300', '--count', '2400', '--invalid', '0.03', '--log', truthLog],
    line => {
      if (typeof line.acknowledged === 'number') acknowledged = line.acknowledged;
    },
  );
  expect(await sources.ended).toBe('ended with code 0');
  const ledger = await waitForLedger(platform, acknowledged, 180_000);
  const { differences, events } = await verify(platform, ledger, truthLog);
  expect(differences).toEqual([]);
  expect(events).toBe(2_400);
  expect(ledger.partitions).toHaveLength(26);
  sent = ledger.total.received;
});

test('an audit of every model from silver finds no difference to live gold', async () => {
  const { code, output } = await runGold(platform, ['audit']);
  const audits = output.split('\n').filter(line => / groups compared/.test(line));
  expect(audits.filter(line => !/ [1-9]\d* groups compared; no difference$/.test(line))).toEqual([]);
  expect([audits.length, output.includes('still moving'), code]).toEqual([readModels().length, false, 0]);
});

test('a preview shows rows of recent silver, and what the model costs in writes', async () => {
  const { code, output } = await runGold(platform, ['preview', 'basket_size', '--limit', '2']);
  expect(output).toMatch(/^store_id +hour +baskets +average_minor/m);
  expect(output).toMatch(/^2 rows of the last 1d, and there are more/m);
  expect(output).toMatch(/^cost: an event touches 1\.00 documents, and is 0\.\d\d writes in batches of 100/m);
  expect(code).toBe(0);
});

test('what is wrong ends in quarantine with its reason and pointer, and nothing waits for it', async () => {
  const before = await platform.ledger();
  const rubbish = [
    Buffer.from([0xff, 0x00, 0xc3, 0x28]),
    '{"specversion":"1.0",',
    '[]',
    'null',
    '123',
    '""',
    JSON.stringify({ specversion: '1.0', id: '1', source: '/x', type: 'no.such.type', data: {} }),
    Buffer.alloc(1_000_000, 0x20),
    JSON.stringify({
      specversion: '1.0',
      id: 'big',
      source: '/x',
      type: 'uk.assay.pos.sale',
      data: { saleId: 'x'.repeat(900_000) },
    }),
  ];
  await send('pos', rubbish);
  const ledger = await waitForLedger(platform, sent, 60_000);
  expect(ledger.total.quarantined - before.total.quarantined).toBe(rubbish.length);
  const reasons = new Set<string>();
  const columns = ['reason', 'pointer', 'body'];
  for (const row of await readTable(platform.azure.settings.Lake ?? '', 'quarantine', columns)) {
    reasons.add(String(row.reason));
    expect(row.pointer).toMatch(/^(\/.*)?$/);
  }
  for (const reason of ['malformed_body', 'malformed_envelope', 'unknown_type', 'schema_violation'])
    expect(reasons).toContain(reason);
});

describe('over HTTP', () => {
  beforeAll(async () => {
    const lake = platform.azure.settings.Lake ?? '';
    const [valid] = await readTable(lake, 'silver/pos_sale', ['saleId']);
    for (const { body } of await readTable(lake, 'bronze/pos', ['body'])) {
      const text = String(body);
      if (text.startsWith('{') && text.includes(`"saleId":"${valid?.saleId}"`))
        exampleSale = JSON.parse(text).data;
    }
  });

  test('an answer includes the event of a moment ago, and counts its second delivery once', async () => {
    const { sku } = (exampleSale.lines as { sku: string }[])[0] ?? { sku: '' };
    const ask = async () => {
      const { rows } = (await (
        await platform.get(
          `/api/gold/sales_velocity?sku=${sku}&grain=1d&from=${new Date(Date.now() - 86_400_000).toISOString()}`,
        )
      ).json()) as { rows: { units: number }[] };
      return rows.reduce((units, row) => units + row.units, 0);
    };
    const before = await ask();
    const event = sale(sku, 3, 250);
    await send('pos', [event, event, event]);
    expect(await eventually(ask, units => units !== before)).toBe(before + 3);
    const ledger = await waitForLedger(platform, sent, 60_000);
    expect(ledger.state).toBe('adds up');
    expect(await ask()).toBe(before + 3);
  });

  test('a route wants a key, and health does not', async () => {
    expect((await fetch(`${platform.url}/api/gold`)).status).toBe(401);
    expect((await fetch(`${platform.url}/api/ledger`)).status).toBe(401);
    const health = await fetch(`${platform.url}/api/health`);
    expect([health.status, await health.json()]).toMatchObject([200, { status: 'up' }]);
  });

  test('models are described, and an answer that has not changed is 304', async () => {
    const { models } = (await (await platform.get('/api/gold')).json()) as { models: { name: string }[] };
    expect(models.map(({ name }) => name)).toEqual([
      'basket_size',
      'delivery_performance',
      'inventory_position',
      'loyalty_redemption',
      'payment_fraud_features',
      'promotion_uplift',
      'returns_rate',
      'returns_rush',
      'sales_velocity',
      'shipment_lead_time',
      'stock_by_sku',
      'stock_out_risk',
      'stock_value',
    ]);
    const answer = await platform.get('/api/gold/inventory_position?store_id=nowhere');
    const etag = answer.headers.get('etag') ?? '';
    const again = await fetch(`${platform.url}/api/gold/inventory_position?store_id=nowhere`, {
      headers: { 'x-functions-key': 'local-function-key', 'if-none-match': etag },
    });
    expect([answer.status, again.status]).toEqual([200, 304]);
  });

  test('a bad parameter is named in problem details', async () => {
    const answer = await platform.get('/api/gold/sales_velocity?sku=A&grain=7');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { parameter: 'grain', title: 'Bad request parameter' },
    ]);
  });
});
