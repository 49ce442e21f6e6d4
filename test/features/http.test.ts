// The platform's own function app answers features, and a training set as of the instant that the answer names is the same.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCosmos } from '../../local/cosmos/server.ts';
import { containerName, createCosmosGold } from '../../src/azure/cosmos-gold.ts';
import type { Json } from '../../src/json.ts';
import { createMetrics } from '../../src/metrics.ts';
import { type HostProcess, startHost } from '../local/functions-host/host-process.ts';
import { foldInto, type Happening, type History, openHistory, projectModel, testCatalog } from './history.ts';

const accountKey = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';
const storage =
  'DefaultEndpointsProtocol=http;AccountName=x;AccountKey=eA==;BlobEndpoint=http://127.0.0.1:1/x;QueueEndpoint=http://127.0.0.1:1/x;TableEndpoint=http://127.0.0.1:1/x;';

const catalog = testCatalog();
const fraud = projectModel(catalog, 'payment_fraud_features');
const startMs = Date.now();

const payment = (cardToken: string, minutesAgo: number, table = 'payments_authorised'): Happening => ({
  lane: minutesAgo % 2 === 0 ? 0 : 1,
  table,
  row: { cardToken, storeId: `S${minutesAgo % 3}`, amountMinor: minutesAgo * 11 },
  eventTimeMs: startMs - minutesAgo * 60_000 - 1,
  enqueuedTimeMs: startMs,
});
const happenings = [
  ...[0, 3, 50, 61, 200, 1_399, 1_600].map(minutesAgo => payment('tok/1 ü', minutesAgo)),
  payment('tok/1 ü', 7, 'payments_declined'),
  payment('tok_2', 12),
];

let folder: string;
let cosmos: Awaited<ReturnType<typeof startCosmos>>;
let host: HostProcess;
let past: History;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-features-http-'));
  cosmos = await startCosmos({ port: 0 });
  await fill();
  past = await openHistory(catalog, happenings);
  const keys = join(folder, 'keys.json');
  writeFileSync(keys, JSON.stringify({ master: 'master-key', functionKeys: { default: 'key' } }));
  host = await startHost({
    main: 'functions/features.ts',
    app: join(import.meta.dirname, '..', '..'),
    flags: ['--keys-file', keys],
    env: {
      ...{ AzureWebJobsStorage: storage, Lake: storage, Tables: storage, Queues: storage },
      ASSAY_CACHE_FOLDER: folder,
      EventHubs:
        'Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=x;SharedAccessKey=x;UseDevelopmentEmulator=true;',
      Cosmos: `AccountEndpoint=http://127.0.0.1:${cosmos.port}/;AccountKey=${accountKey};`,
    },
  });
});

afterAll(async () => {
  await host.stop();
  past.close();
  await cosmos.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function fill(): Promise<void> {
  const client = new CosmosClient({ endpoint: `http://127.0.0.1:${cosmos.port}/`, key: accountKey });
  const { database } = await client.databases.createIfNotExists({ id: 'assay' });
  await database.containers.createIfNotExists({
    id: containerName(fraud.model),
    partitionKey: { paths: ['/pk'] },
  });
  await foldInto(createCosmosGold(database, createMetrics()), fraud.model, happenings);
  client.dispose();
}

type Vector = { key: object; found: boolean; features: Record<string, Json> };

async function ask(path: string, init: RequestInit = {}) {
  const headers = { 'x-functions-key': 'key' };
  const response = await fetch(`${host.url}/api/features/payment_fraud_features${path}`, {
    headers,
    ...init,
  });
  const body = (await response.json().catch(() => null)) as Vector & { asOf: string; vectors: Vector[] };
  return { status: response.status, body };
}

test('what is answered over HTTP is what a training set has as of that instant', async () => {
  const one = await ask(`/${encodeURIComponent('tok/1 ü')}`);
  const keys = ['tok/1 ü', 'tok_2', 'nobody'].map(card_token => ({ card_token }));
  const many = await ask('', { method: 'POST', body: JSON.stringify({ keys }) });
  expect([one.status, many.status]).toEqual([200, 200]);
  expect(one.body).toMatchObject({ found: true, key: { card_token: 'tok/1 ü' } });
  const vectors = [one.body, ...many.body.vectors];
  const spine = vectors.map(({ key }, i) => ({ ...key, as_of: (i === 0 ? one : many).body.asOf }));
  const rows = await past.export(fraud, spine);
  for (const [i, { features, found }] of vectors.entries()) {
    const offline = Object.fromEntries(Object.keys(features).map(name => [name, Number(rows[i]?.[name])]));
    expect({ found, ...offline }).toEqual({ found: i < 3, ...features });
  }
});

test('a key is needed, and what is wrong is a problem', async () => {
  expect((await ask('/tok_2', { headers: {} })).status).toBe(401);
  expect(await ask('', { method: 'POST', body: '{"keys":[]}' })).toMatchObject({
    status: 400,
    body: { title: 'Bad request parameter', parameter: 'keys' },
  });
});
