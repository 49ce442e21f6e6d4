// The service as a process, killed while an idempotent producer sends: what was acknowledged is there, once.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Service, startService } from '../../../../local/platform/service.ts';
import { connectionString, read, temporaryFolder } from '../service.ts';

let folder: ReturnType<typeof temporaryFolder>;
let service: Service;
beforeEach(async () => {
  folder = temporaryFolder();
  const hubs = [{ name: 'orders', partitions: 1, consumerGroups: [] }];
  writeFileSync(join(folder.path, 'hubs.json'), JSON.stringify(hubs));
  service = await start(0, 0);
});
afterEach(async () => {
  await service.stop();
  folder.remove();
});

function start(port: number, kafkaPort: number): Promise<Service> {
  const folders = ['--hubs', join(folder.path, 'hubs.json'), '--data', join(folder.path, 'data')];
  return startService({
    name: 'event-hubs',
    script: join(import.meta.dirname, '../../../../local/event-hubs/main.ts'),
    args: ['--port', String(port), '--kafka-port', String(kafkaPort), ...folders],
    logFolder: join(folder.path, 'logs'),
  });
}

test('an idempotent producer goes on through kills of the service, and every record is there once and in order', async () => {
  const { port, kafkaPort } = service.ready;
  const producer = new Kafka({
    brokers: [`127.0.0.1:${kafkaPort}`],
    sasl: { mechanism: 'plain', username: '$ConnectionString', password: connectionString(port) },
    logLevel: logLevel.NOTHING,
    retry: { retries: 40, initialRetryTime: 50, maxRetryTime: 300 },
  }).producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const count = 600;
  let acknowledged = 0;
  const sending = (async () => {
    for (; acknowledged < count; acknowledged++)
      await producer.send({ topic: 'orders', messages: [{ value: String(acknowledged) }] });
  })();
  for (const after of [100, 250, 400]) {
    await expect.poll(() => acknowledged, { timeout: 30_000, interval: 5 }).toBeGreaterThan(after);
    await service.kill();
    service = await start(port, Number(kafkaPort));
  }
  await sending;
  await producer.disconnect();
  const events = await read(port, 'orders', '0', count);
  expect(events.map(({ body }) => body)).toEqual(Array.from({ length: count }, (_, i) => i));
});
