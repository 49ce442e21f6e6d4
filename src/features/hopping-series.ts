// Hopping windows in a query as of an instant: a row is there once, and not once for each of its windows.

import { nodeAt, nodesAt, type SyntaxNode, textOf } from '../sql/syntax-tree.ts';
import { columnPath } from './event-time.ts';

/** The query without its series of windows, and the time that they are of; null where FROM itself has no such series. */
export function withoutSeries(
  select: SyntaxNode,
  item: SyntaxNode,
): { select: SyntaxNode; time: SyntaxNode } | null {
  const from = nodeAt(select, 'from_table');
  const found = from && replaced(from, columnPath(item).at(-1) ?? '');
  return found && { select: { ...select, from_table: found.from }, time: found.time };
}

function replaced(from: SyntaxNode, column: string): { from: SyntaxNode; time: SyntaxNode } | null {
  if (textOf(from, 'type') !== 'JOIN') return null;
  const [left, right] = [nodeAt(from, 'left'), nodeAt(from, 'right')];
  const call = right && nodeAt(right, 'function');
  const [series] = call ? nodesAt(call, 'children') : [];
  const named = right?.column_name_alias;
  if (call && series && Array.isArray(named) && isSeries(series) && named.includes(column)) {
    const time = timeOf(nodesAt(series, 'children')[0] ?? {});
    const once = { ...series, function_name: 'list_value', children: [time] };
    return { from: { ...from, right: { ...right, function: { ...call, children: [once] } } }, time };
  }
  for (const [side, relation] of Object.entries({ left, right })) {
    const below = relation && replaced(relation, column);
    if (below) return { from: { ...from, [side]: below.from }, time: below.time };
  }
  return null;
}

const isSeries = (node: SyntaxNode) =>
  ['generate_series', 'range'].includes(textOf(node, 'function_name').toLowerCase());

/** A series begins at a cut of its time, with constants added and taken away. */
function timeOf(node: SyntaxNode): SyntaxNode {
  const [first = {}, second = {}] = nodesAt(node, 'children');
  switch (textOf(node, 'function_name').toLowerCase()) {
    case 'time_bucket':
    case 'date_trunc':
      return timeOf(second);
    case '+':
    case '-':
      return timeOf(first);
    default:
      return node;
  }
}
