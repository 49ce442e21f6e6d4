import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixtureApp, type HostProcess, startHost, until } from './host-process.ts';

const keysFile = join(mkdtempSync(join(tmpdir(), 'functions-host-')), 'host-keys.json');
const master = { 'x-functions-key': 'the-master-key' };
let host: HostProcess;

beforeAll(async () => {
  const keys = {
    master: 'the-master-key',
    functionKeys: { default: 'shared-key' },
    systemKeys: { eventgrid_extension: 'grid-key' },
    functions: { secret: { mine: 'own-key' } },
  };
  writeFileSync(keysFile, JSON.stringify(keys));
  host = await startHost({ main: 'http.ts', flags: ['--keys-file', keysFile] });
});
afterAll(async () => {
  await host.stop();
});

const get = (path: string, init?: RequestInit) => fetch(`${host.url}${path}`, init);

test('a request reaches its function with route parameters, query, headers and body', async () => {
  const response = await get('/api/hello/a%20b?q=1&q=2', {
    method: 'POST',
    body: 'ping',
    headers: { 'x-tag': 't' },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('x-seen-tag')).toBe('t');
  expect(await response.json()).toEqual({
    name: 'a b',
    q: '1,2',
    method: 'POST',
    path: '/api/hello/a%20b',
    body: 'ping',
  });
});

test('a literal route wins over a parameter, and a catch-all takes the rest of the path', async () => {
  expect(await (await get('/api/hello/world')).text()).toBe('literal');
  expect(await (await get('/api/FILES/a/b/c.txt')).json()).toEqual({ rest: 'a/b/c.txt' });
});

test('an unknown path, an unknown method and a function in error answer 404', async () => {
  expect((await get('/api/none')).status).toBe(404);
  expect((await get('/api/hello/x', { method: 'DELETE' })).status).toBe(404);
  expect((await get('/hello/x')).status).toBe(404);
});

test('a function level takes its own key, a shared key or the master key, in the header or as code', async () => {
  expect((await get('/api/secret')).status).toBe(401);
  expect((await get('/api/secret?code=wrong')).status).toBe(401);
  expect((await get('/api/secret?code=own-key')).status).toBe(200);
  expect((await get('/api/secret', { headers: { 'x-functions-key': 'shared-key' } })).status).toBe(200);
  expect((await get('/api/secret', { headers: master })).status).toBe(200);
});

test('an admin level takes only the master key', async () => {
  expect((await get('/api/admin-only?code=shared-key')).status).toBe(401);
  expect((await get('/api/admin-only', { headers: master })).status).toBe(200);
});

test('an uncaught error is an empty 500', async () => {
  const response = await get('/api/fails');
  expect([response.status, await response.text()]).toEqual([500, '']);
});

test('a postInvocation hook may replace the result of a function', async () => {
  expect(await (await get('/api/nothing')).text()).toBe('hooked');
});

test('status and cookies of the answer are kept', async () => {
  const response = await get('/api/cookies');
  expect([response.status, response.headers.get('set-cookie')]).toEqual([201, 'a=1; path=/; httponly']);
});

test('the root answers 200', async () => {
  expect((await get('/')).status).toBe(200);
});

test('the admin API lists every function under the master key, with the error of one whose trigger is unknown', async () => {
  expect((await get('/admin/functions')).status).toBe(401);
  const list = (await (await get('/admin/functions', { headers: master })).json()) as { name: string }[];
  expect(list.map(fn => fn.name)).toContain('on-queue');
  expect(host.errors['on-queue']).toContain('serviceBusTrigger');
  expect(await (await get('/admin/host/status', { headers: master })).json()).toMatchObject({
    state: 'Running',
  });
});

test('any function can be fired by hand', async () => {
  const body = JSON.stringify({ input: JSON.stringify({ id: 'by-hand', subject: 's' }) });
  expect((await get('/admin/functions/on-event', { method: 'POST', body })).status).toBe(401);
  expect((await get('/admin/functions/on-event', { method: 'POST', body, headers: master })).status).toBe(
    202,
  );
  await until(() => host.said('on-event').includes('event by-hand'));
});

test('invocations are counted by function', async () => {
  expect(await (await get('/_local/operations')).json()).toMatchObject({ fails: 1, nothing: 1 });
});

const grid = (init: RequestInit & { code?: string }) =>
  get(`/runtime/webhooks/EventGrid?functionName=on-event&code=${init.code ?? 'grid-key'}`, init);
const notify = (events: unknown, headers: Record<string, string> = { 'aeg-event-type': 'Notification' }) =>
  grid({ method: 'POST', headers, body: JSON.stringify(events) });

test('Event Grid validates a subscription with the code it is given', async () => {
  const headers = { 'aeg-event-type': 'SubscriptionValidation' };
  const body = JSON.stringify([{ id: '1', data: { validationCode: 'abc' } }]);
  expect((await grid({ method: 'POST', headers, body, code: 'wrong' })).status).toBe(401);
  const response = await grid({ method: 'POST', headers, body });
  expect([response.status, await response.json()]).toEqual([200, { validationResponse: 'abc' }]);
});

test('Event Grid events become one invocation each', async () => {
  expect((await notify([{ id: 'e1' }, { id: 'e2' }])).status).toBe(202);
  expect(host.said('on-event')).toEqual(expect.arrayContaining(['event e1', 'event e2']));
});

test('a failed Event Grid invocation answers 500, so that it is delivered again', async () => {
  expect((await notify([{ id: 'e3', subject: 'fail' }])).status).toBe(500);
});

test('CloudEvents are taken with their own handshake and content type', async () => {
  const hands = await grid({
    method: 'OPTIONS',
    headers: { 'WebHook-Request-Origin': 'eventgrid.azure.net' },
  });
  expect([hands.status, hands.headers.get('webhook-allowed-origin')]).toEqual([200, 'eventgrid.azure.net']);
  const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
  expect((await notify({ specversion: '1.0', id: 'ce1', source: '/s', type: 't' }, headers)).status).toBe(
    202,
  );
  expect(host.said('on-event')).toContain('event ce1');
});

test('a module that throws at load leaves no function, says so, and the host runs', async () => {
  const broken = await startHost({ main: 'broken.ts' });
  expect(broken.functions).toEqual([]);
  expect((await fetch(`${broken.url}/api/never`)).status).toBe(404);
  expect(broken.log.join('\n')).toContain('this module throws at load');
  expect(await broken.stop()).toBe(0);
});

test('SIGTERM waits for a request in flight, runs appTerminate and exits 0', async () => {
  const draining = await startHost({ main: 'http.ts' });
  const answer = fetch(`${draining.url}/api/slow`);
  await new Promise(resolve => setTimeout(resolve, 200));
  const code = await draining.stop();
  expect(await (await answer).text()).toBe('done');
  expect(code).toBe(0);
  expect(draining.log.join('\n')).toContain('appTerminate ran');
});

test('a wrong host.json value stops the host with its name', async () => {
  const env = { AzureFunctionsJobHost__extensions__eventHubs__maxEventBatchSize: 'many' };
  await expect(startHost({ main: 'http.ts', app: fixtureApp, env })).rejects.toThrow(
    /ended with 1.*maxEventBatchSize/s,
  );
});
