// A model's own query, asked as of many instants at once. See docs/features.md.
//
// What the model groups by goes; instead each moment (a key, an instant, and a stretch of time up to it) is joined to the
// rows that the query takes its aggregates from, and these are grouped by moment. The aggregates and the expressions over
// them stay as they are written, and so do FROM and WHERE. A moment without rows keeps one row of nulls, which no aggregate
// sees: it gets what the aggregates are of nothing.

import type { FoldPlan } from '../gold/compiler/plan.ts';
import { isHopping } from '../gold/panes.ts';
import { isNode, nodeAt, nodesAt, type SyntaxNode, textOf } from '../sql/syntax-tree.ts';
import { columnPath, isEventTime, outputName } from './event-time.ts';
import { withoutSeries } from './hopping-series.ts';

export type ModelQuery = {
  select: SyntaxNode;
  /** Expressions of the key's columns, in their order. */
  key: SyntaxNode[];
  /** A reference to the event time of each row. */
  time: SyntaxNode;
};

/** The column of a moment, as moments.ts makes them. */
export const momentColumn = (name: string) => `_moment_${name}`;

const moments = '_moments';

/** What the as-of query needs of a model's query, or why there can be none. `window` is null for a model without windows. */
export function readModelQuery(
  select: SyntaxNode,
  { key, window }: Pick<FoldPlan, 'key' | 'window'>,
): ModelQuery | { refused: string } {
  const items = nodesAt(select, 'select_list');
  const named = (name: string) => items.filter(item => outputName(item) === name.toLowerCase());
  const keys = key.map(({ name }) => named(name));
  if (keys.some(({ length }) => length !== 1)) return { refused: 'a column of its key is not selected once' };
  const hopping = window && isHopping(window) ? withoutSeries(select, named(window.name)[0] ?? {}) : null;
  const time = hopping?.time ?? (window ? timeOfWindow(named(window.name)[0]) : columnRef(['_event_time']));
  if (!isEventTime(select, columnPath(time)))
    return {
      refused: window
        ? `its windows are not cut from _event_time: only that says what had happened at an instant`
        : 'its last SELECT does not see _event_time: let the queries before it pass it on',
    };
  return { select: hopping?.select ?? select, key: keys.flat().map(unnamed), time };
}

function timeOfWindow(item: SyntaxNode = {}): SyntaxNode {
  return nodesAt(item, 'children')[1] ?? {};
}

export type AsOfTemplate = {
  /** `SELECT … FROM <moments> LEFT JOIN _rows ON … GROUP BY …`, in which `_key0`, `_time` and `_condition` are the model's. */
  statement: SyntaxNode;
  /** DuckDB's aggregate functions. */
  aggregates: ReadonlySet<string>;
};

/** The statement for moments of the table that the template names. `features` are columns of the model. */
export function asOfQuery(
  { select, key, time }: ModelQuery,
  features: readonly { name: string }[],
  { statement, aggregates }: AsOfTemplate,
): SyntaxNode {
  const frame = nodeAt(statement, 'node') ?? {};
  const rewrite = (item: SyntaxNode) => overMoments(item, { key, time, aggregates });
  const wanted = new Set(features.map(({ name }) => name.toLowerCase()));
  const items = nodesAt(select, 'select_list').filter(item => wanted.has(outputName(item)));
  const joined = substitute(frame.from_table, node => {
    if (textOf(node, 'table_name') === '_rows') return nodeAt(select, 'from_table');
    const [name = '', ...others] = columnPath(node);
    if (others.length > 0 || !name.startsWith('_')) return null;
    if (name === '_time') return time;
    if (name === '_condition') return nodeAt(select, 'where_clause') ?? isNotNull(time);
    return key[Number(/^_key(\d+)$/.exec(name)?.[1])] ?? null;
  });
  const node = {
    ...frame,
    cte_map: select.cte_map,
    select_list: [...nodesAt(frame, 'select_list'), ...items.map(rewrite)],
    from_table: joined,
  };
  return { ...statement, node };
}

/** An output column with its key taken from the moment, and with aggregates that see only rows that are there. */
function overMoments(
  item: SyntaxNode,
  { key, time, aggregates }: Pick<ModelQuery, 'key' | 'time'> & Pick<AsOfTemplate, 'aggregates'>,
): SyntaxNode {
  const keys = key.map(shape);
  return substitute(item, node => {
    const place = keys.indexOf(shape(node));
    if (place >= 0)
      return { ...columnRef([moments, momentColumn(`key${place}`)]), alias: textOf(node, 'alias') };
    if (textOf(node, 'class') !== 'FUNCTION' || !aggregates.has(textOf(node, 'function_name').toLowerCase()))
      return null;
    const filter = nodeAt(node, 'filter');
    return { ...node, filter: filter ? both(isNotNull(time), filter) : isNotNull(time) };
  }) as SyntaxNode;
}

/** A copy of the tree in which `replace` has put other nodes in the place of some, without looking into these. */
function substitute(value: unknown, replace: (node: SyntaxNode) => SyntaxNode | null): unknown {
  if (Array.isArray(value)) return value.map(item => substitute(item, replace));
  if (!isNode(value)) return value;
  return (
    replace(value) ??
    Object.fromEntries(Object.entries(value).map(([field, child]) => [field, substitute(child, replace)]))
  );
}

/** The expression as text, apart from its name and its place. */
function shape(node: SyntaxNode): string {
  return JSON.stringify(node, (field, value) =>
    field === 'alias' || field === 'query_location' ? undefined : value,
  );
}

const unnamed = (node: SyntaxNode): SyntaxNode => ({ ...node, alias: '' });

function columnRef(names: string[]): SyntaxNode {
  return { class: 'COLUMN_REF', type: 'COLUMN_REF', alias: '', column_names: names };
}

function isNotNull(node: SyntaxNode): SyntaxNode {
  return { class: 'OPERATOR', type: 'OPERATOR_IS_NOT_NULL', alias: '', children: [node] };
}

function both(a: SyntaxNode, b: SyntaxNode): SyntaxNode {
  return { class: 'CONJUNCTION', type: 'CONJUNCTION_AND', alias: '', children: [a, b] };
}
