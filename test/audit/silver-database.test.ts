// Silver between two cuts: all of its rows, from the files that may hold them.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Cut } from '../../src/audit/cut.ts';
import { laneBatches } from '../../src/audit/lane-batches.ts';
import { openSilver } from '../../src/audit/silver-database.ts';
import { laneName } from '../../src/events/coordinate.ts';
import { noonMs } from '../tables/lake.ts';
import { lanes, openShop, outcome } from './shop.ts';

const shop = openShop('json');
const folder = mkdtempSync(join(tmpdir(), 'assay-silver-'));
afterEach(() => {
  shop.close();
  rmSync(folder, { recursive: true, force: true });
});

const sold = (sequenceNumber: number) =>
  outcome(sequenceNumber, [
    {
      ...{ weight: 1 as const, eventTimeMs: noonMs },
      row: { id: String(sequenceNumber), at: new Date(noonMs).toISOString(), price: 1, sku: 'A', units: 1 },
    },
  ]);

test('files before, after and of other lanes are left where they are', async () => {
  const [first, second] = lanes as [(typeof lanes)[0], (typeof lanes)[0]];
  const ten = (from: number) => Array.from({ length: 10 }, (_, i) => sold(from + i));
  for (const from of [0, 10, 20, 30]) await shop.land(first, ten(from));
  await shop.land(second, ten(10));
  const beyond: Cut = new Map([[laneName(first), 12]]);
  const cut: Cut = new Map([[laneName(first), 25]]);
  const silver = await openSilver({ ...shop.parts(), folder, beyond }, ['shop_sale'], cut);
  const numbers: number[] = [];
  for await (const { partitionId, events } of laneBatches(silver, ['shop_sale'], beyond, 100)) {
    expect(partitionId).toBe(first.partitionId);
    numbers.push(...events.map(({ sequenceNumber }) => sequenceNumber));
  }
  silver.close();
  expect(numbers).toEqual(Array.from({ length: 13 }, (_, i) => 13 + i));
  expect(readdirSync(join(folder, 'silver', 'shop_sale'))).toHaveLength(2);
});
