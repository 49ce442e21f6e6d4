// The registry's REST API, as Confluent documents it, apart from where the state is kept.

import { expect, test } from 'vitest';
import { Problem } from '../../../src/problem.ts';
import { answerRegistry } from '../../../src/registry/http/answer.ts';
import { routes } from '../../../src/registry/http/routes.ts';
import { createRegistry } from '../../../src/registry/registry.ts';
import { asSchema, client, closed } from '../client.ts';
import { memoryStore } from '../memory-store.ts';

test('a registered schema is found by id, by version, by latest and by its text', async () => {
  const ask = client();
  const { schema } = closed('a');
  const expected = { schemaType: 'JSON', schema };
  expect(await ask.ok('POST subjects/pos/versions', closed('a'))).toEqual({ id: 1, version: 1, ...expected });
  expect(await ask.ok('GET schemas/ids/1')).toEqual(expected);
  expect(await ask.ok('GET schemas/ids/1?fetchMaxId=true')).toEqual({ ...expected, maxId: 1 });
  expect(await ask.ok('GET schemas/ids/1/schema')).toEqual(JSON.parse(schema));
  for (const version of ['1', 'latest', '-1'])
    expect(await ask.ok(`GET subjects/pos/versions/${version}`)).toEqual({
      ...{ subject: 'pos', version: 1, id: 1 },
      ...expected,
    });
  expect(await ask.ok('GET subjects/pos/versions/1/schema')).toEqual(JSON.parse(schema));
  expect(await ask.ok('POST subjects/pos', closed('a'))).toMatchObject({ id: 1, version: 1, subject: 'pos' });
});

test('the same schema again, and under another subject, keeps its id; another one gets the next', async () => {
  const ask = client();
  for (const subject of ['a', 'a', 'b'])
    expect(await ask.ok(`POST subjects/${subject}/versions`, closed('x'))).toMatchObject({
      id: 1,
      version: 1,
    });
  expect(await ask.ok('POST subjects/a/versions', closed('x', 'y'))).toMatchObject({ id: 2, version: 2 });
  expect(await ask.ok('GET schemas/ids/1/subjects')).toEqual(['a', 'b']);
  expect(await ask.ok('GET schemas/ids/1/versions')).toEqual([
    { subject: 'a', version: 1 },
    { subject: 'b', version: 1 },
  ]);
  expect(await ask.ok('GET subjects')).toEqual(['a', 'b']);
  expect(await ask.ok('GET subjects?subjectPrefix=b')).toEqual(['b']);
  expect(await ask.ok('GET subjects/a/versions')).toEqual([1, 2]);
  expect(await ask.ok('GET schemas?latestOnly=true')).toMatchObject([
    { subject: 'a', version: 2 },
    { subject: 'b' },
  ]);
});

test('blanks do not make another schema; the order of keys does, unless it is normalized', async () => {
  const ask = client();
  const [first, blanks, order] = [
    '{"type":"object","title":"a b"}',
    '{ "type": "object",\n "title": "a b" }',
    '{"title":"a b","type":"object"}',
  ];
  expect(await ask.ok('POST subjects/a/versions', asSchema(first))).toMatchObject({ id: 1 });
  expect(await ask.ok('POST subjects/a/versions', asSchema(blanks))).toMatchObject({ id: 1 });
  expect(await ask.ok('POST subjects/a/versions', asSchema(order))).toMatchObject({ id: 2 });
  expect(await ask.ok('POST subjects/b/versions?normalize=True', asSchema(first))).toMatchObject({ id: 2 });
  expect(await ask.code('POST subjects/b', asSchema(first))).toBe(40403);
  expect(await ask.ok('POST subjects/b?normalize=true', asSchema(first))).toMatchObject({ id: 2 });
  await ask.ok('PUT config/b', { normalize: true });
  expect(await ask.ok('POST subjects/b', asSchema(first))).toMatchObject({ id: 2 });
});

test('digits that no double holds stay as they were sent', async () => {
  const ask = client();
  const text = '{"type":"integer","maximum":18446744073709551615}';
  expect(await ask.ok('POST subjects/a/versions', asSchema(text))).toMatchObject({ schema: text });
});

test('a schema that may not follow is refused with 409, and the reasons name rule, path and version', async () => {
  const ask = client();
  await ask.ok('POST subjects/a/versions', closed('x', 'y'));
  const reply = await ask('POST subjects/a/versions', closed('x'));
  expect(reply).toMatchObject({ status: 409, body: { error_code: 409 } });
  const { message } = reply.body as { message: string };
  expect(message).toContain("errorType:'PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL'");
  expect(message).toContain("path:'#/properties/y'");
  expect(message).toContain('{oldSchemaVersion: 1}');
  expect(message).toContain("compatibility: 'BACKWARD'");
});

