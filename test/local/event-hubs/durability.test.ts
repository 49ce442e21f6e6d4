import { appendFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EventHubs, type EventHubsOptions, startEventHubs } from '../../../local/event-hubs/server.ts';
import { consumer, producer, read, temporaryFolder } from './service.ts';

let folder: ReturnType<typeof temporaryFolder>;
let service: EventHubs;

const hubs = [{ name: 'hub', partitions: 1, consumerGroups: [] }];
/** Ways to tear that reach into the last batch. */
const lost = ['by one byte', 'inside its batch'];

async function start(options: Partial<EventHubsOptions> = {}): Promise<void> {
  service = await startEventHubs({ port: 0, hubs, dataDir: folder.path, ...options });
}

async function restart(meanwhile: (segments: string[]) => void, options: Partial<EventHubsOptions> = {}) {
  await service.stop();
  const dir = join(folder.path, 'hub', '0');
  meanwhile(readdirSync(dir).map(name => join(dir, name)));
  await start(options);
}

async function send(bodies: unknown[]): Promise<void> {
  const client = producer(service.port, 'hub');
  await client.sendBatch(bodies.map(body => ({ body })));
  await client.close();
}

async function properties() {
  const client = consumer(service.port, 'hub');
  const [hub, partition] = [await client.getEventHubProperties(), await client.getPartitionProperties('0')];
  await client.close();
  return { createdOn: hub.createdOn, ...partition };
}

beforeEach(async () => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await service.stop();
  folder.remove();
});

describe.each(['none', 'always'] as const)('after a restart, synced %s,', sync => {
  test('every event is there, numbering goes on and the hub is as old as it was', async () => {
    await start({ sync });
    await send(['a', 'b']);
    const before = await properties();
    await restart(() => undefined, { sync });
    expect(await properties()).toEqual(before);
    await send(['c']);
    const events = await read(service.port, 'hub', '0', 3);
    expect(events.map(({ body, sequenceNumber }) => [body, sequenceNumber])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ]);
    expect(Number(events[2]?.offset)).toBeGreaterThan(Number(before.lastEnqueuedOffset));
  });
});

test('a hub whose folder was wiped is a new one', async () => {
  await start();
  const before = await properties();
  await service.stop();
  folder.remove();
  await new Promise(resolve => setTimeout(resolve, 5));
  await start();
  expect((await properties()).createdOn.getTime()).toBeGreaterThan(before.createdOn.getTime());
});

describe('a tail that was torn', () => {
  test.each([
    ['by one byte', (path: string) => truncateSync(path, statSync(path).size - 1)],
    [
      'by bytes that were never completed',
      (path: string) => appendFileSync(path, Buffer.from([0, 0, 1, 0, 9, 9])),
    ],
    ['by zeroes', (path: string) => appendFileSync(path, Buffer.alloc(5_000))],
    [
      'inside its batch',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 0xff;
        writeFileSync(path, bytes);
      },
    ],
  ])('%s is cut, a batch wholly or not at all, and numbering goes on', async (how, tear) => {
    await start();
    await send(['a', 'b']);
    await send(['c', 'd']);
    await restart(([path]) => tear(path as string));
    const kept = lost.includes(how) ? ['a', 'b'] : ['a', 'b', 'c', 'd'];
    await send(['e']);
    const events = await read(service.port, 'hub', '0', kept.length + 1);
    expect(events.map(event => event.body)).toEqual([...kept, 'e']);
    expect(events.map(event => event.sequenceNumber)).toEqual(events.map((_, i) => i));
  });

  test('of a segment that was only being created takes nothing with it', async () => {
    await start();
    await send(['a']);
    await restart(([path]) =>
      writeFileSync(join(path as string, '..', `${'9'.padStart(20, '0')}.seg`), 'ASS'),
    );
    await send(['b']);
    expect((await read(service.port, 'hub', '0', 2)).map(event => event.body)).toEqual(['a', 'b']);
  });
});

test('events are read from many segments as from one, however little is in memory', async () => {
  await start({ segmentBytes: 20_000, cacheBytes: 3_000 });
  for (let i = 0; i < 60; i++)
    await send(Array.from({ length: 10 }, (_, k) => `${i * 10 + k}-${'x'.repeat(200)}`));
  await restart(segments => expect(segments.length).toBeGreaterThan(5), {
    segmentBytes: 20_000,
    cacheBytes: 3_000,
  });
  const events = await read(service.port, 'hub', '0', 600);
  expect(events.map(event => Number.parseInt(event.body, 10))).toEqual(
    Array.from({ length: 600 }, (_, i) => i),
  );
});

test('a partition that the configuration dropped stops the start', async () => {
  await startEventHubs({
    port: 0,
    hubs: [{ name: 'hub', partitions: 2, consumerGroups: [] }],
    dataDir: folder.path,
  }).then(other => other.stop());
  await expect(start()).rejects.toThrow('hub hub has 2 partitions on disk, 1 in the configuration');
  await start({ hubs: [{ name: 'hub', partitions: 2, consumerGroups: [] }] });
});
