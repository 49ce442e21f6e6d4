// Random models that look rows up for their groups, as SQL text: a relational table, another model, one after the other.

import fc from 'fast-check';
import { type Column, type Draw, expression, type SqlType } from './random-expressions.ts';

export type LookupModel = { sql: string; template: string };

/** What lookups may also find: models without windows. */
export const foundModels = {
  by_store: `SELECT store, count(*) AS sales, CAST(sum(amount % 1000) AS BIGINT) AS amount, max(code) AS code
    FROM {{ source('silver', 'sale') }} GROUP BY store HAVING count(*) > 1`,
  by_sku: `SELECT store, sku, count(*) AS n, CAST(sum(reserved) AS BIGINT) AS reserved, count_if(checked) AS checked
    FROM {{ source('silver', 'stock') }} GROUP BY store, sku`,
  by_hour: `{{ config(meta={'span': '1d', 'retain': '3000d'}) }} SELECT store, line.sku, date_trunc('hour', _event_time) AS w,
    count(*) AS n, CAST(sum(line.quantity % 100) AS BIGINT) AS units, max(line.note) AS note
    FROM {{ source('silver', 'sale') }}, UNNEST(lines) AS l(line) GROUP BY store, line.sku, w`,
  by_hop: `{{ config(meta={'span': '12h', 'retain': '3000d'}) }} SELECT store, line.sku, w,
    count(*) AS n, CAST(sum(line.quantity % 100) AS BIGINT) AS units, max(line.note) AS note
    FROM {{ source('silver', 'sale') }}, UNNEST(lines) AS l(line),
      UNNEST(generate_series(time_bucket(INTERVAL '2 hours', _event_time) - INTERVAL '4 hours', _event_time, INTERVAL '2 hours')) AS hop(w)
    GROUP BY store, line.sku, w`,
};

type Driving = { ctes: string; from: string; key: string[]; window: boolean; columns: Column[] };

const column = (sql: string, type: SqlType): Column => ({ sql, type, certain: false });

const drivings: Driving[] = [
  {
    ctes: `WITH g AS (SELECT store, line.sku, count(*) AS n, CAST(sum(amount % 1000) AS BIGINT) AS amount
      FROM {{ source('silver', 'sale') }}, UNNEST(lines) AS l(line) WHERE paid IS NOT FALSE GROUP BY store, line.sku HAVING count(*) < 9)`,
    from: 'g',
    key: ['store', 'sku'],
    window: false,
    columns: [
      column('g.n', 'int'),
      column('g.amount', 'int'),
      column('g.store', 'text'),
      column('g.sku', 'text'),
    ],
  },
  ...['by_hour', 'by_hop'].map(name => ({
    ctes: '',
    from: `{{ ref('${name}') }} AS g`,
    key: ['store', 'sku'],
    window: true,
    columns: [
      column('g.n', 'int'),
      column('g.units', 'int'),
      column('g.note', 'text'),
      column('g.sku', 'text'),
    ],
  })),
  {
    ctes: "WITH g AS (SELECT * FROM {{ ref('by_sku') }})",
    from: 'g',
    key: ['store', 'sku'],
    window: false,
    columns: [column('g.reserved', 'int'), column('g.checked', 'int'), column('g.store', 'text')],
  },
];

const stockColumns = [
  column('s.on_hand', 'int'),
  column('s.reserved', 'int'),
  column('s.price', 'real'),
  column('s.checked', 'bool'),
  column('s.note', 'text'),
  column('s.counted', 'time'),
  column('s._event_time', 'time'),
];

const storeColumns = [column('c.sales', 'int'), column('c.amount', 'int'), column('c.code', 'text')];

function build(draw: Draw): LookupModel {
  const { ctes, from, key, window, columns: own } = draw.of(drivings);
  const kind = () => draw.of(['LEFT JOIN', 'LEFT JOIN', 'JOIN']);
  const joins: string[] = [];
  const columns = [...own];
  if (draw.chance(80)) {
    const swapped = draw.chance(30);
    const on = draw.of([
      'ON s.store = g.store AND s.sku = g.sku',
      'ON g.sku = s.sku AND g.store = s.store',
      'USING (store, sku)',
      ...(swapped ? ["ON s.store = g.sku AND s.sku = coalesce(nullif(g.store, 'a'), 'b')"] : []),
    ]);
    joins.push(`${kind()} {{ source('silver', 'stock') }} AS s ${on}`);
    columns.push(...stockColumns);
    if (draw.chance(60)) {
      joins.push(
        `${kind()} {{ ref('by_store') }} AS c ON c.store = ${draw.of(['s.note', 'left(s.note, 1)', 's.store'])}`,
      );
      columns.push(...storeColumns);
    }
  } else {
    joins.push(
      `${kind()} {{ ref('by_store') }} AS c ON c.store = ${draw.of(['g.sku', "lower(g.store) || ''", 'g.store'])}`,
    );
    columns.push(...storeColumns);
  }
  const types = ['int', 'text', 'bool', 'decimal', 'time'] as const;
  const items = [
    ...key.map(name => `g.${name}`),
    ...(window ? ['g.w'] : []),
    ...Array.from(
      { length: draw.int(1, 4) },
      (_, i) => `${expression(draw, columns, draw.of(types), 2)} AS a${i}`,
    ),
  ];
  const where = draw.chance(35) ? ` WHERE ${expression(draw, columns, 'bool', 2)}` : '';
  const template = `${ctes} SELECT ${items.join(', ')} FROM ${from} ${joins.join(' ')}${where}`;
  return { template, sql: rendered(template) };
}

export function rendered(template: string): string {
  return template
    .replace(/\{\{ config\(.*?\) \}\}/g, '')
    .replace(/\{\{ source\('silver', '(\w+)'\) \}\}/g, 'silver.$1')
    .replace(/\{\{ ref\('(\w+)'\) \}\}/g, 'gold.$1');
}

export const lookupModels: fc.Arbitrary<LookupModel> = fc.gen().map(gen =>
  build({
    of: items => gen(fc.constantFrom, ...items) as never,
    int: (min, max) => gen(fc.integer, { min, max }),
    chance: percent => gen(fc.integer, { min: 0, max: 99 }) >= 100 - percent,
  }),
);
