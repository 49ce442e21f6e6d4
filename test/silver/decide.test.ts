// A batch is decided when all that its events name has been looked up, and not before.

import { expect, test } from 'vitest';
import { compileJudge } from '../../src/events/judge.ts';
import type { EventBatch } from '../../src/events/raw-event.ts';
import { createFrameSchemas } from '../../src/registry/frame-schemas.ts';
import { createRegistry } from '../../src/registry/registry.ts';
import type { Claims } from '../../src/silver/claims.ts';
import { decideBatch } from '../../src/silver/decide.ts';
import { frame, raw, row, sales } from '../events/sources.ts';
import { asSchema, client } from '../registry/client.ts';
import { memoryStore } from '../registry/memory-store.ts';

const firstIsOwner: Claims = { claim: async (_hub, _identity, coordinate) => coordinate };
const batch: EventBatch = {
  ...{ hub: 'shop', partitionId: '0' },
  events: [raw(row), raw(frame(1, { ...row, id: 'y' }), { sequenceNumber: 1 })],
};

test('an id that is registered meanwhile counts when the event comes again', async () => {
  const store = memoryStore();
  const judge = compileJudge(sales, createFrameSchemas(createRegistry(store)));
  const verdicts = async () =>
    (await decideBatch(judge, firstIsOwner, batch)).outcomes.map(({ verdict }) => verdict);
  expect(await verdicts()).toEqual(['silver', 'quarantined']);
  await client(store).ok('POST subjects/sale/versions', asSchema({ type: 'object' }));
  expect(await verdicts()).toEqual(['silver', 'silver']);
});

test('while the registry cannot be asked nothing is decided, and the batch is tried again', async () => {
  const away = createFrameSchemas({ read: () => Promise.reject(new Error('no route to host')) });
  const claimed: string[] = [];
  const claims: Claims = {
    claim: async (_hub, identity, coordinate) => {
      claimed.push(identity);
      return coordinate;
    },
  };
  const decision = decideBatch(compileJudge(sales, away), claims, batch);
  await expect(decision).rejects.toThrow('no route to host');
  expect(claimed).toEqual([]);
});
