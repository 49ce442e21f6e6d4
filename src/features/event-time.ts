// Whether a name in a query stands for silver's `_event_time`, through all of its named queries, subqueries, unions and
// unnested lists. Nothing is guessed: what cannot be followed is not it.

import { nodeAt, nodesAt, type SyntaxNode, textOf } from '../sql/syntax-tree.ts';

const eventTime = '_event_time';

/** Named queries in scope, by their names in lower case. */
type Named = ReadonlyMap<string, SyntaxNode>;

const none: Named = new Map();

/** `names` is a reference, such as `["payments", "_event_time"]`, in `query`, a SELECT. */
export function isEventTime(query: SyntaxNode, names: readonly string[]): boolean {
  return refersToIt(query, names, none);
}

function refersToIt(select: SyntaxNode, names: readonly string[], outer: Named): boolean {
  const from = nodeAt(select, 'from_table');
  return from !== null && isIn(from, names.map(lower), withNamed(select, outer));
}

/** Whether the relation in FROM shows the column by these names. A name that two relations show DuckDB refuses. */
function isIn(from: SyntaxNode, names: readonly string[], named: Named): boolean {
  const [column = '', ...qualifiers] = [...names].reverse();
  const answersTo = (name: string) =>
    qualifiers.length === 0 || (qualifiers.length === 1 && qualifiers[0] === name);
  const alias = lower(textOf(from, 'alias'));
  switch (textOf(from, 'type')) {
    case 'JOIN':
      return ['left', 'right'].some(side => isIn(nodeAt(from, side) ?? {}, names, named));
    case 'SUBQUERY':
      return (
        answersTo(alias) &&
        noColumnAliases(from) &&
        showsIt(nodeAt(nodeAt(from, 'subquery') ?? {}, 'node'), column, named)
      );
    case 'BASE_TABLE': {
      const table = lower(textOf(from, 'table_name'));
      if (!answersTo(alias || table) || !noColumnAliases(from)) return false;
      if (lower(textOf(from, 'schema_name')) === 'silver') return column === eventTime;
      return showsIt(named.get(table) ?? null, column, without(named, table));
    }
    default:
      return false;
  }
}

/** Whether the query's result has it as a column of this name. */
function showsIt(query: SyntaxNode | null, column: string, outer: Named): boolean {
  if (!query) return false;
  const named = withNamed(query, outer);
  if (textOf(query, 'type') === 'SET_OPERATION_NODE') {
    const place = columnNames(query)?.indexOf(column) ?? -1;
    return place >= 0 && isAtPlace(query, place, named);
  }
  const items = nodesAt(query, 'select_list');
  const item = items.find(each => outputName(each) === column);
  if (item) return isItem(query, item, named);
  return items.some(each => isPlainStar(each)) && refersToIt(query, [column], named);
}

/** Columns of a union go by their places, and have the names of its first part. */
function isAtPlace(query: SyntaxNode, place: number, outer: Named): boolean {
  const named = withNamed(query, outer);
  if (textOf(query, 'type') === 'SET_OPERATION_NODE')
    return partsOf(query).every(part => isAtPlace(part, place, named));
  const items = nodesAt(query, 'select_list');
  const item = items[place];
  return item !== undefined && !items.some(isStar) && isItem(query, item, named);
}

/** Null when they cannot be told from the query alone. */
function columnNames(query: SyntaxNode): string[] | null {
  const [first] = partsOf(query);
  if (first) return columnNames(first);
  const items = nodesAt(query, 'select_list');
  return items.some(isStar) ? null : items.map(outputName);
}

function isItem(select: SyntaxNode, item: SyntaxNode, named: Named): boolean {
  return textOf(item, 'class') === 'COLUMN_REF' && refersToIt(select, columnPath(item), named);
}

function partsOf(query: SyntaxNode): SyntaxNode[] {
  const children = nodesAt(query, 'children');
  return children.length > 0 ? children : [...nodesAt(query, 'left'), ...nodesAt(query, 'right')];
}

/** A query sees those around it, and those that it names itself. */
function withNamed(query: SyntaxNode, outer: Named): Named {
  const entries = nodesAt(nodeAt(query, 'cte_map') ?? {}, 'map');
  if (entries.length === 0) return outer;
  const named = new Map(outer);
  for (const entry of entries) {
    const value = nodeAt(entry, 'value') ?? {};
    const body = nodeAt(nodeAt(value, 'query') ?? {}, 'node');
    if (body && !hasNames(value, 'aliases')) named.set(lower(textOf(entry, 'key')), body);
  }
  return named;
}

/** A named query does not see itself. */
function without(named: Named, name: string): Named {
  return new Map([...named].filter(([other]) => other !== name));
}

export function columnPath(node: SyntaxNode): string[] {
  return Array.isArray(node.column_names) ? node.column_names.map(String) : [];
}

export function outputName(item: SyntaxNode): string {
  return lower(textOf(item, 'alias') || (columnPath(item).at(-1) ?? ''));
}

const lower = (name: string) => name.toLowerCase();
const isStar = (item: SyntaxNode) => textOf(item, 'class') === 'STAR';
const hasNames = (node: SyntaxNode, field: string) => Array.isArray(node[field]) && node[field].length > 0;
const noColumnAliases = (from: SyntaxNode) => !hasNames(from, 'column_name_alias');

/** `*`, of all relations and with all of their columns as they are. */
function isPlainStar(item: SyntaxNode): boolean {
  return (
    isStar(item) &&
    textOf(item, 'relation_name') === '' &&
    !['exclude_list', 'replace_list', 'rename_list', 'qualified_exclude_list'].some(list =>
      hasNames(item, list),
    ) &&
    !nodeAt(item, 'expr')
  );
}
