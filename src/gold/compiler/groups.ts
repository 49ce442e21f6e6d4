// GROUP BY: the columns of a model's key, and its window.

import { refuse } from '../../sql-expression/refusal.ts';
import { namesAt, nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { Branch } from './branch.ts';
import { compileIn } from './relations.ts';
import { findBinding } from './scope.ts';

/** A select item that is grouped by: `name` is the column's. */
export type Group = { name: string; expression: SyntaxNode; grainMs: number | null };

/** In the order of the select list, which is the order of the key. */
export function groupsOf(query: SyntaxNode, branches: readonly Branch[]): Group[] {
  const items = nodesAt(query, 'select_list');
  const grouped = nodesAt(query, 'group_expressions').map(node => groupedItem(node, items, branches));
  if (textAt(query, 'aggregate_handling') === 'FORCE_AGGREGATES')
    refuse(query, 'GROUP BY ALL says too little', 'GROUP BY with the names of its columns');
  const unique = items.filter(item => grouped.includes(item));
  return unique.map(item => ({ name: outputName(item), expression: item, grainMs: grainOf(item, branches) }));
}

export function outputName(item: SyntaxNode): string {
  const name = textAt(item, 'alias') || namesAt(item, 'column_names').at(-1);
  return name ?? refuse(item, 'a column of a model needs a name', '… AS name');
}

/** GROUP BY names an item by its alias or its place, or repeats its expression. */
function groupedItem(
  node: SyntaxNode,
  items: readonly SyntaxNode[],
  branches: readonly Branch[],
): SyntaxNode {
  const place = node.value as { value?: unknown } | undefined;
  const byPlace = textAt(node, 'class') === 'CONSTANT' ? items[Number(place?.value) - 1] : undefined;
  const names = namesAt(node, 'column_names');
  // As in DuckDB, a column that is read comes before an alias of the same name.
  const isColumn = names.length > 0 && branches.every(branch => findBinding(branch, names) !== null);
  const byAlias =
    names.length === 1 && !isColumn
      ? items.find(item => textAt(item, 'alias').toLowerCase() === names[0]?.toLowerCase())
      : undefined;
  const found = byPlace ?? byAlias ?? items.find(item => sameExpression(item, node));
  return (
    found ??
    refuse(
      node,
      'what is grouped by must be a column of the model',
      'the same expression in SELECT, with a name',
    )
  );
}

/** Apart from names and places in the text. */
export function sameExpression(a: SyntaxNode, b: SyntaxNode): boolean {
  return canonical(a) === canonical(b);
}

export function canonical(node: SyntaxNode): string {
  return JSON.stringify(node, (field, value) => {
    if (field === 'alias' || field === 'query_location') return undefined;
    return typeof value === 'bigint' ? `${value}n` : value;
  });
}

const grains: Record<string, number> = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Milliseconds of a window; null for a column of the key. */
function grainOf(item: SyntaxNode, branches: readonly Branch[]): number | null {
  const name = textAt(item, 'function_name').toLowerCase();
  if (name !== 'time_bucket' && name !== 'date_trunc') return null;
  const [first, time] = nodesAt(item, 'children');
  for (const branch of branches)
    if (!time || compileIn(branch, time).type.id !== 'TIMESTAMP WITH TIME ZONE')
      return refuse(item, 'a window is cut from a time with a zone', `${name}(…, _event_time)`);
  if (!first || nodesAt(item, 'children').length !== 2)
    return refuse(item, 'a window has a width and a time');
  return name === 'date_trunc' ? grainOfUnit(item, first) : grainOfInterval(item, first);
}

function constantText(node: SyntaxNode): string {
  const value = node.value as { value?: unknown } | undefined;
  return typeof value?.value === 'string' ? value.value : '';
}

function grainOfUnit(item: SyntaxNode, unit: SyntaxNode): number {
  const grain = grains[constantText(unit).toLowerCase()];
  return (
    grain ??
    refuse(
      item,
      'windows are of seconds, minutes, hours or days',
      "date_trunc('day', _event_time), and a larger grain when you ask",
    )
  );
}

function grainOfInterval(item: SyntaxNode, interval: SyntaxNode): number {
  const text =
    textAt(interval, 'class') === 'CAST' ? constantText(nodeAt(interval, 'child')) : constantText(interval);
  const [, count, unit = ''] = /^(\d+)\s*([a-z]+?)s?$/i.exec(text.trim()) ?? [];
  const grainMs = Number(count) * (grains[unit.toLowerCase()] ?? Number.NaN);
  // DuckDB counts buckets from a Monday in 2000: only widths that divide a day lie where ours do.
  if (Number.isNaN(grainMs) || 86_400_000 % grainMs !== 0)
    return refuse(
      item,
      'the width of a window divides a day',
      "time_bucket(INTERVAL '5 minutes', _event_time)",
    );
  return grainMs;
}
