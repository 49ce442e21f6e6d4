import { request } from 'node:http';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HostProcess, startHost } from './host-process.ts';

let host: HostProcess;
beforeAll(async () => {
  host = await startHost({ main: 'streams.ts' });
});
afterAll(async () => {
  await host.stop();
});

test('a large request streams through and comes back whole', async () => {
  const sent = Buffer.alloc(20 * 1024 * 1024, 'abcdefg');
  const response = await fetch(`${host.url}/api/echo/7`, { method: 'POST', body: sent });
  expect([response.status, response.headers.get('x-id')]).toEqual([201, '7']);
  expect(Buffer.from(await response.arrayBuffer()).equals(sent)).toBe(true);
});

test('a chunked request is read as it comes', async () => {
  const chunks = Readable.from([Buffer.from('one'), Buffer.from('two'), Buffer.from('three')]);
  const init = { method: 'POST', body: Readable.toWeb(chunks), duplex: 'half' } as RequestInit;
  expect(await (await fetch(`${host.url}/api/count`, init)).json()).toEqual({ bytes: 11 });
});

test('the answer begins before the request has ended', async () => {
  const call = request(`${host.url}/api/echo/1`, { method: 'POST' });
  call.write('first');
  const response = await new Promise<Readable>(resolve => call.once('response', resolve));
  expect(String(await new Promise(resolve => response.once('data', resolve)))).toBe('first');
  call.end('last');
  expect(String(await new Promise(resolve => response.once('data', resolve)))).toBe('last');
});

test('an uncaught error is an empty 500 and no answer is a 204', async () => {
  const failed = await fetch(`${host.url}/api/throws`);
  expect([failed.status, await failed.text()]).toEqual([500, '']);
  expect((await fetch(`${host.url}/api/nothing`)).status).toBe(204);
});
