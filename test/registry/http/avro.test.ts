// Schemas of Avro, as Confluent's registry has them: no type means Avro, in requests and in answers.

import { expect, test } from 'vitest';
import { asSchema, client } from '../client.ts';

const field = (name: string, type: unknown, more: object = {}) => ({ name, type, ...more });
const record = (name: string, ...fields: object[]) => ({
  schema: JSON.stringify({ type: 'record', name, fields }),
});
const note = (...more: object[]) => record('Note', field('text', 'string'), ...more);
const noted = field('at', 'long', { default: 0 });

test('a schema is registered, found and evolved, and answers have no type', async () => {
  const ask = client();
  expect(await ask.ok('POST subjects/a/versions', note())).toEqual({ id: 1, version: 1, ...note() });
  expect(await ask.ok('POST subjects/a/versions', { ...note(), schemaType: 'AVRO' })).toMatchObject({
    id: 1,
  });
  expect(await ask.ok('POST subjects/a/versions', note(noted))).toMatchObject({ id: 2, version: 2 });
  expect(await ask.ok('GET schemas/ids/1')).toEqual(note());
  expect(await ask.ok('POST subjects/a', note(noted))).toMatchObject({ version: 2 });
  expect(await ask.ok('GET subjects/a/versions/1/schema')).toEqual(JSON.parse(note().schema));
});

test('what may not follow is refused, with the rule and its place', async () => {
  const ask = client();
  await ask.ok('POST subjects/a/versions', note());
  const url = 'POST compatibility/subjects/a/versions/latest?verbose=true';
  const { messages } = (await ask.ok(url, note(field('at', 'long')))) as { messages: string[] };
  expect(messages[0]).toBe(
    `{errorType:"READER_FIELD_MISSING_DEFAULT_VALUE", description:"The difference is at path '/fields/1'. ` +
      `The new version has the field 'at', which the previous version has not. Give it a default."}`,
  );
  expect(await ask.code('POST subjects/a/versions', note(field('at', 'long')))).toBe(409);
  await ask.ok('PUT config/a', { compatibility: 'FULL' });
  expect(await ask.code('POST subjects/a/versions', record('Note', noted))).toBe(409);
  expect(await ask.ok('POST subjects/a/versions', note(noted))).toMatchObject({ version: 2 });
});

test('a subject keeps its type, as long as any level is asked', async () => {
  const ask = client();
  await ask.ok('POST subjects/a/versions', note());
  expect(await ask.code('POST subjects/a/versions', asSchema({ type: 'object' }))).toBe(409);
  await ask.ok('PUT config/a', { compatibility: 'NONE' });
  expect(await ask.ok('POST subjects/a/versions', asSchema({ type: 'object' }))).toMatchObject({
    version: 2,
  });
});

test('the same text is another schema in another type', async () => {
  const ask = client();
  const text = '{"type":"string"}';
  expect(await ask.ok('POST subjects/a/versions', { schema: text })).toMatchObject({ id: 1 });
  expect(await ask.ok('POST subjects/b/versions', asSchema(text))).toMatchObject({
    id: 2,
    schemaType: 'JSON',
  });
});

test('a schema refers to named types of other subjects, in any order', async () => {
  const ask = client();
  await ask.ok('POST subjects/money/versions', record('Money', field('minor', 'long')));
  const reference = (subject: string) => ({ name: subject, subject, version: 1 });
  const line = { ...record('Line', field('price', 'Money')), references: [reference('money')] };
  await ask.ok('POST subjects/line/versions', line);
  const order = record('Order', field('total', 'Money'), field('lines', { type: 'array', items: 'Line' }));
  expect(await ask.code('POST subjects/order/versions', order)).toBe(42201);
  for (const references of [
    [reference('line'), reference('money')],
    [reference('money'), reference('line')],
  ])
    await ask.ok(`POST subjects/${references[0]?.name}-first/versions`, { ...order, references });
  expect(await ask.ok('GET subjects/money/versions/1/referencedby')).toEqual([2, 3, 4]);
});

test('a schema refers to none of another type', async () => {
  const ask = client();
  await ask.ok('POST subjects/a/versions', record('A'));
  const body = { ...asSchema({ $ref: 'a' }), references: [{ name: 'a', subject: 'a', version: 1 }] };
  const reply = await ask('POST subjects/b/versions', body);
  expect(reply).toMatchObject({ status: 422, body: { error_code: 42201 } });
  expect(JSON.stringify(reply.body)).toContain('is of the type AVRO, and JSON refers to it');
});

const deep = (levels: number) => `${'{"type":"array","items":'.repeat(levels)}"int"${'}'.repeat(levels)}`;
const invalid: [string, string, RegExp][] = [
  ['a type that there is not', '{"type":"record","name":"A","fields":[{"name":"b","type":"B"}]}', /B/],
  ['a field twice', record('A', field('b', 'int'), field('b', 'int')).schema, /duplicate.*b/],
  ['a default of another type', record('A', field('b', 'int', { default: 'x' })).schema, /default/],
  ['a symbol that is no name', '{"type":"enum","name":"E","symbols":["a b"]}', /symbol|a b/],
  ['a union in a union', '["null",["int"]]', /union/i],
  ['a JSON Schema, whose type was left out', '{"type":"object"}', /"JSON"/],
  ['what is nested too deep', deep(5_000), /deeper/],
];
test.for(invalid)('%s is refused', async ([, schema, reason]) => {
  const reply = await client()('POST subjects/a/versions', { schema });
  expect(reply).toMatchObject({ status: 422, body: { error_code: 42201 } });
  expect((reply.body as { message: string }).message).toMatch(reason);
});
