// Live answers as the function app serves them.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { openApiDocument } from '../../src/openapi/document.ts';
import { readModels } from '../../src/package-files.ts';
import type { HostProcess } from '../local/functions-host/host-process.ts';
import { eventsOf, type ServerEvent } from './follow.ts';
import { startLiveHost } from './live-host.ts';
import { openShop, type Shop } from './shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-live-http-'));
const headers = { 'x-functions-key': 'key' };
let shop: Shop;
let host: HostProcess;
beforeAll(async () => {
  shop = await openShop();
  host = await startLiveHost(folder, shop.port, 'functions/{gold,gold-changes,metrics,lifecycle}.ts');
});
afterAll(async () => {
  await host?.stop();
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

const clients = async () => {
  const answer = await fetch(`${host.url}/api/metrics`, { headers });
  return /^assay_live_clients (\d+)$/m.exec(await answer.text())?.[1];
};

async function connect(path: string, init: RequestInit = {}) {
  const answer = await fetch(`${host.url}/api/gold/${path}`, { headers, ...init });
  const events = eventsOf(answer.body as ReadableStream<Uint8Array>);
  const next = async () => {
    for (;;) {
      const event = (await events.next()).value as ServerEvent;
      if (event.event !== 'heartbeat') return event;
    }
  };
  return { answer, next, leave: () => events.return(undefined) };
}

test('a key is needed, and a wrong request is told what is wrong', async () => {
  expect((await fetch(`${host.url}/api/gold/sales_velocity/changes?sku=A`)).status).toBe(401);
  const answer = await fetch(`${host.url}/api/gold/sales_velocity/changes`, { headers });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    400,
    'application/problem+json; charset=utf-8',
  ]);
  expect(await answer.json()).toMatchObject({ parameter: 'sku' });
});

test('events come as they happen, and are what the API’s description says', async () => {
  await shop.fold('pos_sale', { lines: [{ sku: 'A', quantity: 1, amountMinor: 100 }] });
  const { answer, next, leave } = await connect('sales_velocity/changes?sku=A');
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  const first = await next();
  await shop.fold('pos_sale', { lines: [{ sku: 'A', quantity: 2, amountMinor: 200 }] });
  const second = await next();
  expect([first.event, second.event]).toEqual(['rows', 'change']);
  const description = openApiDocument(readModels(), [], 'key');
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', ...description });
  const path = 'paths/~1gold~1sales_velocity~1changes/get/responses/200/content/text~1event-stream/schema';
  for (const event of [first, second])
    expect([ajv.validate({ $ref: `api#/${path}` } as JsonObject, event), ajv.errors]).toEqual([true, null]);
  await leave();
});

test('what a client holds is free when it has left', async () => {
  const many = await Promise.all(
    Array.from({ length: 5 }, () => connect('inventory_position/changes?store_id=S1')),
  );
  for (const { next } of many) await next();
  await expect.poll(clients).toBe('5');
  for (const { leave } of many) await leave();
  await expect.poll(clients).toBe('0');
});

test('a host that is stopped tells its clients, and ends', async () => {
  const { next } = await connect('sales_velocity/changes?sku=A');
  await next();
  const stopped = host.stop();
  expect(await next()).toMatchObject({ event: 'closing', data: { reason: 'shutdown' } });
  expect(await stopped).toBe(0);
});