test('compatibility is checked without registering, against one version or as the level says', async () => {
  const ask = client();
  const url = 'POST compatibility/subjects/a/versions';
  expect(await ask.ok(`${url}/latest`, closed('x'))).toEqual({ is_compatible: true });
  expect(await ask.code(`${url}/1`, closed('x'))).toBe(40401);
  await ask.ok('POST subjects/a/versions', closed('x'));
  await ask.ok('POST subjects/a/versions', closed('x', 'y'));
  expect(await ask.ok(`${url}/1`, closed('x'))).toEqual({ is_compatible: true });
  expect(await ask.ok(`${url}/2`, closed('x'))).toEqual({ is_compatible: false });
  expect(await ask.ok(`${url}/latest?verbose=True`, closed('x', 'y'))).toEqual({
    is_compatible: true,
    messages: [],
  });
  const verbose = (await ask.ok(`${url}?verbose=true`, closed('x'))) as { messages: string[] };
  expect(verbose.messages.join()).toContain('#/properties/y');
  expect(await ask.code(`${url}/7`, closed('x'))).toBe(40402);
  expect(await ask.code(`${url}/zero`, closed('x'))).toBe(42202);
  expect(await ask.code(`${url}/1`, asSchema('{'))).toBe(42201);
  expect(await ask.ok(`${url}/1?verbose=true`, asSchema('{'))).toMatchObject({ is_compatible: false });
});

test('the level of the subject comes before that of all, which comes before BACKWARD', async () => {
  const ask = client();
  await ask.ok('POST subjects/a/versions', closed('x', 'y'));
  expect(await ask.ok('GET config')).toEqual({ compatibilityLevel: 'BACKWARD' });
  expect(await ask.code('GET config/a')).toBe(40408);
  expect(await ask.ok('GET config/a?defaultToGlobal=true')).toEqual({ compatibilityLevel: 'BACKWARD' });
  expect(await ask.ok('PUT config', { compatibility: 'none' })).toEqual({ compatibility: 'none' });
  expect(await ask.ok('GET config/a?defaultToGlobal=true')).toEqual({ compatibilityLevel: 'NONE' });
  expect(await ask.ok('PUT config/a', { compatibility: 'FORWARD' })).toEqual({ compatibility: 'FORWARD' });
  expect(await ask.ok('GET config/a')).toEqual({ compatibilityLevel: 'FORWARD' });
  expect(await ask.ok('POST subjects/a/versions', closed('x'))).toMatchObject({ version: 2 });
  expect(await ask.code('POST subjects/a/versions', closed('x', 'z'))).toBe(409);
  expect(await ask.ok('DELETE config/a')).toEqual({ compatibilityLevel: 'FORWARD' });
  expect(await ask.code('DELETE config/a')).toBe(40401);
  expect(await ask.ok('POST subjects/a/versions', closed('x', 'z'))).toMatchObject({ version: 3 });
  expect(await ask.ok('DELETE config')).toEqual({ compatibilityLevel: 'NONE' });
  expect(await ask.ok('GET config')).toEqual({ compatibilityLevel: 'BACKWARD' });
  expect(await ask.code('PUT config/a', { compatibility: 'SOMETIMES' })).toBe(42203);
  expect(await ask.code('PUT config/a', {})).toBe(42203);
  expect(await ask.code('PUT config/a', { compatibility: 'FULL', compatibilityGroup: 'major' })).toBe(42203);
});

test('the lenient policy is a setting: an open model may get an optional property', async () => {
  const open = (...names: string[]) =>
    asSchema({
      type: 'object',
      properties: Object.fromEntries(names.map(name => [name, { type: 'string' }])),
    });
  const ask = client();
  await ask.ok('POST subjects/a/versions', open('x'));
  expect(await ask.code('POST subjects/a/versions', open('x', 'y'))).toBe(409);
  await ask.ok('PUT config/a', { compatibility: 'BACKWARD_TRANSITIVE', compatibilityPolicy: 'LENIENT' });
  expect(await ask.ok('POST subjects/a/versions', open('x', 'y'))).toMatchObject({ version: 2 });
});

