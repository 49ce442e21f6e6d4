// Registering schemas, and finding them again.

import { expect, test } from 'vitest';
import { asSchema, client, closed } from '../client.ts';

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

test('no schema has metadata: the latest with none is the latest, and with any there is none', async () => {
  const ask = client();
  await ask.ok('POST subjects/a/versions', closed('x'));
  expect(await ask.ok('GET subjects/a/metadata')).toMatchObject({ subject: 'a', version: 1, id: 1 });
  expect(await ask.code('GET subjects/a/metadata?key=major&value=1')).toBe(40403);
  expect(await ask.code('GET subjects/b/metadata?key=major&value=1')).toBe(40401);
});

test('digits that no double holds stay as they were sent', async () => {
  const ask = client();
  const text = '{"type":"integer","maximum":18446744073709551615}';
  expect(await ask.ok('POST subjects/a/versions', asSchema(text))).toMatchObject({ schema: text });
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
  ['a JSON Schema without a type, which means Avro', { schema: '{"type":"object"}' }, 42201],
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
