import { expect, test } from 'vitest';
import { type LandingStore, parseLandingPath } from '../../src/landing/landing.ts';
import type { Outcome } from '../../src/silver/outcome.ts';
import { createSegmentBuffer } from '../../src/silver/segment-buffer.ts';
import { decodeSegmentFile, parseSegmentMetadata } from '../../src/silver/segment-file.ts';

const lane = { hub: 'pos', partitionId: '0' };

const outcomes = (first: number, last: number): Outcome[] =>
  Array.from({ length: last - first + 1 }, (_, i) => ({
    sequenceNumber: first + i,
    enqueuedTimeMs: 0,
    verdict: 'quarantined',
    rejection: { reason: 'malformed_body', detail: '', pointer: '' },
    body: new Uint8Array(1),
  }));

/** A lake whose first `failures` puts fail after a while, and which checks that a file holds what its name says. */
function createLake(failures: number) {
  const landed: [number, number][] = [];
  const store: LandingStore = {
    put: async (path, content, metadata) => {
      await new Promise(resolve => setTimeout(resolve, 5));
      if (failures-- > 0) throw new Error('the lake is away');
      const file = parseLandingPath({ path, size: content.byteLength, metadata });
      if (!file) throw new Error(`no landing path: ${path}`);
      const numbers = (await decodeSegmentFile(content)).map(({ sequenceNumber }) => sequenceNumber);
      expect(numbers).toEqual(Array.from({ length: file.last - file.first + 1 }, (_, i) => file.first + i));
      expect(parseSegmentMetadata(metadata)?.quarantined).toBe(numbers.length);
      landed.push([file.first, file.last]);
      return 'landed';
    },
    list: async function* () {},
    read: async () => new Uint8Array(),
    delete: async () => {},
  };
  return { store, landed };
}

const buffer = (store: LandingStore, maxEvents = 1_000) =>
  createSegmentBuffer(store, { maxAgeMs: 60_000, maxEvents }, () => {});

test('a batch delivered again while its first landing is on its way, and fails, is in the segment once', async () => {
  const { store, landed } = createLake(1);
  const segments = buffer(store);
  await segments.append(lane, outcomes(0, 9));
  const failing = segments.flush();
  await segments.append(lane, outcomes(0, 9));
  await segments.append(lane, outcomes(5, 14));
  await expect(failing).rejects.toThrow('the lake is away');
  await segments.flush();
  expect(landed).toEqual([[0, 14]]);
});

test('a lane that comes back after another owner had it begins a segment of its own, also when the lake fails', async () => {
  const { store, landed } = createLake(1);
  const segments = buffer(store);
  await segments.append(lane, outcomes(0, 9));
  const failing = segments.flush();
  const returned = segments.append(lane, outcomes(100, 110));
  await expect(failing).rejects.toThrow('the lake is away');
  await returned;
  await segments.flush();
  expect(landed).toEqual([
    [0, 9],
    [100, 110],
  ]);
});

test('outcomes with a hole between them land as two segments: the hole is a gap that repair sees', async () => {
  const { store, landed } = createLake(0);
  const segments = buffer(store);
  await segments.append(lane, [...outcomes(0, 4), ...outcomes(8, 9)]);
  await segments.append(lane, outcomes(10, 11));
  await segments.flush();
  expect(landed).toEqual([
    [0, 4],
    [8, 11],
  ]);
});

test('a lake that stays away makes appending fail once the lane holds its limit, so that the trigger waits', async () => {
  const { store } = createLake(1_000);
  const segments = buffer(store, 20);
  await segments.append(lane, outcomes(0, 15));
  await expect(segments.append(lane, outcomes(16, 25))).rejects.toThrow('the lake is away');
  await expect(segments.append(lane, outcomes(16, 25))).rejects.toThrow('the lake is away');
});
