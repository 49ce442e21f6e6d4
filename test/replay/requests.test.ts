import { expect, test } from 'vitest';
import { type Access, demandAccess } from '../../src/access.ts';
import { readCatalog, readVersions } from '../../src/package-files.ts';
import { answerReplays } from '../../src/replay/answer.ts';
import type { Replay } from '../../src/replay/replay.ts';
import { createRequestParser } from '../../src/replay/request.ts';
import { createReplayService } from '../../src/replay/service.ts';
import { memoryReplays } from './memory-replays.ts';

function setUp() {
  const memory = memoryReplays(() => 0);
  const parse = createRequestParser(readCatalog(), { ...readVersions(), previous: [] });
  const service = createReplayService({ ...memory, parse, fileSystem: 'lake', now: () => 0 });
  const ask = async (method: string, path: string, body: unknown = '') => {
    const answer = await answerReplays(service, {
      ...{ method, path, query: new URLSearchParams(), demand: () => {} },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, body: JSON.parse(answer.body) };
  };
  return { ...memory, service, ask };
}

const redrive = (data: object) => ({ type: 'Replay.RedriveQuarantine', data });

test.for([
  [{ type: 'Replay.Everything', data: {} }, 'type', 'there is no "Replay.Everything"'],
  [redrive({}), 'source', '"source" is missing'],
  [redrive({ source: 'moon' }), 'source', 'the catalog has no source "moon"; it has customers'],
  [redrive({ source: 'pos', speed: 9 }), 'speed', 'there is no "speed" to give'],
  [redrive({ source: 'pos', partition: '7' }), 'partition', '"pos" has the partitions 0 to 1'],
  [redrive({ source: 'pos', first: 3 }), 'partition', 'say which'],
  [redrive({ source: 'pos', partition: '0', first: 9, last: 3 }), 'last', '"last" (3) is before "first" (9)'],
  [redrive({ source: 'pos', partition: '0', first: -1 }), 'first', '"first" must be >= 0'],
  [redrive({ source: 'pos', from: 'yesterday' }), 'from', 'must match format "date-time"'],
  [
    redrive({ source: 'pos', from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' }),
    'to',
    'is not after "from"',
  ],
  [{ type: 'Replay.RebuildGold', data: { model: 'moon' } }, 'model', 'there is no model "moon"'],
  [
    { type: 'Replay.RebuildGold', data: { model: 'sales_velocity', version: 999 } },
    'version',
    'this package has version',
  ],
  [
    { type: 'Replay.RebuildGold', data: { model: 'sales_velocity' } },
    'model',
    'has no previous version, so nothing would answer meanwhile. It counts from its deployment on',
  ],
  [{ type: 'Replay.BackfillSource', data: { path: 'elsewhere/x.ndjson' } }, 'path', 'is not inbox/<source>'],
  [{ type: 'Replay.BackfillSource', data: { path: 'inbox/moon/x.ndjson' } }, 'path', 'no source "moon"'],
] as const)('%o is refused, and the refusal is kept', async ([body, field, detail]) => {
  const { ask, messages } = setUp();
  const refused = await ask('POST', '', body);
  expect(refused).toMatchObject({ status: 400, body: { title: 'Replay refused', parameter: field } });
  expect(refused.body.detail).toContain(detail);
  const kept = await ask('GET', `/${refused.body.replay}`);
  expect(kept.body).toMatchObject({ state: 'refused', type: body.type });
  expect(kept.body.error).toContain(detail);
  expect(messages).toEqual([]);
});

test('the same id is the same replay, however often it is asked for', async () => {
  const { ask, store } = setUp();
  const body = { id: 'mine', ...redrive({ source: 'pos' }) };
  const [first, second] = [await ask('POST', '', body), await ask('POST', '', body)];
  expect([first.status, second.status]).toEqual([202, 200]);
  expect(second.body.id).toBe(first.body.id);
  expect(await store.list()).toHaveLength(1);
});

const asCloudEvent = (type: string, data: object) => ({
  ...{ specversion: '1.0', id: '7', source: '/operators', type, data },
});

test('an event of either schema starts a replay, once, also when it is delivered twice', async () => {
  const { service, store } = setUp();
  const event = asCloudEvent('Replay.RedriveQuarantine', { source: 'pos' });
  const { source: topic, type: eventType, specversion: _, ...rest } = event;
  for (const delivered of [event, event, { ...rest, topic, eventType, subject: '', dataVersion: '1' }])
    await service.takeEvent(delivered);
  const replays = await store.list('running');
  expect(replays.map(({ request }) => request)).toEqual([{ kind: 'redrive', source: 'pos' }]);
});

test('an event that asks for what is not there is taken, and kept as refused', async () => {
  const { service, store } = setUp();
  await service.takeEvent(asCloudEvent('Replay.RefineGold', { source: 'pos' }));
  const [refused] = await store.list();
  expect(refused).toMatchObject({ state: 'refused', asked: 'event /operators 7' } satisfies Partial<Replay>);
  await expect(service.takeEvent('no event')).rejects.toThrow('must be a JSON object');
});

const blob = (path: string, data: object) => ({
  ...asCloudEvent('Microsoft.Storage.BlobCreated', data),
  subject: `/blobServices/default/containers/lake/blobs/${path}`,
});

test('a file in the inbox is backfilled once for each of its versions, by whatever events it is told', async () => {
  const { service, store } = setUp();
  const path = 'inbox/pos/week-47.ndjson';
  await service.takeEvent(blob(path, { api: 'CreateFile', eTag: '0x0' }));
  await service.takeEvent(blob(path, { api: 'FlushWithClose', eTag: '0x1' }));
  await service.takeEvent({ ...blob(path, { api: 'FlushWithClose', eTag: '"0x1"' }), id: '8' });
  await service.takeEvent(blob('landing/x.parquet', { eTag: '0x9' }));
  await service.takeEvent(blob(path, { api: 'PutBlob', eTag: '0x2' }));
  const requests = (await store.list()).map(({ request }) => request);
  expect(requests).toEqual(['0x1', '0x2'].map(etag => ({ kind: 'backfill', source: 'pos', path, etag })));
});

test('a replay is cancelled once, and one that is over cannot be', async () => {
  const { ask } = setUp();
  const { body } = await ask('POST', '', redrive({ source: 'pos' }));
  expect((await ask('DELETE', `/${body.id}`)).body.state).toBe('cancelled');
  expect((await ask('DELETE', `/${body.id}`)).status).toBe(200);
  const refused = await ask('POST', '', redrive({ source: 'moon' }));
  expect((await ask('DELETE', `/${refused.body.replay}`)).status).toBe(409);
  expect((await ask('DELETE', '/0123456789abcdef01234567')).status).toBe(404);
  expect((await ask('GET', '/nonsense')).status).toBe(404);
  expect((await ask('PUT', '')).status).toBe(405);
  expect((await ask('POST', '', '{')).status).toBe(400);
});

test('who is no operator may neither see nor start replays', async () => {
  const { service } = setUp();
  const principal = (role: string) =>
    Buffer.from(JSON.stringify({ claims: [{ typ: 'roles', val: role }] })).toString('base64');
  const statusFor = async (role: string) => {
    const demand = (access: Access) => demandAccess(access, principal(role));
    const request = { method: 'GET', path: '', query: new URLSearchParams(), body: '', demand };
    return (await answerReplays(service, request)).status;
  };
  expect([await statusFor('analyst'), await statusFor('operator')]).toEqual([403, 200]);
});
