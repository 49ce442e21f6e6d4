// Random feature views over the tables of history.ts, with what the compiler takes: unions, named queries, subqueries,
// lists, filters, and expressions over aggregates.

import fc from 'fast-check';

type Relation = { ctes: string; from: string; card: string; shop: string; amount: string; time: string };

const silver = (table: string) => `{{ source('silver', '${table}') }}`;

const relations: Relation[] = [
  {
    ctes: '',
    from: silver('payments_authorised'),
    ...{ card: '"cardToken"', shop: '"storeId"', amount: '"amountMinor"', time: '_event_time' },
  },
  {
    ctes: `with rows as (
      select "cardToken" as card, "storeId" as shop, "amountMinor" as amount, _event_time as happened
      from ${silver('payments_authorised')}
      union all
      select "cardToken", "terminalId", -"amountMinor", _event_time from ${silver('payments_declined')} as d)`,
    from: 'rows',
    ...{ card: 'card', shop: 'shop', amount: 'amount', time: 'happened' },
  },
  {
    ctes: `with first as (select * from ${silver('payments_declined')} where "amountMinor" <> 5),
      second as (select *, upper("storeId") as shop from first)`,
    from: '(select * from second) as r',
    ...{ card: 'r."cardToken"', shop: 'r.shop', amount: 'r."amountMinor"', time: 'r._event_time' },
  },
  {
    ctes: '',
    from: `${silver('shop_basket')} as b, unnest(b.lines) as basket(line)`,
    ...{ card: 'b.card', shop: 'line.sku', amount: 'line.units', time: 'b._event_time' },
  },
];

const aggregates: ((relation: Relation) => string)[] = [
  () => 'count(*)',
  ({ amount }) => `count(${amount})`,
  ({ amount }) => `sum(${amount})`,
  ({ amount }) => `avg(${amount})`,
  ({ amount }) => `min(${amount})`,
  ({ shop }) => `max(${shop})`,
  ({ shop }) => `count(distinct ${shop})`,
  ({ amount }) => `count_if(${amount} > 0)`,
  ({ amount, shop }) => `sum(${amount}) filter (where ${shop} > 'S2')`,
  ({ amount }) => `coalesce(sum(${amount}), 0) / count(*)`,
  ({ amount, shop }) => `max(${amount}) - min(${amount}) + count(distinct ${shop})`,
  ({ amount }) => `bool_or(${amount} > 4)`,
  ({ card }) => `${card} || ': ' || count(*)`,
  ({ amount }) => `sum(cast(${amount} as decimal(18, 2)))`,
];

const series = (bucket: string, back: string, hop: string) =>
  `unnest(generate_series(${bucket} - interval '${back}', $, interval '${hop}')) as hop(w)`;

/** Beside FROM: windows that overlap. */
const hopping = [
  series("time_bucket(interval '5 minutes', $)", '55 minutes', '5 minutes'),
  series("date_trunc('hour', $)", '2 hours', '1 hour'),
  `unnest(range(time_bucket(interval '15 minutes', $), time_bucket(interval '15 minutes', $) + interval '1 hour', interval '15 minutes')) as hop(w)`,
];

const windows = [
  "time_bucket(interval '5 minutes', $)",
  "time_bucket(interval '15 minutes', $)",
  "date_trunc('hour', $)",
];

/** The template of a model whose key is `card`. */
export const randomView: fc.Arbitrary<string> = fc
  .record({
    relation: fc.constantFrom(...relations),
    columns: fc.uniqueArray(fc.constantFrom(...aggregates), { minLength: 2, maxLength: 6 }),
    window: fc.constantFrom(...windows, ...hopping),
    span: fc.constantFrom('1h', '1d'),
    lookbacks: fc.uniqueArray(fc.constantFrom('15m', '62m', '1h', '3h', '20h'), { maxLength: 3 }),
    where: fc.constantFrom('', 'where $amount <> 3', "where $amount > 1 or $shop = 'S1'"),
    byPlace: fc.boolean(),
  })
  .map(({ relation, columns, window, span, lookbacks, where, byPlace }) => {
    const longEnough = lookbacks.filter(length => length !== '15m' || !window.startsWith('date_trunc'));
    const trailing = longEnough.map(length => `'last_${length}': '${length}'`).join(', ');
    const hops = window.startsWith('unnest');
    const meta = `'span': '${span}', 'retain': '2d'${trailing && !hops ? `, 'trailing': {${trailing} }` : ''}`;
    const written = window.replaceAll('$', relation.time);
    const items = columns.map((column, i) => `${column(relation)} as a${i}`);
    const condition = where.replace('$amount', relation.amount).replace('$shop', relation.shop);
    return `{{ config(meta={${meta} }) }}
      ${relation.ctes} select ${relation.card} as card, ${hops ? 'w' : `${written} as w`}, ${items.join(', ')}
      from ${relation.from}${hops ? `, ${written}` : ''} ${condition} group by ${byPlace ? '1, 2' : 'card, w'}`;
  });
