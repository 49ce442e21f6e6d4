import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attendanceOf, watchDepartures } from '../../src/client-departure.ts';

// As the library serves HTTP streams: a server in this process, requests paired with invocations by a header.
let server: Server;
const answering: ((response: ServerResponse) => void)[] = [];
beforeAll(async () => {
  watchDepartures();
  server = createServer((_request, response) => answering.shift()?.(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function ask(
  invocationId: string,
): Promise<{ response: ServerResponse; client: IncomingMessage; leave(): void }> {
  const asked = new Promise<ServerResponse>(resolve => answering.push(resolve));
  const call = request({
    ...{ host: '127.0.0.1', port: (server.address() as AddressInfo).port, agent: false },
    headers: { 'x-ms-invocation-id': invocationId },
  });
  call.on('error', () => {});
  call.end();
  const response = await asked;
  response.write('begun');
  const [client] = (await once(call, 'response')) as [IncomingMessage];
  client.on('error', () => {});
  return { response, client, leave: () => call.destroy() };
}

test('what a client does not read is known, and its connection can be cut', async () => {
  const { response, client } = await ask('slow');
  const { untakenBytes, signal, cut } = attendanceOf('slow');
  client.pause();
  const piece = Buffer.alloc(1024 * 1024);
  for (let i = 0; i < 32; i += 1) response.write(piece);
  await expect.poll(untakenBytes).toBeGreaterThan(64 * 1024);
  expect(signal.aborted).toBe(false);
  cut();
  await expect.poll(() => signal.aborted).toBe(true);
});

test('a client that reads has nothing untaken, and its departure is told', async () => {
  const { response, client, leave } = await ask('quick');
  const { untakenBytes, signal } = attendanceOf('quick');
  client.resume();
  for (let i = 0; i < 8; i += 1) response.write(Buffer.alloc(1024 * 1024));
  await expect.poll(untakenBytes).toBe(0);
  leave();
  await expect.poll(() => signal.aborted).toBe(true);
});

test('who has left has no attendance', async () => {
  const { leave } = await ask('gone');
  const { signal } = attendanceOf('gone');
  leave();
  await expect.poll(() => signal.aborted).toBe(true);
  expect(() => attendanceOf('gone')).toThrow('it has left');
});
