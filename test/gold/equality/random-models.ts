// Random models in the grammar that can be folded, as SQL text.

import fc from 'fast-check';
import type { Width } from '../../../src/gold/width.ts';
import { type Draw, expression, literalOf, type SqlType } from './random-expressions.ts';
import { type Relation, randomRelation } from './random-relations.ts';
import { type Cut, randomWindow } from './random-windows.ts';

export type RandomModel = {
  sql: string;
  /** The same query with windows that are wider, or with fewer of those that hop; null without windows. */
  rolledUp: { sql: string; grain: Width } | null;
  template: string;
  /** Columns whose algorithm is not DuckDB's: equal but for the last digits. */
  near: string[];
};

type Aggregated = { sql: string; type: SqlType | null; near?: boolean };

/** Builds expressions over the rows of a relation, of a type or of any. */
type Rows = { of: (type: SqlType) => string; any: () => string };

function aggregateCall(draw: Draw, relation: Relation): Aggregated {
  const of: Rows['of'] = type => expression(draw, relation.columns, type, 2);
  const any = () => of(draw.of(['int', 'text', 'bool', 'decimal', 'time', 'real', 'date'] as const));
  const builders = [sums, ...(relation.changes ? [] : [extremes])];
  const call = draw.of(builders.flatMap(build => build(draw, { of, any }, relation)))();
  return draw.chance(25) ? { ...call, sql: `${call.sql} FILTER (WHERE ${of('bool')})` } : call;
}

/** Those that rows may be taken back from. */
function sums(draw: Draw, { of, any }: Rows): (() => Aggregated)[] {
  const spread = ['stddev', 'var_pop', 'variance', 'stddev_pop'];
  const short = ['TINYINT', 'SMALLINT', 'INTEGER'];
  return [
    () => ({ sql: 'count(*)', type: 'int' }),
    () => ({ sql: `count(${any()})`, type: 'int' }),
    () => ({ sql: `count_if(${of('bool')})`, type: 'int' }),
    () => ({ sql: `sum(${of('int')})`, type: 'huge' }),
    () => ({ sql: `sum(${of('decimal')})`, type: 'decimal' }),
    () => ({ sql: `sum(${of('bool')})`, type: 'huge' }),
    () => ({ sql: `avg(${of('int')})`, type: 'real' }),
    () => ({ sql: `avg(${of('decimal')})`, type: 'real' }),
    () => ({ sql: `avg(CAST(${of('int')} % 100 AS ${draw.of(short)}))`, type: 'real' }),
    () => ({ sql: `bool_and(${of('bool')})`, type: 'bool' }),
    () => ({ sql: `bool_or(${of('bool')})`, type: 'bool' }),
    () => ({ sql: `count(DISTINCT ${any()})`, type: 'int' }),
    () => ({ sql: `${draw.of(spread)}(${of('int')} % 1000)`, type: null, near: true }),
  ];
}

/** Those over tables of events only; by an order in which no two rows tie, which DuckDB leaves open. */
function extremes(draw: Draw, { any }: Rows, { uid }: Relation): (() => Aggregated)[] {
  const calls: (() => Aggregated)[] = [
    () => ({ sql: `${draw.of(['min', 'max'])}(${any()})`, type: null }),
    () => ({ sql: 'count(DISTINCT _identity)', type: 'int' }),
  ];
  if (!uid) return calls;
  const orders = [uid, `-${uid}`, `CAST(${uid} AS VARCHAR)`, `CAST(${uid} AS DOUBLE)`, `${uid} + 0.5`];
  const by = ['arg_min', 'arg_max', 'min_by', 'max_by', 'arg_min_null', 'arg_max_null'];
  const inOrder = ['first', 'last', 'any_value'];
  return [
    ...calls,
    () => ({ sql: `${draw.of(by)}(${any()}, ${draw.of(orders)})`, type: null }),
    () => ({
      sql: `${draw.of(inOrder)}(${any()} ORDER BY ${draw.of(orders)}${draw.of(['', ' DESC'])})`,
      type: null,
    }),
  ];
}

/** A column of aggregates: a call alone, or an expression over calls. */
function outputColumn(draw: Draw, relation: Relation): Aggregated {
  const call = aggregateCall(draw, relation);
  if (draw.chance(65)) return call;
  switch (call.type) {
    case 'int':
    case 'huge':
      return {
        sql: draw.of([
          `coalesce(${call.sql}, 0)`,
          `${call.sql} / nullif(count(*), 0)`,
          `${call.sql} - count(*)`,
          `CASE WHEN ${call.sql} > 2 THEN 'many' WHEN ${call.sql} IS NULL THEN 'none' ELSE 'few' END`,
          `${call.sql} % 7 = 0`,
        ]),
        type: null,
      };
    case 'decimal':
      return { sql: `coalesce(${call.sql}, 0)`, type: null };
    case 'real':
      return { sql: draw.of([`coalesce(${call.sql}, -1)`, `${call.sql} * 2`]), type: null };
    case 'bool':
      return { sql: `CASE WHEN ${call.sql} THEN count(*) ELSE -1 END`, type: null };
    default:
      return call;
  }
}

