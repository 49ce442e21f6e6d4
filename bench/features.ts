// Feature vectors as their handler answers them, from the local Cosmos DB stand-in in a process of its own:
// `npm run bench:features`. Each vector is of two documents: trailing 24 hours lie in two days.

import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CosmosClient } from '@azure/cosmos';
import { startService } from '../local/platform/service.ts';
import { containerName, createCosmosGold } from '../src/azure/cosmos-gold.ts';
import { createFeatureService } from '../src/features/answer-features.ts';
import { type AcceptedEvent, foldBatch } from '../src/gold/fold.ts';
import { createFoldWriter } from '../src/gold/fold-writer.ts';
import { createMetrics } from '../src/metrics.ts';
import { readModels } from '../src/package-files.ts';
import { percentile } from './percentile.ts';

const cards = 1_000;
const paymentsPerCard = 20;
const calls = 5_000;
const view = 'payment_fraud_features';
const key = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

const logFolder = mkdtempSync(join(tmpdir(), 'assay-bench-features-'));
const script = join(import.meta.dirname, '..', 'local', 'cosmos', 'main.ts');
const cosmos = await startService({ name: 'cosmos', script, logFolder });
const client = new CosmosClient({ endpoint: `http://127.0.0.1:${cosmos.ready.port}/`, key });
const models = readModels().filter(({ name }) => name === view);
const nowMs = Date.now();

async function fill(): Promise<ReturnType<typeof createCosmosGold>> {
  const { database } = await client.databases.createIfNotExists({ id: 'assay' });
  for (const model of models)
    await database.containers.createIfNotExists({
      id: containerName(model),
      partitionKey: { paths: ['/pk'] },
    });
  const gold = createCosmosGold(database, createMetrics());
  const events = Array.from({ length: cards * paymentsPerCard }, (_, i) => payment(i));
  await createFoldWriter(gold).write(foldBatch(models, { hub: 'payments', partitionId: '0' }, events));
  return gold;
}

/** Spread over the last day, so that every card has documents of two days. */
function payment(sequenceNumber: number): AcceptedEvent {
  const eventTimeMs = nowMs - Math.floor((86_000_000 * sequenceNumber) / (cards * paymentsPerCard));
  const row = {
    cardToken: `tok_${sequenceNumber % cards}`,
    storeId: String(sequenceNumber % 37),
    amountMinor: sequenceNumber % 9_999,
  };
  const about = {
    type: 'authorised',
    table: 'payments_authorised',
    identity: `${sequenceNumber}`,
    warnings: [],
  };
  return {
    sequenceNumber,
    enqueuedTimeMs: nowMs,
    event: { ...about, eventTimeMs, rows: [{ weight: 1, row, eventTimeMs }] },
  };
}

async function measure(what: string, times: number, call: (i: number) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < times / 5; i += 1) await call(i);
  const elapsedMs: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const startMs = performance.now();
    await call(i);
    elapsedMs.push(performance.now() - startMs);
  }
  const [p50, p99, max] = [0.5, 0.99, 1].map(share => percentile(elapsedMs, share).toFixed(2));
  console.log(`${what}: p50 ${p50} ms, p99 ${p99} ms, max ${max} ms, of ${times}`);
}

try {
  const service = createFeatureService(models, await fill());
  const card = (i: number) => `tok_${(i * 7) % cards}`;
  const address = (name: string) => new URL(`http://x/api/features/${view}/${name}`);
  const batch = (i: number) =>
    JSON.stringify({ keys: Array.from({ length: 100 }, (_, j) => ({ card_token: card(i + j) })) });
  console.log(`load ${loadavg()[0]?.toFixed(1)} before`);
  await measure('one vector', calls, i => service.one(view, address(card(i))));
  await measure('one vector of a key never seen', calls, i => service.one(view, address(`new_${i}`)));
  await measure('a batch of 100 vectors', calls / 50, i => service.batch(view, batch(i)));
  console.log(`load ${loadavg()[0]?.toFixed(1)} after`);
} finally {
  client.dispose();
  await cosmos.stop();
  rmSync(logFolder, { recursive: true, force: true });
}
