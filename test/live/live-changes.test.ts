// Live changes: while events flow into gold, hosts and clients are killed at random. Each client follows as the API says,
// with Last-Event-ID, on whichever instance it comes to; in the end its rows equal the gold table.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HostProcess } from '../local/functions-host/host-process.ts';
import { eventsOf, type Followed, followRows, inOrder } from './follow.ts';
import { startLiveHost } from './live-host.ts';
import { openShop, type Shop } from './shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-live-'));
const headers = { 'x-functions-key': 'key' };
const kills = 5;
const skus = ['A', 'B', 'C', 'D'];
const stores = ['S1', 'S2', 'S3'];
const cards = ['c1', 'c2', 'c3'];

const queries: { path: string; windowColumn: string | null }[] = [
  ...skus.map(sku => ({ path: `sales_velocity?sku=${sku}`, windowColumn: 'window_start' })),
  {
    path: 'sales_velocity?sku=A&grain=1h&from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z',
    windowColumn: null,
  },
  ...stores.map(store => ({ path: `inventory_position?store_id=${store}`, windowColumn: null })),
  { path: 'inventory_position?store_id=S1&sku=A', windowColumn: null },
  { path: 'stock_by_sku?sku=B', windowColumn: null },
  ...cards.map(card => ({ path: `payment_fraud_features?card_token=${card}`, windowColumn: null })),
];

let shop: Shop;
let hosts: HostProcess[] = [];
const start = () => startLiveHost(folder, shop.port);

beforeAll(async () => {
  shop = await openShop();
  hosts = await Promise.all([start(), start()]);
});
afterAll(async () => {
  await Promise.all(hosts.map(host => host.kill()));
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

type Seen = {
  followed: Followed;
  connections: number;
  /** Of the connections after the first: how many went on, and how many began anew. */
  resumed: number;
  renewed: number;
  changes: number;
  /** Times that a watermark of the same rows went back: an older state after a newer one. */
  wentBack: number;
  refused: string[];
  lastEnd: string;
};

test('each client’s rows, applied in order, equal the gold table', { timeout: 300_000 }, async () => {
  const random = randomOf(fc.sample(fc.integer({ min: 1 }), 1)[0] ?? 1);
  const done = new AbortController();
  const flowing = new AbortController();
  const clients = [...queries, ...queries].map(({ path, windowColumn }) => ({
    path,
    ...follow(path, windowColumn, random, flowing.signal, done.signal),
  }));
  const events = flow(random, flowing.signal);
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(300 + random() * 700);
    const which = kill % hosts.length;
    await hosts[which]?.kill();
    hosts[which] = await start();
  }
  flowing.abort();
  const folded = await events;

  const difference = async ({ path, seen }: (typeof clients)[number]) => {
    const [model = '', query = ''] = path.split('?');
    const { rows } = await shop.get(model, query);
    const [has, gold] = [JSON.stringify(seen.followed.rows()), JSON.stringify(inOrder(rows))];
    if (has === gold) return '';
    const { followed, ...about } = seen;
    const place = Buffer.from(followed.lastEventId ?? '', 'base64url').toString();
    return `${path}: ${JSON.stringify({ ...about, place })} ${has} is not ${gold}`;
  };
  await expect
    .poll(async () => (await Promise.all(clients.map(difference))).filter(text => text !== ''), {
      timeout: 20_000,
    })
    .toEqual([]);
  done.abort();
  await Promise.all(clients.map(({ ended }) => ended));

  const total = (of: (seen: Seen) => number) => clients.reduce((sum, { seen }) => sum + of(seen), 0);
  expect(clients.flatMap(({ seen }) => seen.refused)).toEqual([]);
  expect(total(seen => seen.wentBack)).toBe(0);
  expect(total(seen => seen.changes)).toBeGreaterThan(clients.length);
  expect(total(seen => seen.resumed)).toBeGreaterThan(total(seen => seen.renewed));
  console.log(
    `${folded} events, ${kills} hosts killed, ${clients.length} clients with ${total(seen => seen.connections)} connections: ${total(seen => seen.resumed)} went on, ${total(seen => seen.renewed)} began anew; ${total(seen => seen.changes)} changes, ${total(seen => seen.followed.repeated)} rows came again as they were`,
  );
});

/** Sales of the last hour and of long ago, stock that comes and goes, payments. */
async function flow(random: () => number, until: AbortSignal): Promise<number> {
  const pick = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)] as T;
  const held: object[] = [];
  let events = 0;
  for (; !until.aborted; events += 1) {
    const kind = random();
    if (kind < 0.4) {
      const quantity = 1 + Math.floor(random() * 5);
      const ago = random() < 0.9 ? random() * 30 * 60_000 : Date.now() - Date.parse('2026-01-02T03:04:05Z');
      const lines = [{ sku: pick(skus), quantity, amountMinor: quantity * 100 }];
      await shop.fold('pos_sale', { lines }, { atMs: Math.floor(Date.now() - ago) });
    } else if (kind < 0.8 && (held.length < 30 || random() < 0.5)) {
      const row = {
        store_id: pick(stores),
        sku: pick(skus),
        on_hand: 1 + events,
        reserved: 0,
        in_transit: 0,
      };
      held.push(row);
      await shop.fold('inventory_stock_level', row);
    } else if (kind < 0.8) {
      const [row = {}] = held.splice(Math.floor(random() * held.length), 1);
      await shop.fold('inventory_stock_level', row, { weight: -1 });
    } else {
      await shop.fold('payments_authorised', {
        cardToken: pick(cards),
        storeId: pick(stores),
        amountMinor: 500,
      });
    }
    await pause(random() * 10);
  }
  return events;
}