type Key = { name: string; sql: string; guard: string | null };

function keyColumn(draw: Draw, { columns }: Relation, i: number): Key {
  const name = `k${i}`;
  const certain = columns.filter(column => column.certain && column.type === 'text');
  const possible = columns.filter(({ type }) => ['text', 'int', 'bool', 'date'].includes(type));
  const kind = draw.of(['certain', 'certain', 'guarded', 'coalesced'] as const);
  if (kind === 'certain' && certain.length > 0) return { name, sql: draw.of(certain).sql, guard: null };
  if (kind === 'guarded' && possible.length > 0) {
    const { sql } = draw.of(possible);
    return { name, sql, guard: `${sql} IS NOT NULL` };
  }
  const type = draw.of(['text', 'bool'] as const);
  return { name, sql: `coalesce(${expression(draw, columns, type, 2)}, ${literalOf(type)})`, guard: null };
}

/** Under GROUP BY ALL a key in HAVING may split groups, and is refused. */
function havingOf(draw: Draw, relation: Relation, grouping: string): string {
  const { sql, type } = aggregateCall(draw, relation);
  if (type === 'bool') return sql;
  if (type === 'int' || type === 'huge')
    return draw.of([`${sql} > 1`, `${sql} IS NOT NULL AND count(*) < 9`]);
  return draw.of(['count(*) > 1', 'n > 1', ...(grouping === 'all' ? [] : ['k0 IS NOT NULL'])]);
}

function build(draw: Draw): RandomModel {
  const relation = randomRelation(draw);
  const keys = [keyColumn(draw, relation, 0), ...(draw.chance(40) ? [keyColumn(draw, relation, 1)] : [])];
  const times = relation.columns.filter(({ type, certain }) => type === 'time' && certain);
  const time = draw.chance(70) && times.length > 0 ? draw.of(times) : null;
  const window = time && randomWindow(draw, time.sql);
  const outputs = Array.from({ length: draw.int(1, 4) }, (_, i) => ({
    name: `a${i}`,
    ...outputColumn(draw, relation),
  }));
  const guards = keys.flatMap(({ guard }) => (guard ? [guard] : []));
  const conditions = [...guards, ...(draw.chance(25) ? [expression(draw, relation.columns, 'bool', 2)] : [])];
  const grouping = draw.of(['names', 'places', 'all', 'names'] as const);
  const having = draw.chance(20) ? ` HAVING ${havingOf(draw, relation, grouping)}` : '';
  const query = (cut: Cut | null): string => {
    const windowItem = cut ? [`${cut.item} AS w`] : [];
    const items = [
      ...keys.map(({ name, sql }) => `${sql} AS ${name}`),
      ...windowItem,
      'count(*) AS n',
      ...outputs.map(({ name, sql }) => `${sql} AS ${name}`),
    ];
    const names = [...keys.map(({ name }) => name), ...(cut ? ['w'] : [])];
    const groups = {
      names: names.join(', '),
      places: names.map((_, i) => i + 1).join(', '),
      all: 'ALL',
    }[grouping];
    const where = conditions.length > 0 ? ` WHERE ${conditions.map(each => `(${each})`).join(' AND ')}` : '';
    return `${relation.ctes}SELECT ${items.join(', ')} FROM ${relation.from}${cut?.beside ?? ''}${where} GROUP BY ${groups}${having}`;
  };
  const meta = window ? `{'span': '${window.span}', 'retain': '3000d'}` : '{}';
  const cut = window?.cut ?? null;
  const template = `{{ config(meta=${meta}) }}\n${query(cut).replace(/silver\.(\w+)/g, "{{ source('silver', '$1') }}")}`;
  return {
    sql: query(cut),
    rolledUp: window && { sql: query(window.rolledUp.cut), grain: window.rolledUp.grain },
    template,
    near: outputs.filter(({ near }) => near).map(({ name }) => name),
  };
}

export const models: fc.Arbitrary<RandomModel> = fc.gen().map(gen => {
  const draw: Draw = {
    of: items => gen(fc.constantFrom, ...items) as never,
    int: (min, max) => gen(fc.integer, { min, max }),
    chance: percent => gen(fc.integer, { min: 0, max: 99 }) >= 100 - percent,
  };
  return build(draw);
});
