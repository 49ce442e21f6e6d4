// Levels of compatibility, and modes.

import { expect, test } from 'vitest';
import { client, closed } from '../client.ts';

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