function follow(
  path: string,
  windowColumn: string | null,
  random: () => number,
  flowed: AbortSignal,
  done: AbortSignal,
) {
  const followed = followRows(windowColumn);
  const none = { connections: 0, resumed: 0, renewed: 0, changes: 0, wentBack: 0 };
  const seen: Seen = { followed, ...none, refused: [], lastEnd: '' };
  const [model, query] = path.split('?');

  async function connection(): Promise<void> {
    const { lastEventId } = followed;
    const host = hosts[Math.floor(random() * hosts.length)];
    // While events flow; in the end each client stays, and comes to the same as gold.
    const killed = new AbortController();
    const kill = () => killed.abort();
    done.addEventListener('abort', kill, { once: true });
    const timer = setTimeout(() => flowed.aborted || kill(), 300 + random() * 4_000);
    try {
      await listen(host?.url ?? '', lastEventId, killed.signal);
    } finally {
      clearTimeout(timer);
      done.removeEventListener('abort', kill);
    }
  }

  async function listen(url: string, lastEventId: string | undefined, signal: AbortSignal): Promise<void> {
    const answer = await fetch(`${url}/api/gold/${model}/changes?${query}`, {
      headers: lastEventId === undefined ? headers : { ...headers, 'last-event-id': lastEventId },
      signal,
    });
    if (answer.status !== 200) {
      seen.refused.push(await answer.text());
      return;
    }
    seen.connections += 1;
    let first = lastEventId !== undefined;
    for await (const event of eventsOf(answer.body as ReadableStream<Uint8Array>)) {
      if (first) seen[event.event === 'rows' ? 'renewed' : 'resumed'] += 1;
      first = false;
      const before = followed.watermark;
      followed.apply(event);
      if (event.event !== 'change') continue;
      seen.changes += 1;
      if (Object.entries(before).some(([lane, last]) => (followed.watermark[lane] ?? last) < last))
        seen.wentBack += 1;
    }
  }

  const ended = (async () => {
    while (!done.aborted) {
      await connection().catch(error => {
        seen.lastEnd = String(error);
      });
      await pause(random() * 300);
    }
  })();
  return { seen, ended };
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** mulberry32: the same kills for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
