// One SKU takes half of all sales, and four hosts fold them into Cosmos DB (the stand-in, by Microsoft's client): it costs no
// more writes than if none did, and nothing is lost or counted twice, though lanes change hands and batches come again.

import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCosmos } from '../../local/cosmos/server.ts';
import { containerName, createCosmosGold } from '../../src/azure/cosmos-gold.ts';
import { type AcceptedEvent, foldBatch } from '../../src/gold/fold.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import type { Model } from '../../src/gold/model.ts';
import type { GoldStore } from '../../src/gold/store.ts';
import { createMetrics } from '../../src/metrics.ts';
import { catalogOf, compileModels } from './models.ts';

const hosts = 4;
const laneCount = 8;
const eventsPerLane = 1_200;
const batchSize = 60;
const skus = 60;
const startMs = Date.UTC(2026, 0, 5, 12);

const catalog = catalogOf('cloudevents', { sale: { sku: { type: 'string' }, units: { type: 'integer' } } });
const [even, hot] = (await compileModels(
  catalog,
  Object.fromEntries(
    ['even', 'hot'].map(name => [
      name,
      `{{ config(meta={'span': '1h', 'retain': '9d'}) }} SELECT sku, date_trunc('minute', _event_time) AS minute,
       sum(units) AS units, count(*) AS sales FROM {{ source('silver', 'sale') }} GROUP BY sku, minute`,
    ]),
  ),
)) as [Model, Model];

let cosmos: Awaited<ReturnType<typeof startCosmos>>;
const clients: CosmosClient[] = [];
beforeAll(async () => {
  cosmos = await startCosmos({ port: 0 });
  for (let host = 0; host < hosts; host += 1)
    clients.push(
      new CosmosClient({
        endpoint: `http://127.0.0.1:${cosmos.port}/`,
        key: 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==',
      }),
    );
  const { database } = await (clients[0] as CosmosClient).databases.createIfNotExists({ id: 'assay' });
  for (const model of [even, hot])
    await database.containers.createIfNotExists({
      id: containerName(model),
      partitionKey: { paths: ['/pk'] },
      defaultTtl: -1,
    });
});
afterAll(async () => {
  for (const client of clients) client.dispose();
  await cosmos.stop();
});

/** Of a lane: three minutes of sales. With `hotShare`, so many in a hundred are of SKU 0. */
function sales(lane: number, hotShare: number): AcceptedEvent[] {
  return Array.from({ length: eventsPerLane }, (_, sequenceNumber) => {
    const turn = (sequenceNumber * 37 + lane * 11) % 100;
    const sku = turn < hotShare ? 0 : 1 + ((sequenceNumber * 7 + lane * 13) % (skus - 1));
    const eventTimeMs = startMs + Math.floor((sequenceNumber / eventsPerLane) * 180_000);
    const row = { sku: `SKU-${sku}`, units: 1 + (sequenceNumber % 3) };
    return {
      ...{ sequenceNumber, enqueuedTimeMs: eventTimeMs },
      event: {
        ...{ type: 'sale', table: 'sale', identity: `${lane}/${sequenceNumber}`, eventTimeMs, warnings: [] },
        rows: [{ weight: 1 as const, row, eventTimeMs }],
      },
    };
  });
}

/** Calls of the store by the SKU that they are about, reads among them. */
function counting(store: GoldStore, calls: Map<string, number>): GoldStore {
  const counted = <T>(sku: string, call: () => Promise<T>): Promise<T> => {
    calls.set(sku, (calls.get(sku) ?? 0) + 1);
    return call();
  };
  return {
    ...store,
    create: (model, document) => counted(document.pk, () => store.create(model, document)),
    patch: (model, address, patch) => counted(address.pk, () => store.patch(model, address, patch)),
    read: (model, address) => counted(address.pk, () => store.read(model, address)),
    replace: (model, document, etag) => counted(document.pk, () => store.replace(model, document, etag)),
  };
}

/** Each host folds two lanes; half way the next host takes them over, and begins with the batch before. */
async function foldWithFourHosts(model: Model, lanes: readonly AcceptedEvent[][]) {
  const calls = new Map<string, number>();
  const writers = clients.map(client =>
    createFoldWriter(counting(createCosmosGold(client.database('assay'), createMetrics()), calls)),
  );
  const batches = eventsPerLane / batchSize;
  const fold = async (lane: number, host: number, from: number, to: number) => {
    for (let batch = from; batch < to; batch += 1) {
      const events = (lanes[lane] ?? []).slice(batch * batchSize, (batch + 1) * batchSize);
      await writers[host]?.write(foldBatch([model], { hub: 'pos', partitionId: String(lane) }, events));
    }
  };
  await Promise.all(
    lanes.map(async (_, lane) => {
      await fold(lane, lane % hosts, 0, batches / 2);
      await fold(lane, (lane + 1) % hosts, batches / 2 - 1, batches);
    }),
  );
  return calls;
}

async function unitsBySku(model: Model): Promise<Map<string, number>> {
  const units = new Map<string, number>();
  const { resources } = await (clients[0] as CosmosClient)
    .database('assay')
    .container(containerName(model))
    .items.query<{ pk: string; s: Record<string, number> }>('SELECT * FROM c')
    .fetchAll();
  for (const { pk, s } of resources)
    for (const [field, amount] of Object.entries(s))
      if (field.endsWith('_units')) units.set(pk, (units.get(pk) ?? 0) + amount);
  return new Map([...units].sort());
}

function truth(lanes: readonly AcceptedEvent[][]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { event } of lanes.flat())
    for (const { row } of event.rows)
      units.set(String(row.sku), (units.get(String(row.sku)) ?? 0) + Number(row.units));
  return new Map([...units].sort());
}

const sum = (calls: ReadonlyMap<string, number>) => [...calls.values()].reduce((a, b) => a + b, 0);

test('a hot key costs no more calls than even sales do, and four hosts count every unit once', async () => {
  const lanesOf = (hotShare: number) => Array.from({ length: laneCount }, (_, lane) => sales(lane, hotShare));
  const [evenLanes, hotLanes] = [lanesOf(0), lanesOf(50)];
  const evenCalls = await foldWithFourHosts(even, evenLanes);
  const hotCalls = await foldWithFourHosts(hot, hotLanes);
  expect(await unitsBySku(even)).toEqual(truth(evenLanes));
  expect(await unitsBySku(hot)).toEqual(truth(hotLanes));
  expect(sum(hotCalls)).toBeLessThanOrEqual(sum(evenCalls));
  // A call for each batch that it is in, of thirty of its sales; where lanes change hands, one comes twice and is read.
  const sold = hotLanes.flat().filter(({ event }) => event.rows[0]?.row.sku === 'SKU-0').length;
  expect(sold).toBe((laneCount * eventsPerLane) / 2);
  expect(hotCalls.get('SKU-0')).toBeLessThanOrEqual((laneCount * eventsPerLane) / batchSize + laneCount * 6);
  if (process.env.ASSAY_SHOW)
    console.log(
      `even ${sum(evenCalls)}, hot ${sum(hotCalls)}, of SKU-0 ${hotCalls.get('SKU-0')} for ${sold} sales`,
    );
});
