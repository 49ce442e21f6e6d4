import { expect, test } from 'vitest';
import { decodeBronzeFile } from '../../src/bronze/bronze-file.ts';
import { createBronzeLander } from '../../src/bronze/land.ts';
import type { EventBatch, RawEvent } from '../../src/events/raw-event.ts';
import { admit } from '../../src/landing/coverage.ts';
import { type LandedFile, type LandingStore, parseLandingPath } from '../../src/landing/landing.ts';
import { createMetrics } from '../../src/metrics.ts';

const event = (sequenceNumber: number): RawEvent => ({
  ...{ sequenceNumber, offset: String(sequenceNumber), enqueuedTimeMs: 0, partitionKey: null },
  ...{ contentType: null, properties: {}, systemProperties: {} },
  body: Buffer.from(`event ${sequenceNumber}`),
});

async function landed(...sequenceNumbers: [number, ...number[]]): Promise<Map<LandedFile, number[]>> {
  const files = new Map<string, Uint8Array>();
  const store: Pick<LandingStore, 'put'> = {
    put: async (path, content) => {
      if (files.has(path)) return 'exists';
      files.set(path, content);
      return 'landed';
    },
  };
  const [first, ...rest] = sequenceNumbers;
  const batch: EventBatch = {
    ...{ hub: 'promotions', partitionId: '1' },
    events: [event(first), ...rest.map(event)],
  };
  const land = createBronzeLander(store as LandingStore, createMetrics(), () => 0);
  await land(batch);
  await land(batch);
  const held = new Map<LandedFile, number[]>();
  for (const [path, content] of files) {
    const file = parseLandingPath({ path, size: content.byteLength, metadata: {} });
    if (file)
      held.set(
        file,
        (await decodeBronzeFile(content)).map(({ sequenceNumber }) => sequenceNumber),
      );
  }
  return held;
}

test('a batch is one file, and landing it again changes nothing', async () => {
  const files = await landed(20, 21, 22);
  expect([...files.values()]).toEqual([[20, 21, 22]]);
});

test('a batch with a hole, which no trigger should hand over, leaves a gap that the ledger sees', async () => {
  const files = await landed(20, 21, 25, 32, 33);
  expect([...files.values()]).toEqual([[20, 21], [25], [32, 33]]);
  expect(admit(19, [...files.keys()])).toMatchObject({ through: 21, beyondGap: 25 });
});

test('a file holds every coordinate that its name says, also where events come twice', async () => {
  const files = await landed(20, 21, 22, 21, 22, 23);
  for (const [{ first, last }, held] of files)
    expect(held).toEqual(Array.from({ length: last + 1 - first }, (_, i) => first + i));
  expect(admit(19, [...files.keys()])).toMatchObject({ through: 23, beyondGap: null });
});
