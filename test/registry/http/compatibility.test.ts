// Schemas that may not follow, and asking whether they may.

import { expect, test } from 'vitest';
import { asSchema, client, closed } from '../client.ts';

test('a schema that may not follow is refused with 409, and the reasons name rule, path and version', async () => {
  const ask = client();
  await ask.ok('POST subjects/a/versions', closed('x', 'y'));
  const reply = await ask('POST subjects/a/versions', closed('x'));
  expect(reply).toMatchObject({ status: 409, body: { error_code: 409 } });
  const { message } = reply.body as { message: string };
  expect(message).toContain(
    `{errorType:"PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL", description:"The difference is at path '#/properties/y'. `,
  );
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

test('a transitive level asks every version, and the reasons name the one that it breaks with', async () => {
  const text = (maxLength: number) => asSchema({ type: 'string', maxLength });
  const ask = client();
  await ask.ok('PUT config/a', { compatibility: 'NONE' });
  for (const maxLength of [5, 3]) await ask.ok('POST subjects/a/versions', text(maxLength));
  const reasonsUnder = async (compatibility: string) => {
    await ask.ok('PUT config/a', { compatibility });
    const url = 'POST compatibility/subjects/a/versions?verbose=true';
    const { messages } = (await ask.ok(url, text(4))) as { messages: string[] };
    return messages.map(message => message.replace(/, description:.*/, ''));
  };
  expect(await reasonsUnder('BACKWARD')).toEqual([]);
  expect(await reasonsUnder('BACKWARD_TRANSITIVE')).toEqual([
    '{errorType:"MAX_LENGTH_DECREASED"',
    '{oldSchemaVersion: 1}',
    "{compatibility: 'BACKWARD_TRANSITIVE', compatibilityPolicy: 'STRICT'}",
  ]);
  expect(await reasonsUnder('FULL')).toContain('{oldSchemaVersion: 2}');
  expect((await reasonsUnder('FULL_TRANSITIVE')).filter(reason => reason.includes('Version'))).toEqual([
    '{oldSchemaVersion: 2}',
    '{oldSchemaVersion: 1}',
  ]);
  expect(await ask.code('POST subjects/a/versions', text(4))).toBe(409);
});
