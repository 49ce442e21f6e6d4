// Paths, media types, roles and failures.

import { expect, test } from 'vitest';
import { Problem } from '../../../src/problem.ts';
import { answerRegistry } from '../../../src/registry/http/answer.ts';
import { routes } from '../../../src/registry/http/routes.ts';
import { createRegistry } from '../../../src/registry/registry.ts';
import { client, closed } from '../client.ts';
import { memoryStore } from '../memory-store.ts';

test('names of subjects may hold any printable character, encoded in the path', async () => {
  const ask = client();
  const name = 'a/b ü?#%&+\\';
  await ask.ok(`POST subjects/${encodeURIComponent(name)}/versions`, closed('x'));
  expect(await ask.ok('GET subjects')).toEqual([name]);
  expect(await ask.ok(`GET subjects/${encodeURIComponent(name)}/versions`)).toEqual([1]);
  expect(await ask.code('POST subjects/a%00b/versions', closed('x'))).toBe(42208);
  expect(await ask.code('POST subjects/:.other:a/versions', closed('x'))).toBe(42208);
  expect(await ask.ok('POST subjects/:.:a/versions', closed('x'))).toMatchObject({ version: 1 });
  expect(await ask.ok('GET contexts')).toEqual(['.']);
});

test('what is no route, no method and no JSON is told as such', async () => {
  const ask = client();
  expect(await ask.code('GET nothing')).toBe(404);
  expect(await ask.code('GET schemas/ids/one')).toBe(404);
  expect(await ask.code('GET schemas/ids/9')).toBe(40403);
  expect(await ask.code('PUT subjects/a/versions/1', {})).toBe(405);
  expect(await ask.code('POST subjects/a/versions', '{')).toBe(400);
  expect(await ask.code('POST subjects/a/versions', '[]')).toBe(422);
  expect(await ask.code('GET subjects?limit=x')).toBe(400);
  expect(await ask.ok('GET schemas/types')).toEqual(['JSON', 'AVRO']);
});

test('media types are those of Confluent’s registry', async () => {
  const registry = createRegistry(memoryStore());
  const request = {
    method: 'GET',
    path: '/subjects',
    query: new URLSearchParams(),
    contentType: null,
    body: '',
  };
  const ask = async (accept: string | null, more = {}) => {
    const answer = await answerRegistry(registry, { ...request, accept, ...more }, () => {});
    return [answer.status, answer.headers['content-type']];
  };
  const versioned = 'application/vnd.schemaregistry.v1+json';
  expect(await ask(null)).toEqual([200, versioned]);
  expect(await ask('*/*')).toEqual([200, versioned]);
  expect(await ask('application/json')).toEqual([200, 'application/json']);
  expect(await ask(`${versioned}, application/json; q=0.5`)).toEqual([200, versioned]);
  expect(await ask('text/html')).toEqual([406, versioned]);
  const post = { method: 'POST', path: 'subjects/a/versions', body: JSON.stringify(closed('x')) };
  expect((await ask(null, { ...post, contentType: 'text/plain' }))[0]).toBe(415);
  expect((await ask(null, { ...post, contentType: `${versioned}; charset=utf-8` }))[0]).toBe(200);
});

test('reading and checking is for who reads schemas, registering for publishers, deleting for operators', async () => {
  const lines = routes.map(({ method, path, access }) => `${access}: ${method} ${path}`);
  const of = (access: string) =>
    lines.filter(line => line.startsWith(access)).map(line => line.slice(access.length + 2));
  expect(of('publisher')).toEqual([
    'POST subjects/{subject}/versions',
    'PUT config/{subject}',
    'DELETE config/{subject}',
  ]);
  expect(of('operator')).toEqual([
    'DELETE subjects/{subject}',
    'DELETE subjects/{subject}/versions/{version}',
    'PUT config',
    'DELETE config',
    'PUT mode',
    'PUT mode/{subject}',
    'DELETE mode',
    'DELETE mode/{subject}',
  ]);
  const changing = routes.filter(route => 'decide' in route);
  expect(changing.map(({ access }) => access)).not.toContain('schema-reader');
  expect(of('open')).toEqual([]);
});

test('a caller who may not, and a store that is away, are told in the same form', async () => {
  const request = {
    method: 'GET',
    path: 'subjects',
    query: new URLSearchParams(),
    accept: null,
    contentType: null,
    body: '',
  };
  const forbidden = await answerRegistry(createRegistry(memoryStore()), request, () => {
    throw new Problem(403, 'Not allowed', 'this needs the role query');
  });
  expect([forbidden.status, JSON.parse(forbidden.body)]).toEqual([
    403,
    { error_code: 403, message: 'this needs the role query' },
  ]);
  const away = createRegistry({
    ...memoryStore(),
    read: () => Promise.reject(new Error('no route to host')),
  });
  const failed = await answerRegistry(away, request, () => {});
  expect([failed.status, JSON.parse(failed.body)]).toEqual([
    500,
    { error_code: 50001, message: 'Error in the backend data store' },
  ]);
});
