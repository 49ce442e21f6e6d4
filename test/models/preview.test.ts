import { describe, expect, test } from 'vitest';
import { openParser } from '../../scripts/gold/compile.ts';
import { overRecentSilver } from '../../scripts/gold/recent-silver.ts';
import { writeCost } from '../../scripts/gold/write-cost.ts';
import { eventsOfRows, type LaneEvent } from '../../src/gold/silver-rows.ts';
import { catalogOf, compileModels } from '../gold/models.ts';

const sinceMs = Date.UTC(2026, 10, 26, 12);

/** Without the space that a tag leaves behind what it renders. */
async function recent(sql: string, whole: string[] = []): Promise<string> {
  const parser = await openParser();
  try {
    const parsed = await parser.parse(sql, 'model.sql');
    const cut = overRecentSilver(parsed.sql, parsed.query, sinceMs, new Set(whole));
    return cut.replaceAll(/ +(?=[ )]|$)/g, '');
  } finally {
    parser.close();
  }
}

const condition =
  "WHERE _enqueued_date >= DATE '2026-11-26' AND _enqueued_time >= TIMESTAMPTZ '2026-11-26T12:00:00.000Z'";

describe('over recent silver', () => {
  test('a table is cut to its recent events, and keeps the name that the query gives it', async () => {
    expect(await recent("select s.a from {{ source('silver', 'sale') }} as s")).toBe(
      `select s.a from (SELECT * FROM silver.sale ${condition}) as s`,
    );
    expect(await recent("select sale.a from {{ source('silver', 'sale') }} where b")).toBe(
      `select sale.a from (SELECT * FROM silver.sale ${condition}) AS sale where b`,
    );
  });

  test('every table is, in common table expressions and unions, also after letters of several bytes', async () => {
    const sql =
      "with a as (select 'é€' as x, n from {{ source('silver', 'one') }} union all select 'z', n from {{ source('silver', 'two') }}) select * from a";
    expect(await recent(sql)).toBe(
      `with a as (select 'é€' as x, n from (SELECT * FROM silver.one ${condition}) AS one union all select 'z', n from (SELECT * FROM silver.two ${condition}) AS two) select * from a`,
    );
  });

  test('present rows are of all times', async () => {
    const sql = "select a from {{ source('silver', 'stock') }}";
    expect(await recent(sql, ['silver.stock'])).toBe('select a from silver.stock');
  });
});

test('the cost in writes counts a document once for a batch that touches it twice', async () => {
  const catalog = catalogOf('cloudevents', { sale: { sku: { type: 'string' }, at: { type: 'string' } } });
  const [model] = await compileModels(catalog, {
    sales: "select sku, count(*) as sales from {{ source('silver', 'sale') }} group by sku",
  });
  const at = '2026-11-26T12:00:00.000Z';
  const rows = ['A', 'A', 'B', 'A'].map((sku, _sequence_number) => ({
    table: 'sale',
    row: {
      ...{ sku, _identity: `${_sequence_number}`, _event_time: at, _enqueued_time: at },
      ...{ _hub: 'test', _partition_id: '0', _sequence_number },
    },
  }));
  const events: LaneEvent[] = [];
  for await (const event of eventsOfRows(rows)) events.push(event);
  if (!model) throw new Error('there is no model');
  expect(writeCost(model, events)).toEqual({ events: 4, documentsPerEvent: 1, writesPerEvent: 0.5 });
});
