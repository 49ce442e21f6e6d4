import { array, assert, asyncProperty, integer, nat, oneof, uint8Array } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis } from '../../../../local/event-hubs/kafka/api/index.ts';
import { MAX_REQUEST_BYTES } from '../../../../local/event-hubs/kafka/frames.ts';
import { type EventHubs, startEventHubs } from '../../../../local/event-hubs/server.ts';
import { kafka, logIn, rawClient, request, startService } from './clients.ts';

let service: EventHubs;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

async function stillServes() {
  const admin = kafka(service).admin();
  await admin.connect();
  expect(await admin.listTopics()).toEqual(['Orders']);
  await admin.disconnect();
}

const old = { version: 0, flexible: false };

describe('the endpoint', () => {
  test('closes a connection that sends rubbish, and serves the others', async () => {
    await assert(
      asyncProperty(uint8Array({ minLength: 4, maxLength: 300 }), async bytes => {
        const client = await rawClient(service);
        // A size that can be, so that the rest is looked at.
        const frame = Buffer.alloc(4 + bytes.length);
        frame.writeInt32BE(bytes.length);
        frame.set(bytes, 4);
        client.write(frame);
        client.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
        await client.closed;
      }),
      { numRuns: 60 },
    );
    await stillServes();
  });

  test('answers or closes whatever stands in a request of any API and version', async () => {
    const served = [...apis.values()].filter(({ key }) => key !== 17);
    const body = array(
      oneof(
        uint8Array({ maxLength: 12 }),
        integer({ min: -2, max: 3 }).map(i => int32(i)),
      ),
      { maxLength: 12 },
    );
    await assert(
      asyncProperty(nat(served.length - 1), nat(9), body, async (which, version, parts) => {
        const client = await rawClient(service);
        await logIn(client);
        const { key, min, max, flexibleFrom } = served[which] ?? { key: 18, min: 0, max: 0, flexibleFrom: 3 };
        const spoken = Math.min(max, min + version);
        client.write(
          request(key, { version: spoken, flexible: spoken >= flexibleFrom }, w =>
            w.put(Buffer.concat(parts)),
          ),
        );
        client.write(Buffer.from([0, 0, 0, 0]));
        // A group may wait for its members, and a fetch for events: they end with the connection.
        await Promise.race([client.closed, new Promise(resolve => setTimeout(resolve, 50))]);
        client.end();
      }),
      { numRuns: 300 },
    );
    await stillServes();
  });

  test('closes a connection whose request is larger than Event Hubs takes', async () => {
    const client = await rawClient(service);
    await logIn(client);
    client.write(int32(MAX_REQUEST_BYTES + 1));
    await client.closed;
  });

  test('closes a connection that asks before it has authenticated', async () => {
    const client = await rawClient(service);
    client.write(request(3, old, w => w.int32(0)));
    await client.closed;
  });

  test('tells a client of the future in which version to ask', async () => {
    const client = await rawClient(service);
    const answer = await client.ask(18, { version: 9, flexible: false }, w => w.int32(1));
    expect([answer.int16(), answer.int32(), answer.int16(), answer.int16(), answer.int16()]).toEqual([
      35, 1, 18, 0, 3,
    ]);
    client.end();
  });

  test('serves others while a client asks and does not read, and answers it in order once it does', async () => {
    const client = await rawClient(service);
    await logIn(client);
    client.pause();
    const count = 3_000;
    const names = 'no-such-hub'.padEnd(200, '-');
    const answers = Array.from({ length: count }, (_, i) =>
      client.ask(3, { version: 1, flexible: false }, w => {
        w.int32(1);
        w.int16(names.length);
        w.put(Buffer.from(names.slice(0, -4) + String(i).padStart(4, '0')));
      }),
    );
    await stillServes();
    client.resume();
    const read = (await Promise.all(answers)).map(answer => answer.take(answer.left).toString('latin1'));
    expect(read.map(text => Number(/-(\d{4})/.exec(text)?.[1]))).toEqual([...read.keys()]);
    client.end();
  });

  test('takes requests in pieces, and more than one in a piece', async () => {
    const client = await rawClient(service);
    const answers = Promise.all([1, 2, 3].map(() => client.ask(18, old, () => undefined)));
    for (const byte of request(18, old, () => undefined)) client.write(Buffer.from([byte]));
    expect((await answers).map(answer => answer.int16())).toEqual([0, 0, 0]);
    client.end();
  });

  test('says at the start that its port is taken, and leaves nothing open', async () => {
    const hubs = [{ name: 'other', partitions: 1, consumerGroups: [] }];
    const taken = service.kafka?.port ?? 0;
    await expect(startEventHubs({ port: 0, kafkaPort: taken, hubs })).rejects.toThrow('EADDRINUSE');
  });
});

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
