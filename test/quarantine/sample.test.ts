import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { laneName } from '../../src/events/coordinate.ts';
import { type LandingStore, type ListedFile, landingPath } from '../../src/landing/landing.ts';
import { bodySample, maxBodyBytes } from '../../src/quarantine/body-sample.ts';
import { formatPlace, parsePlace } from '../../src/quarantine/place.ts';
import { type QuarantinedEvent, sampleQuarantine } from '../../src/quarantine/sample.ts';
import { createLakeRows } from '../../src/replay/lake-rows.ts';
import type { Outcome } from '../../src/silver/outcome.ts';
import { segmentMetadata } from '../../src/silver/segment-file.ts';
import { createFileCache } from '../../src/sql/file-cache.ts';
import { noonMs, numbers, openTestLake, segment, source } from '../tables/lake.ts';

const shop = source('cloudevents', { id: { type: 'integer' }, at: { type: 'string', format: 'date-time' } });

let folder: string;
let lake: ReturnType<typeof openTestLake>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-quarantine-'));
  lake = openTestLake();
});
afterEach(() => {
  lake.close();
  rmSync(folder, { recursive: true, force: true });
});

const refused = (sequenceNumber: number): Outcome => ({
  ...{ sequenceNumber, enqueuedTimeMs: noonMs + sequenceNumber * 1_000, verdict: 'quarantined' },
  rejection: { reason: 'schema_violation', detail: 'must be integer', pointer: '/data/id' },
  body: Buffer.from(JSON.stringify({ id: `text ${sequenceNumber}` })),
});

/** A platform in which coordinates 0 to `committed` of each lane are in tables, and those after to `landed` only landed. */
async function platform(committed: number, landed: number) {
  const { tables, append } = lake.open({ sources: [shop] });
  const lanes = ['0', '1'];
  await append(
    'shop',
    'silver',
    lanes.map(partitionId => ({
      ...{ hub: 'shop', partitionId, through: -1 },
      admitted: [
        {
          file: lake.land(
            'silver',
            partitionId,
            0,
            committed,
            segment(partitionId, numbers(0, committed).map(refused)),
          ),
          ...{ first: 0, last: committed },
        },
      ],
    })),
  );
  const files = new Map<string, { content: Uint8Array; listed: ListedFile }>();
  // What was committed is still listed too.
  for (const partitionId of lanes)
    for (const [first, last] of [
      [0, committed],
      [committed + 1, landed],
    ] as const) {
      const outcomes = numbers(first, last).map(refused);
      const content = segment(partitionId, outcomes);
      const path = landingPath('silver', { hub: 'shop', partitionId }, { first, last }, noonMs + 60_000);
      files.set(path, {
        content,
        listed: { path, size: content.byteLength, metadata: segmentMetadata(outcomes) },
      });
    }
  const landing: Pick<LandingStore, 'list' | 'read'> = {
    list: async function* (prefix) {
      for (const [path, { listed }] of files) if (path.startsWith(prefix)) yield listed;
    },
    read: async path => files.get(path)?.content ?? new Uint8Array(),
  };
  const counts = { silver: 0, quarantined: committed + 1, duplicate: 0, redriven: 0 };
  const parts = {
    rows: createLakeRows({
      ...{ tables, workbench: lake.workbench },
      cache: createFileCache(join(folder, 'cache'), 64 * 1024 * 1024),
    }),
    table: tables.get('quarantine'),
    ...{ landing, now: () => noonMs + 120_000 },
  };
  const ledgerAt = (silverThrough: number) => ({
    read: async () =>
      lanes.map(partitionId => ({
        entry: {
          hub: 'shop',
          partitionId,
          start: 0,
          bronzeThrough: landed,
          silverThrough,
          counts,
          cursor: '',
        },
        etag: null,
      })),
  });
  return {
    /** The ledger moves after the tables: for a moment it knows less than they hold. */
    sample: (limit: number, before: string | null = null, silverThrough = committed) =>
      sampleQuarantine({ ...parts, ledger: ledgerAt(silverThrough) }, shop, {
        limit,
        before: before === null ? null : parsePlace(before),
      }),
  };
}

