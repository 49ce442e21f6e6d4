// Random relations below a model's GROUP BY: tables, lists unnested, unions, projections in subqueries and in CTEs.

import { type Column, type Draw, expression, type SqlType } from './random-expressions.ts';

export type Relation = {
  /** `WITH … `, or nothing. */
  ctes: string;
  from: string;
  columns: Column[];
  /** A column whose values are in one row each; null when there is none. */
  uid: string | null;
  changes: boolean;
};

const column = (sql: string, type: SqlType, certain = false): Column => ({ sql, type, certain });

const eventTime = column('_event_time', 'time', true);

const sale = [
  column('store', 'text', true),
  column('code', 'text'),
  column('amount', 'int'),
  column('price', 'real'),
  column('paid', 'bool'),
  column('"at"', 'time'),
  column('due', 'date'),
  column('buyer.name', 'text'),
  column('buyer.age', 'int'),
  column('len(buyer.tags)', 'int'),
  column('len(lines)', 'int'),
  column('misc', 'text'),
  eventTime,
  column('_enqueued_time', 'time', true),
];
const order = [column('shop', 'text', true), column('total', 'int'), column('express', 'bool'), eventTime];
const line = [
  column('line.sku', 'text', true),
  column('line.quantity', 'int', true),
  column('line.price', 'real'),
  column('line.gift', 'bool'),
  column('line.note', 'text'),
  column('len(line.parts)', 'int'),
];
const part = [column('part.code', 'text', true), column('part.pieces', 'int')];
const stock = [
  column('store', 'text', true),
  column('sku', 'text', true),
  column('on_hand', 'int'),
  column('reserved', 'int'),
  column('stock.price', 'real'),
  column('checked', 'bool'),
  column('note', 'text'),
  column('counted', 'time'),
  eventTime,
];

type Base = Omit<Relation, 'ctes'>;

const events: Base[] = [
  { from: 'silver.sale', columns: sale, uid: 'uid', changes: false },
  {
    from: 'silver.web_order AS o',
    columns: [...order, column('o.total', 'int')],
    uid: 'o.uid',
    changes: false,
  },
  {
    from: 'silver.sale, UNNEST(lines) AS basket(line)',
    columns: [...sale, ...line],
    uid: 'line.uid',
    changes: false,
  },
  {
    from: 'silver.web_order CROSS JOIN UNNEST(items) AS line(line)',
    columns: [...order, ...line],
    uid: 'line.uid',
    changes: false,
  },
  {
    from: 'silver.sale, UNNEST(sale.lines) AS basket(line), UNNEST(line.parts) AS parcel(part)',
    columns: [...line, ...part, eventTime, column('store', 'text', true)],
    uid: 'part.uid',
    changes: false,
  },
];
/** Lists of text, computed or not, and lists unnested in a select list. */
const others: Base[] = [
  {
    from: 'silver.sale, UNNEST(buyer.tags) AS tags(tag)',
    columns: [...sale, column('tag', 'text')],
    uid: null,
    changes: false,
  },
  {
    from: "silver.sale s, UNNEST(string_split(code, 'a')) AS pieces(piece)",
    columns: [...sale, column('pieces.piece', 'text')],
    uid: null,
    changes: false,
  },
  {
    from: '(SELECT store, amount, paid, _event_time, _identity, unnest(lines) AS line FROM silver.sale WHERE store IS NOT NULL) AS u',
    columns: [
      column('u.store', 'text', true),
      column('amount', 'int'),
      column('paid', 'bool'),
      eventTime,
      ...line.filter(({ sql }) => sql.startsWith('line.')),
    ],
    uid: 'u.line.uid',
    changes: false,
  },
  {
    from: '(SELECT shop, _event_time, _identity, upper(unnest(items).sku) AS sku, unnest(items).quantity * 2 % 1000 AS twice, unnest(items).uid AS uid FROM silver.web_order)',
    columns: [column('shop', 'text', true), column('sku', 'text', true), column('twice', 'int'), eventTime],
    uid: 'uid',
    changes: false,
  },
];
const changed: Base[] = [
  { from: 'silver.stock', columns: stock, uid: 'uid', changes: true },
  {
    from: 'silver.stock AS stock(u, s, k, i, j, p)',
    columns: [
      column('s', 'text', true),
      column('stock.k', 'text', true),
      column('i', 'int'),
      column('j', 'int'),
      eventTime,
    ],
    uid: 'u',
    changes: true,
  },
];
/** Of one shape each, so that a UNION ALL can take several, and one table at several places. */
function projection(draw: Draw, base: Base, place: number): { sql: string; columns: Column[] } {
  const certain = draw.of(base.columns.filter(each => each.certain && each.type === 'text'));
  const types: SqlType[] = ['int', 'text', 'bool', 'decimal', 'time', 'real', 'date'];
  const computed = types.map(type => `${expression(draw, base.columns, type, 2)} AS ${type}_`);
  const identity = base.changes ? '' : ', _identity';
  const where = draw.chance(25) ? ` WHERE ${expression(draw, base.columns, 'bool', 2)}` : '';
  return {
    sql: `SELECT ${certain.sql} AS name, ${computed.join(', ')}, ${base.uid ?? '0'} * 4 + ${place} AS uid, _event_time${identity} FROM ${base.from}${where}`,
    columns: [column('name', 'text', true), ...types.map(type => column(`${type}_`, type)), eventTime],
  };
}

export function randomRelation(draw: Draw): Relation {
  const base = draw.chance(20) ? draw.of(changed) : draw.of(draw.chance(30) ? others : events);
  if (draw.chance(35)) return { ctes: '', ...base };
  const { sql, columns } = projection(draw, base, 0);
  const parts = [sql];
  while (!base.changes && parts.length < 3 && draw.chance(40))
    parts.push(projection(draw, draw.of(base.uid === null ? others : events), parts.length).sql);
  const union = parts.join(' UNION ALL ');
  const uid = base.uid && 'uid';
  const shape = { columns, uid, changes: base.changes };
  switch (draw.of(['subquery', 'cte', 'ctes', 'qualified'] as const)) {
    case 'subquery':
      return { ...shape, ctes: '', from: `(${union})` };
    case 'cte':
      return { ...shape, ctes: `WITH q AS (${union}) `, from: 'q' };
    case 'ctes':
      return {
        ...shape,
        ctes: `WITH p AS (${union}), q AS (SELECT * FROM p WHERE uid % 5 <> 1) `,
        from: 'q',
      };
    case 'qualified':
      return {
        ...shape,
        ctes: '',
        from: `(${union}) AS r`,
        columns: columns.map(each => ({ ...each, sql: `r.${each.sql}` })),
        uid: base.uid && 'r.uid',
      };
  }
}
