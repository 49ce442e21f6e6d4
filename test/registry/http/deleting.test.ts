// Deleting softly, and for good.

import { expect, test } from 'vitest';
import { client, closed } from '../client.ts';

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
