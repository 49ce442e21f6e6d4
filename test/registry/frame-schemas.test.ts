// What frames' ids stand for, out of the registry: asked once, and kept within bounds.

import { expect, test } from 'vitest';
import { createFrameSchemas } from '../../src/registry/frame-schemas.ts';
import { createRegistry } from '../../src/registry/registry.ts';
import { asSchema, client } from './client.ts';
import { memoryStore } from './memory-store.ts';

const saleId = 'https://assay.example/schemas/pos/sale/1';

test('an id is known by the $id of its schema; one that is registered later is found then', async () => {
  const store = memoryStore();
  const ask = client(store);
  const schemas = createFrameSchemas(createRegistry(store));
  await ask.ok('POST subjects/a/versions', asSchema({ $id: saleId, type: 'object' }));
  await ask.ok('POST subjects/b/versions', asSchema({ type: 'object' }));
  await schemas.load(new Set([1, 2, 3]));
  expect([1, 2, 3].map(schemas.get)).toEqual([saleId, null, undefined]);
  await ask.ok('POST subjects/c/versions', asSchema('true'));
  await schemas.load(new Set([3]));
  expect(schemas.get(3)).toBeNull();
});

test('what is deleted softly is still known, for its events are still there', async () => {
  const store = memoryStore();
  const ask = client(store);
  await ask.ok('POST subjects/a/versions', asSchema({ $id: saleId }));
  await ask.ok('DELETE subjects/a');
  const schemas = createFrameSchemas(createRegistry(store));
  await schemas.load(new Set([1]));
  expect(schemas.get(1)).toBe(saleId);
});

test('as many are kept as may be, and always those of the batch', async () => {
  const store = memoryStore();
  const ask = client(store);
  for (let n = 1; n <= 4; n += 1) await ask.ok(`POST subjects/${n}/versions`, asSchema({ title: `${n}` }));
  const schemas = createFrameSchemas(createRegistry(store), 2);
  await schemas.load(new Set([1, 2]));
  await schemas.load(new Set([2, 3]));
  expect([1, 2, 3, 4].map(schemas.get)).toEqual([undefined, null, null, undefined]);
  await schemas.load(new Set([2, 3, 4]));
  expect([2, 3, 4].map(schemas.get)).toEqual([null, null, null]);
});
