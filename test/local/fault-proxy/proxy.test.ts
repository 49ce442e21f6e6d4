// Microsoft's own clients see in front of a proxy what Azure would show them.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CosmosClient } from '@azure/cosmos';
import { TableClient } from '@azure/data-tables';
import { EventHubConsumerClient } from '@azure/event-hubs';
import { BlobServiceClient, RestError } from '@azure/storage-blob';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../../local/fault-proxy/proxy.ts';
import type { HttpService } from '../../../local/fault-proxy/refusal.ts';
import { createTimedHttp } from '../../../src/azure/timed-http.ts';

const key = Buffer.alloc(64).toString('base64');
const storage = `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=${key};`;
let service: Server;
const proxies: FaultProxy[] = [];

beforeAll(async () => {
  service = createServer((request, answer) => {
    request.resume();
    request.on('end', () => answer.end('there'));
  });
  await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await Promise.all(proxies.map(proxy => proxy.stop()));
  service.closeAllConnections();
  service.close();
});

async function before(name: HttpService | 'event-hubs'): Promise<FaultProxy> {
  const proxy = await startFaultProxy(name, (service.address() as AddressInfo).port);
  proxies.push(proxy);
  return proxy;
}

const ask = (proxy: FaultProxy) => fetch(`http://127.0.0.1:${proxy.port}/x`, { method: 'POST', body: 'y' });

test('without a fault, and once it is over, requests pass', async () => {
  const proxy = await before('tables');
  expect(await (await ask(proxy)).text()).toBe('there');
  proxy.set({ kind: 'down' });
  await expect(ask(proxy)).rejects.toThrow();
  proxy.set({ kind: 'throttling', share: 0 });
  expect(await (await ask(proxy)).text()).toBe('there');
  proxy.set({ kind: 'none' });
  expect(await (await ask(proxy)).text()).toBe('there');
});

test("Cosmos DB's client reads a 429 with the time to wait", async () => {
  const proxy = await before('cosmos');
  proxy.set({ kind: 'throttling', share: 1 });
  const client = new CosmosClient({
    endpoint: `http://127.0.0.1:${proxy.port}/`,
    key,
    connectionPolicy: { enableEndpointDiscovery: false, retryOptions: { maxRetryAttemptCount: 0 } as never },
  });
  const refused = client.database('d').container('c').item('i', 'p').read();
  await expect(refused).rejects.toMatchObject({ code: 429, retryAfterInMs: 1000 });
});

test('the clients of Tables and blobs read ServerBusy', async () => {
  const tables = await before('tables');
  tables.set({ kind: 'throttling', share: 1 });
  const table = TableClient.fromConnectionString(
    `${storage}TableEndpoint=http://127.0.0.1:${tables.port}/a`,
    't',
    { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } },
  );
  const error: unknown = await table.getEntity('p', 'r').catch(reason => reason);
  expect(error).toMatchObject({ statusCode: 503, details: { odataError: { code: 'ServerBusy' } } });

  const lake = await before('data-lake');
  lake.set({ kind: 'throttling', share: 1 });
  const blobs = BlobServiceClient.fromConnectionString(
    `${storage}BlobEndpoint=http://127.0.0.1:${lake.port}/a`,
    { retryOptions: { maxTries: 1 } },
  );
  const refused = blobs.getContainerClient('c').getProperties();
  await expect(refused).rejects.toMatchObject({ statusCode: 503 });
});

test("Event Hubs' client reads that the server is busy, and would try again", async () => {
  const proxy = await before('event-hubs');
  proxy.set({ kind: 'throttling', share: 1 });
  const client = new EventHubConsumerClient(
    '$Default',
    `Endpoint=sb://127.0.0.1:${proxy.port};SharedAccessKeyName=n;SharedAccessKey=k;UseDevelopmentEmulator=true;`,
    'pos',
    { retryOptions: { maxRetries: 0, timeoutInMs: 5_000 } },
  );
  const refused = client.getPartitionProperties('0');
  await expect(refused).rejects.toMatchObject({ code: 'ServerBusyError', retryable: true });
  await client.close();
});

test('a request that nobody answers ends by itself, as one that was not sent', async () => {
  const proxy = await before('tables');
  proxy.set({ kind: 'silent' });
  const http = createTimedHttp(undefined, 200);
  const table = TableClient.fromConnectionString(
    `${storage}TableEndpoint=http://127.0.0.1:${proxy.port}/a`,
    't',
    { allowInsecureConnection: true, retryOptions: { maxRetries: 0 }, httpClient: http },
  );
  const error: unknown = await table.getEntity('p', 'r').catch(reason => reason);
  expect(error).toBeInstanceOf(RestError);
  expect(error).toMatchObject({ code: 'ETIMEDOUT', message: expect.stringContaining('no answer within') });
});

test('what a service sent comes in its order, also when it was slow and is not any more', {
  timeout: 20_000,
}, async () => {
  const counting = createTcpServer(socket => {
    let next = 0;
    const timer = setInterval(() => socket.write(`${next++}\n`), 1);
    socket.on('close', () => clearInterval(timer)).on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(counting, 'listening');
  const proxy = await startFaultProxy('event-hubs', (counting.address() as AddressInfo).port);
  proxies.push(proxy);
  let text = '';
  const client = connect(proxy.port, '127.0.0.1').on('data', piece => {
    text += piece;
  });
  for (let round = 0; round < 10; round++) {
    proxy.set({ kind: 'slow', delayMs: 60 });
    await sleep(100);
    proxy.set({ kind: 'none' });
    await sleep(40);
    // A process that is busy: timers are overdue, and what came meanwhile could pass them.
    for (const until = performance.now() + 40; performance.now() < until; );
  }
  client.destroy();
  counting.close();
  const numbers = text.split('\n').slice(0, -1).map(Number);
  expect(numbers.length).toBeGreaterThan(10);
  expect(numbers).toEqual(numbers.map((_, i) => i));
});
