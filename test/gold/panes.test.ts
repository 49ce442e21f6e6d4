// Windows of panes: which of them an answer shows, and how long their documents are kept.

import { expect, test } from 'vitest';
import { foldBatch } from '../../src/gold/fold.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import type { Model } from '../../src/gold/model.ts';
import { everything } from '../../src/gold/panes.ts';
import { windowRows } from '../../src/gold/rows.ts';
import { parseWidth } from '../../src/gold/width.ts';
import { createMemoryGoldStore } from './memory-gold-store.ts';
import { catalogOf, compileModels } from './models.ts';

const catalog = catalogOf('cloudevents', { sale: { id: { type: 'string' }, shop: { type: 'string' } } });
const at = (time: string) => Date.parse(`2026-03-01T${time}Z`);

async function compile(series: string, meta: string): Promise<Model> {
  const sql = `{{ config(meta={${meta}}) }} SELECT shop, w, count(*) AS n
    FROM {{ source('silver', 'sale') }}, UNNEST(${series}) AS hop(w) GROUP BY shop, w`;
  const [model] = await compileModels(catalog, { hops: sql });
  if (!model) throw new Error('there is no model');
  return model;
}

/** The last quarter of an hour, anew every five minutes. */
const quarter = `generate_series(time_bucket(INTERVAL '5 minutes', _event_time) - INTERVAL '10 minutes', _event_time, INTERVAL '5 minutes')`;

async function fold(model: Model, eventTimes: readonly number[], enqueuedTimeMs = at('12:00:00')) {
  const store = createMemoryGoldStore();
  const events = eventTimes.map((eventTimeMs, sequenceNumber) => ({
    ...{ sequenceNumber, enqueuedTimeMs },
    event: {
      ...{ type: 'sale', table: 'sale', identity: `${sequenceNumber}`, eventTimeMs, warnings: [] },
      rows: [{ weight: 1 as const, row: { id: '1', shop: 'S' }, eventTimeMs }],
    },
  }));
  const partials = foldBatch([model], { hub: 'test', partitionId: '0' }, events);
  await createFoldWriter(store).write(partials);
  return { partials, documents: [...store.documents.values()].map(({ document }) => document) };
}

async function windows(model: Model, eventTimes: readonly number[], grain?: string) {
  const { documents } = await fold(model, eventTimes);
  if (!model.window) throw new Error('there are no windows');
  const asked = { ...everything(model.window), ...(grain ? { grain: parseWidth(grain) } : {}) };
  const rows = windowRows(model, model.window, documents, undefined, asked);
  return rows.map(({ w, n }) => `${String(w).slice(11, 16)} ${n}`);
}

const meta = "'span': '1h', 'retain': '1d'";

test('a sale counts in the windows that it lies in, and is written once', async () => {
  const model = await compile(quarter, meta);
  expect(await windows(model, [at('10:59:59'), at('11:00:00')])).toEqual([
    '10:45 1',
    '10:50 2',
    '10:55 2',
    '11:00 1',
  ]);
  const { partials } = await fold(model, [at('11:00:00')]);
  expect(partials.map(({ lane }) => lane.deltas)).toEqual([[{ '0_a0': 1 }]]);
});

test('between sales that lie far apart there is no window', async () => {
  const model = await compile(quarter, meta);
  expect(await windows(model, [at('02:00:00'), at('11:00:00')])).toEqual([
    ...['01:50 1', '01:55 1', '02:00 1'],
    ...['10:50 1', '10:55 1', '11:00 1'],
  ]);
});

test('a larger grain shows some of the windows, and adds nothing up', async () => {
  const model = await compile(quarter, meta);
  const sales = [at('10:48:00'), at('10:59:00'), at('11:07:00')];
  expect(await windows(model, sales, '10m')).toEqual(['10:40 1', '10:50 1', '11:00 1']);
  expect(await windows(model, sales, '1h')).toEqual(['11:00 1']);
});

test('the series may stand in the select list of a query below, and in each part of a UNION ALL', async () => {
  const config = `{{ config(meta={${meta}}) }}`;
  const grouped = 'SELECT shop, w, count(*) AS n FROM hopped GROUP BY ALL';
  const part = `SELECT shop, unnest(${quarter}) AS w FROM {{ source('silver', 'sale') }}`;
  const models = await compileModels(catalog, {
    below: `${config} WITH hopped AS (SELECT *, unnest(${quarter}) AS w FROM {{ source('silver', 'sale') }}) ${grouped}`,
    union: `${config} WITH hopped AS (${part} WHERE id = '1' UNION ALL ${part} WHERE id <> '1') ${grouped}`,
  });
  for (const model of models)
    expect(await windows(model, [at('11:04:00')])).toEqual(['10:50 1', '10:55 1', '11:00 1']);
});

test('windows can be called by when they end', async () => {
  const ending = `range(time_bucket(INTERVAL '5 minutes', _event_time) + INTERVAL '5 minutes', time_bucket(INTERVAL '5 minutes', _event_time) + INTERVAL '20 minutes', INTERVAL '5 minutes')`;
  expect(await windows(await compile(ending, meta), [at('11:00:00')])).toEqual([
    '11:05 1',
    '11:10 1',
    '11:15 1',
  ]);
});

test('a pane takes sales until the last of its windows is past its retention, and its document lives as long', async () => {
  const model = await compile(quarter, meta);
  const last = at('10:00:00') + 15 * 60_000 + 24 * 3_600_000;
  expect((await fold(model, [at('10:00:00')], last - 1)).documents).toHaveLength(1);
  expect((await fold(model, [at('10:00:00')], last)).documents).toHaveLength(0);
  // The span, the retention, and what a window is longer than a pane.
  const [document] = (await fold(model, [at('10:00:00')])).documents;
  expect(document?.ttl).toBe(3_600 + 86_400 + 600);
});

test('windows of months lie in documents of years, which live for at least a year', async () => {
  const months = `generate_series(date_trunc('month', _event_time) - INTERVAL '1 month', _event_time, INTERVAL '1 month')`;
  const model = await compile(months, "'span': '1y', 'retain': '30d'");
  const { documents } = await fold(model, [Date.parse('2026-01-31T23:59:59.999Z')]);
  expect(documents).toMatchObject([{ span: Date.parse('2026-01-01'), s: { '0_a0': 1 } }]);
  expect(documents[0]?.ttl).toBeGreaterThan((365 + 30 + 28) * 86_400);
  if (!model.window) throw new Error('there are no windows');
  expect(windowRows(model, model.window, documents).map(({ w }) => w)).toEqual([
    '2025-12-01T00:00:00.000Z',
    '2026-01-01T00:00:00.000Z',
  ]);
});