test('a subject is deleted softly, then for good; versions and ids go on from where they were', async () => {
  const ask = client();
  await ask.ok('PUT config', { compatibility: 'NONE' });
  await ask.ok('POST subjects/a/versions', closed('x'));
  await ask.ok('POST subjects/a/versions', closed('y'));
  await ask.ok('PUT config/a', { compatibility: 'FULL' });
  expect(await ask.code('DELETE subjects/a?permanent=true')).toBe(40405);
  expect(await ask.ok('DELETE subjects/a')).toEqual([1, 2]);
  expect(await ask.code('DELETE subjects/a')).toBe(40404);
  expect(await ask.code('GET config/a')).toBe(40408);
  expect(await ask.ok('GET subjects')).toEqual([]);
  expect(await ask.ok('GET subjects?deleted=true')).toEqual(['a']);
  expect(await ask.code('GET subjects/a/versions')).toBe(40401);
  expect(await ask.ok('GET subjects/a/versions?deletedOnly=true')).toEqual([1, 2]);
  expect(await ask.code('GET subjects/a/versions/1')).toBe(40401);
  expect(await ask.ok('GET subjects/a/versions/1?deleted=true')).toMatchObject({ id: 1 });
  expect(await ask.ok('GET schemas/ids/1')).toMatchObject({ schemaType: 'JSON' });
  expect(await ask.ok('POST subjects/a/versions', closed('z'))).toMatchObject({ id: 3, version: 3 });
  expect(await ask.ok('POST subjects/a/versions', closed('x'))).toMatchObject({ id: 1, version: 4 });
  expect(await ask.ok('GET subjects/a/versions?deleted=true')).toEqual([2, 3, 4]);
  await ask.ok('DELETE subjects/a');
  expect(await ask.ok('DELETE subjects/a?permanent=true')).toEqual([2, 3, 4]);
  expect(await ask.code('DELETE subjects/a')).toBe(40401);
  expect(await ask.code('GET schemas/ids/1')).toBe(40403);
  expect(await ask.ok('POST subjects/a/versions', closed('x'))).toMatchObject({ id: 4, version: 1 });
});

test('a version is deleted softly, then for good', async () => {
  const ask = client();
  await ask.ok('POST subjects/a/versions', closed('x'));
  await ask.ok('POST subjects/a/versions', closed('x', 'y'));
  expect(await ask.code('DELETE subjects/b/versions/1')).toBe(40401);
  expect(await ask.code('DELETE subjects/a/versions/9')).toBe(40402);
  expect(await ask.code('DELETE subjects/a/versions/2?permanent=true')).toBe(40407);
  expect(await ask.ok('DELETE subjects/a/versions/latest')).toBe(2);
  expect(await ask.code('DELETE subjects/a/versions/2')).toBe(40406);
  expect(await ask.ok('GET subjects/a/versions/latest')).toMatchObject({ version: 1 });
  expect(await ask.code('POST subjects/a', closed('x', 'y'))).toBe(40403);
  expect(await ask.ok('POST subjects/a?deleted=true', closed('x', 'y'))).toMatchObject({ version: 2 });
  expect(await ask.ok('DELETE subjects/a/versions/2?permanent=true')).toBe(2);
  expect(await ask.ok('GET subjects/a/versions?deleted=true')).toEqual([1]);
  expect(await ask.code('GET schemas/ids/2/subjects')).toBe(40403);
});

test('a schema refers to versions of other subjects, which then cannot be deleted', async () => {
  const ask = client();
  await ask.ok('POST subjects/money/versions', asSchema({ type: 'integer', minimum: 0 }));
  const order = (type: string) => ({
    ...asSchema({ type: 'object', properties: { total: { $ref: 'money.json' } } }),
    references: [{ name: type, subject: 'money', version: 1 }],
  });
  expect(await ask.code('POST subjects/order/versions', order('other.json'))).toBe(42201);
  expect(
    await ask.code('POST subjects/order/versions', {
      ...order('x'),
      references: [{ name: 'money.json', subject: 'money', version: 2 }],
    }),
  ).toBe(42201);
  expect(await ask.ok('POST subjects/order/versions', order('money.json'))).toMatchObject({ id: 2 });
  expect(await ask.ok('GET schemas/ids/2')).toMatchObject({
    references: [{ name: 'money.json', subject: 'money', version: 1 }],
  });
  expect(await ask.ok('GET subjects/money/versions/1/referencedby')).toEqual([2]);
  expect(await ask.code('DELETE subjects/money')).toBe(42206);
  expect(await ask.code('DELETE subjects/money/versions/1')).toBe(42206);
  await ask.ok('DELETE subjects/order');
  expect(await ask.code('DELETE subjects/money')).toBe(42206);
  await ask.ok('DELETE subjects/order?permanent=true');
  expect(await ask.ok('DELETE subjects/money')).toEqual([1]);
});