const names = (events: readonly QuarantinedEvent[]) =>
  events.map(event => `${laneName({ hub: 'shop', ...event })}/${event.sequenceNumber}`);

test('the newest come first, whether a table has them yet or not', async () => {
  const { sample } = await platform(4, 6);
  const { events, next } = await sample(5);
  expect(names(events)).toEqual(['shop-1/6', 'shop-0/6', 'shop-1/5', 'shop-0/5', 'shop-1/4']);
  expect(events.map(({ committed }) => committed)).toEqual([false, false, false, false, true]);
  expect(events[0]).toMatchObject({
    ...{ reason: 'schema_violation', detail: 'must be integer', pointer: '/data/id' },
    enqueuedAt: new Date(noonMs + 6_000).toISOString(),
    body: { encoding: 'utf8', content: '{"id":"text 6"}', truncated: false },
  });
  expect(next).not.toBeNull();
});

test('page by page each event comes once, also while the ledger knows less than the tables', async () => {
  const { sample } = await platform(9, 14);
  for (const [limit, silverThrough] of [
    [1, 9],
    [7, 9],
    [30, 9],
    [100, 9],
    [4, 5],
  ] as const) {
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const page = await sample(limit, before, silverThrough);
      seen.push(...names(page.events));
      before = page.next;
    } while (before !== null);
    expect(seen).toHaveLength(30);
    expect(new Set(seen).size).toBe(30);
  }
});

test('a lake without a quarantine has none', async () => {
  const { tables } = lake.open({ sources: [shop] });
  const cache = createFileCache(join(folder, 'cache'), 1024);
  const rows = createLakeRows({ tables, cache, workbench: lake.workbench });
  const landing = { list: async function* () {}, read: async () => new Uint8Array() };
  const parts = { rows, table: tables.get('quarantine'), landing, ledger: { read: async () => [] } };
  const sample = await sampleQuarantine(parts, shop, { limit: 10, before: null });
  expect(sample).toEqual({ source: 'shop', events: [], next: null });
});

test('a body is text where it is UTF-8, else base64, and never more than its limit', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(3), (start, repeats) => {
      const body = Buffer.concat(Array.from({ length: 1 + repeats * 20 }, () => start));
      const sample = bodySample(body.subarray(0, maxBodyBytes), body.byteLength);
      const shown = Buffer.from(sample.content, sample.encoding);
      expect(sample.bytes).toBe(body.byteLength);
      expect(sample.truncated).toBe(body.byteLength > maxBodyBytes);
      expect(body.subarray(0, shown.byteLength).equals(shown)).toBe(true);
      expect(Math.min(body.byteLength, maxBodyBytes) - shown.byteLength).toBeLessThan(4);
    }),
  );
});

test('what is cut within a character is still text', () => {
  const body = Buffer.from('€'.repeat(4_000));
  const sample = bodySample(body.subarray(0, maxBodyBytes), body.byteLength);
  expect(sample).toMatchObject({ encoding: 'utf8', truncated: true, content: '€'.repeat(2_730) });
});

test('a place travels as text, and what is none is refused', () => {
  const times = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true });
  fc.assert(
    fc.property(times, fc.nat(9_999), fc.nat(), (time, partition, sequenceNumber) => {
      const place = { enqueuedMs: time.getTime(), partitionId: String(partition), sequenceNumber };
      expect(parsePlace(formatPlace(place))).toEqual(place);
    }),
  );
  for (const text of ['', 'now', '2026-13-01T00:00:00.000Z,0,1', "2026-01-01T00:00:00.000Z,0',1"])
    expect(parsePlace(text)).toBeNull();
});
