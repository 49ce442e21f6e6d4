import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Problem } from '../../src/problem.ts';
import { createLakeRows } from '../../src/replay/lake-rows.ts';
import { type PreviewParts, previewReplay, type ReplayPreview } from '../../src/replay/preview.ts';
import { createRequestParser } from '../../src/replay/request.ts';
import type { Outcome } from '../../src/silver/outcome.ts';
import { createFileCache } from '../../src/sql/file-cache.ts';
import { describeSizes } from '../../src/tables/describe-sizes.ts';
import { bronze, noonMs, numbers, openTestLake, segment, source } from '../tables/lake.ts';

const shop = source('cloudevents', { id: { type: 'integer' }, at: { type: 'string', format: 'date-time' } });

/** Every third is refused, for one of two reasons. */
function outcome(sequenceNumber: number): Outcome {
  const at = { sequenceNumber, enqueuedTimeMs: noonMs + sequenceNumber };
  const reason = sequenceNumber % 2 === 0 ? 'schema_violation' : 'unknown_type';
  if (sequenceNumber % 3 === 0)
    return {
      ...{ ...at, verdict: 'quarantined', body: Buffer.from('{}') },
      rejection: { reason, detail: '', pointer: '' },
    };
  const time = noonMs + sequenceNumber;
  const row = { id: sequenceNumber, at: new Date(time).toISOString() };
  const event = { type: 'sale', table: 'shop_sale', identity: String(sequenceNumber), eventTimeMs: time };
  return {
    ...{ ...at, verdict: 'silver' },
    event: { ...event, rows: [{ weight: 1, row, eventTimeMs: time }], warnings: [] },
  };
}

const folder = mkdtempSync(join(tmpdir(), 'assay-preview-'));
const lake = openTestLake();
const { tables, append } = lake.open({ sources: [shop] });
let parts: PreviewParts;
beforeAll(async () => {
  const admitted = (tier: 'bronze' | 'silver', content: Uint8Array) => [
    {
      ...{ hub: 'shop', partitionId: '0', through: -1 },
      admitted: [{ file: lake.land(tier, '0', 0, 29, content), first: 0, last: 29 }],
    },
  ];
  await append('shop', 'bronze', admitted('bronze', bronze('0', 0, 29)));
  await append('shop', 'silver', admitted('silver', segment('0', numbers(0, 29).map(outcome))));
  const cache = createFileCache(join(folder, 'cache'), 64 * 1024 * 1024);
  const entry = { hub: 'shop', partitionId: '0', silverThrough: 29, bronzeThrough: 29 };
  parts = {
    rows: createLakeRows({ tables, cache, workbench: lake.workbench }),
    ...{ tables, ledger: { read: async () => [{ entry }] }, hubOf: name => name, building: () => [] },
    parse: createRequestParser({ sources: [shop] }, { models: [], previous: [] }),
    readFile: async path =>
      path === 'inbox/shop/there.ndjson' ? { content: new Uint8Array(1), etag: 'a', size: 3_000_000 } : null,
  };
});
afterAll(() => {
  lake.close();
  rmSync(folder, { recursive: true, force: true });
});

const preview = async (type: string, data: object): Promise<ReplayPreview> =>
  JSON.parse((await previewReplay(parts, JSON.stringify({ type: `Replay.${type}`, data }))).body);

describe('a preview tells what a replay would work on', () => {
  test('a redrive: the quarantined events, by reason', async () => {
    expect(await preview('RedriveQuarantine', { source: 'shop' })).toMatchObject({
      kind: 'redrive',
      amount: { of: 'events', count: 10, exact: true },
      byReason: { schema_violation: 5, unknown_type: 5 },
      steps: 3,
    });
  });

  test('of a part of them: those of a reason, and of coordinates', async () => {
    const some = { source: 'shop', reason: 'unknown_type', partition: '0', first: 4, last: 20 };
    const { amount, byReason } = await preview('RedriveQuarantine', some);
    expect([amount.count, byReason]).toEqual([2, { unknown_type: 2 }]);
  });

  test('a comparison: at most the events of the files that it reads', async () => {
    const { amount, effects } = await preview('CompareBronze', { source: 'shop' });
    expect(amount).toEqual({ of: 'events', count: 30, exact: false });
    expect(effects).toContain('Nothing is written.');
  });

  test('a backfill: the bytes of its file', async () => {
    const { amount, steps } = await preview('BackfillSource', { path: 'inbox/shop/there.ndjson' });
    expect([amount, steps]).toEqual([{ of: 'bytes', count: 3_000_000, exact: true }, 5]);
  });

  test.each([
    ['RedriveQuarantine', { source: 'moon' }, 'source'],
    ['BackfillSource', { path: 'inbox/shop/gone.ndjson' }, 'path'],
    ['RebuildGold', { model: 'moon' }, 'model'],
    ['Everything', {}, 'type'],
  ])('what would be refused is refused: %s %o', async (type, data, parameter) => {
    const refused = await preview(type, data).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect(refused).toMatchObject({ status: 400, parameter });
  });
});

test('how large tables are is told by their logs alone', async () => {
  const sizes = new Map((await describeSizes(tables, 1_000_000)).map(size => [size.name, size]));
  expect(sizes.get('bronze.shop')).toMatchObject({ files: 1, rows: 30, smallFiles: 1 });
  expect(sizes.get('quarantine')).toMatchObject({ rows: 10, lastCompaction: null, waitingForVacuum: 0 });
  expect(sizes.get('silver.shop_sale')?.rows).toBe(20);
  expect(sizes.get('bronze.shop')?.lastCommit).toMatch(/^\d{4}-/);
});