test('modes stop writes; IMPORT takes the ids of another registry, and new ids go on above them', async () => {
  const ask = client();
  expect(await ask.ok('GET mode')).toEqual({ mode: 'READWRITE' });
  expect(await ask.code('GET mode/a')).toBe(40409);
  expect(await ask.ok('PUT mode/a', { mode: 'READONLY' })).toEqual({ mode: 'READONLY' });
  expect(await ask.code('POST subjects/a/versions', closed('x'))).toBe(42205);
  expect(await ask.code('PUT config/a', { compatibility: 'FULL' })).toBe(42205);
  expect(await ask.ok('DELETE mode/a')).toEqual({ mode: 'READONLY' });
  expect(await ask.code('POST subjects/a/versions', { ...closed('x'), id: 70 })).toBe(42205);
  expect(await ask.ok('PUT mode/a?force=False', { mode: 'IMPORT' })).toEqual({ mode: 'IMPORT' });
  expect(await ask.ok('POST subjects/a/versions', { ...closed('x'), id: 70 })).toMatchObject({ id: 70 });
  expect(await ask.code('POST subjects/a/versions', { ...closed('y'), id: 70 })).toBe(42205);
  expect(await ask.code('POST subjects/a/versions', { ...closed('x'), id: 71 })).toBe(42207);
  expect(await ask.ok('POST subjects/b/versions', closed('z'))).toMatchObject({ id: 71 });
  expect(await ask.code('PUT mode/b', { mode: 'IMPORT' })).toBe(42205);
  expect(await ask.code('PUT mode', { mode: 'SLEEP' })).toBe(42204);
  await ask.ok('PUT mode', { mode: 'READONLY_OVERRIDE' });
  expect(await ask.ok('GET mode/a?defaultToGlobal=true')).toEqual({ mode: 'READONLY_OVERRIDE' });
  expect(await ask.code('DELETE subjects/b')).toBe(42205);
  expect(await ask.ok('DELETE mode')).toEqual({ mode: 'READONLY_OVERRIDE' });
});

const invalid: [string, object, number][] = [
  ['no JSON', asSchema('{'), 42201],
  ['JSON that is no schema', asSchema('3'), 42201],
  ['a type that there is not', asSchema({ type: 'text' }), 42201],
  [
    'a wrong keyword in draft 4’s successor',
    asSchema({ $schema: 'http://json-schema.org/draft-06/schema#', minLength: -1 }),
    42201,
  ],
  [
    'a wrong keyword in 2019-09',
    asSchema({ $schema: 'https://json-schema.org/draft/2019-09/schema', required: 'a' }),
    42201,
  ],
  [
    'a wrong keyword in 2020-12',
    asSchema({ $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: {} }),
    42201,
  ],
  ['a pattern of properties that does not compile', asSchema({ patternProperties: { '(': {} } }), 42201],
  ['a reference that leads nowhere', asSchema({ $ref: '#/$defs/none' }), 42201],
  ['a schema nested too deep', asSchema(`${'{"not":'.repeat(20_000)}{}${'}'.repeat(20_000)}`), 42201],
  ['Avro, which no type means', { schema: '{"type":"string"}' }, 42201],
  ['Protobuf', { schemaType: 'PROTOBUF', schema: 'syntax = "proto3";' }, 42201],
  ['no schema at all', { schemaType: 'JSON' }, 42201],
  ['rules', { ...asSchema({}), ruleSet: { domainRules: [] } }, 42210],
  ['too large a schema', asSchema({ title: 'x'.repeat(200_000) }), 42209],
];
test.for(invalid)('%s is refused', async ([, body, code]) => {
  const reply = await client()('POST subjects/a/versions', body);
  expect(reply).toMatchObject({ status: 422, body: { error_code: code } });
});

test('drafts 4, 6, 7, 2019-09 and 2020-12 and boolean schemas are taken', async () => {
  const ask = client();
  for (const draft of ['draft-04', 'draft-06', 'draft-07', 'draft/2019-09', 'draft/2020-12'])
    await ask.ok(
      `POST subjects/${draft.replace('/', '-')}/versions`,
      asSchema({ $schema: `http://json-schema.org/${draft}/schema#`, type: 'object' }),
    );
  await ask.ok('POST subjects/anything/versions', asSchema('true'));
});

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
  expect(await ask.ok('GET schemas/types')).toEqual(['JSON']);
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
