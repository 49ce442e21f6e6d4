// Queries to begin with, of tables that are there.

import type { Table } from './named-tables.ts';

type Example = { what: string; text: string };

const wanted: (Example & { table: string })[] = [
  {
    what: 'What sold today, by article',
    table: 'silver.pos_sale',
    text: `select l.sku, sum(l.quantity) as units
from silver.pos_sale, unnest(lines) as t(l)
where _enqueued_date = current_date
group by all
order by units desc
limit 20`,
  },
  {
    what: 'Revenue of shops, minute by minute',
    table: 'silver.pos_sale',
    text: `select time_bucket(interval 1 minute, _event_time) as minute, sum(totalMinor) / 100 as revenue
from silver.pos_sale
where _enqueued_date >= current_date - 1
group by all
order by minute`,
  },
  {
    what: 'Why events are in quarantine',
    table: 'quarantine',
    text: `select source, reason, count(*) as events
from quarantine
where enqueued_date >= current_date - 7
group by all
order by events desc`,
  },
];

export function examples(tables: readonly Table[]): Example[] {
  const names = new Set(tables.map(({ name }) => name));
  const there = wanted.filter(({ table }) => names.has(table));
  const [first] = tables;
  if (there.length > 0 || !first) return there;
  return [{ what: `Rows of ${first.name}`, text: `from ${first.name} limit 100` }];
}
