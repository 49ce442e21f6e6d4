// Which columns of silver a query's columns are made of, by its syntax tree alone. What filters, joins and groups decides
// which rows there are, and is not told: this is of values.

import { isNode, namesAt, nodeAt, nodesAt, type SyntaxNode, textAt } from '../sql-expression/syntax.ts';

/** A column, or a part of it: `lines[].sku`. */
export type Origin = { table: string; column: string };

/** Columns in their order, each by name with what it is made of. */
export type ColumnOrigins = Map<string, Origin[]>;

/** A table by its name in SQL, such as `silver.pos_sale` or `gold.sales_velocity`; null when there is none. */
export type TableColumns = (name: string) => ColumnOrigins | null;

type Relation = { alias: string; columns: ColumnOrigins };

type Scope = { relations: Relation[]; outer: Scope | null; aliases: ColumnOrigins };

type Tables = { of: TableColumns; named: ReadonlyMap<string, ColumnOrigins> };

/** `query` is the node of a statement, as `json_serialize_sql` writes it. */
export function lineageOf(query: SyntaxNode, tables: TableColumns): ColumnOrigins {
  return queryColumns(query, { of: tables, named: new Map() }, null);
}

function queryColumns(node: SyntaxNode, tables: Tables, outer: Scope | null): ColumnOrigins {
  const inside = withNamed(node, tables, outer);
  return textAt(node, 'type') === 'SET_OPERATION_NODE'
    ? setColumns(node, inside, outer)
    : selectColumns(node, inside, outer);
}

/** Queries of WITH, each of which sees those before it. */
function withNamed(node: SyntaxNode, tables: Tables, outer: Scope | null): Tables {
  const map = isNode(node.cte_map) ? nodesAt(node.cte_map, 'map') : [];
  let known = tables;
  for (const { key, value } of map) {
    if (!isNode(value)) continue;
    const columns = queryColumns(nodeAt(nodeAt(value, 'query'), 'node'), known, outer);
    const renamed = namesAt(value, 'aliases');
    known = {
      ...known,
      named: new Map([...known.named, [String(key).toLowerCase(), rename(columns, renamed)]]),
    };
  }
  return known;
}

function setColumns(node: SyntaxNode, tables: Tables, outer: Scope | null): ColumnOrigins {
  const sides = [nodeAt(node, 'left'), nodeAt(node, 'right')].map(side => queryColumns(side, tables, outer));
  const [left = new Map<string, Origin[]>(), right = new Map<string, Origin[]>()] = sides;
  const byPlace = [...right.values()];
  return new Map(
    [...left].map(([name, origins], i) => [name, distinct([...origins, ...(byPlace[i] ?? [])])]),
  );
}

function selectColumns(node: SyntaxNode, tables: Tables, outer: Scope | null): ColumnOrigins {
  const scope: Scope = { relations: [], outer, aliases: new Map() };
  if (isNode(node.from_table)) addRelations(node.from_table, tables, scope);
  const columns: ColumnOrigins = new Map();
  for (const expression of nodesAt(node, 'select_list')) {
    if (textAt(expression, 'class') === 'STAR') {
      for (const [name, origins] of starColumns(expression, scope)) columns.set(name, origins);
      continue;
    }
    const origins = originsOf(expression, tables, scope);
    const name = nameOf(expression, columns.size);
    columns.set(name, origins);
    // A column may be made of those before it.
    scope.aliases.set(name.toLowerCase(), origins);
  }
  return columns;
}

function addRelations(from: SyntaxNode, tables: Tables, scope: Scope): void {
  const alias = textAt(from, 'alias');
  const renamed = namesAt(from, 'column_name_alias');
  const add = (name: string, columns: ColumnOrigins) =>
    scope.relations.push({ alias: (alias || name).toLowerCase(), columns: rename(columns, renamed) });
  switch (textAt(from, 'type')) {
    case 'BASE_TABLE': {
      const [schema, name] = [textAt(from, 'schema_name'), textAt(from, 'table_name')];
      const named = schema === '' ? tables.named.get(name.toLowerCase()) : undefined;
      add(name, named ?? tables.of(schema === '' ? name : `${schema}.${name}`) ?? new Map());
      return;
    }
    case 'JOIN':
      addRelations(nodeAt(from, 'left'), tables, scope);
      addRelations(nodeAt(from, 'right'), tables, scope);
      return;
    case 'SUBQUERY':
      add('', queryColumns(nodeAt(nodeAt(from, 'subquery'), 'node'), tables, scope.outer));
      return;
    case 'TABLE_FUNCTION': {
      // unnest: a column whose values are the elements of a list.
      const [list, ...others] = nodesAt(nodeAt(from, 'function'), 'children');
      const isColumn = list !== undefined && textAt(list, 'class') === 'COLUMN_REF';
      const elements = originsOf([list, ...others], tables, scope);
      add('unnest', new Map([['unnest', isColumn ? elements.map(partOf('[]')) : elements]]));
    }
  }
}

const partOf =
  (path: string) =>
  ({ table, column }: Origin): Origin => ({ table, column: column + path });

function rename(columns: ColumnOrigins, names: readonly string[]): ColumnOrigins {
  return new Map([...columns].map(([name, origins], i) => [names[i] ?? name, origins]));
}

function starColumns(star: SyntaxNode, { relations }: Scope): ColumnOrigins {
  const of = textAt(star, 'relation_name').toLowerCase();
  const excluded = new Set(namesAt(star, 'exclude_list').map(name => name.toLowerCase()));
  return new Map(
    relations
      .filter(({ alias }) => of === '' || alias === of)
      .flatMap(({ columns }) => [...columns])
      .filter(([name]) => !excluded.has(name.toLowerCase())),
  );
}

function nameOf(expression: SyntaxNode, place: number): string {
  return textAt(expression, 'alias') || (namesAt(expression, 'column_names').at(-1) ?? `column${place}`);
}

/** Of all columns that an expression names, in their order. */
function originsOf(value: unknown, tables: Tables, scope: Scope): Origin[] {
  if (Array.isArray(value)) return distinct(value.flatMap(each => originsOf(each, tables, scope)));
  if (!isNode(value)) return [];
  if (textAt(value, 'class') === 'COLUMN_REF') return columnOrigins(namesAt(value, 'column_names'), scope);
  if (textAt(value, 'class') === 'SUBQUERY') {
    const columns = queryColumns(nodeAt(nodeAt(value, 'subquery'), 'node'), tables, scope);
    return distinct([...[...columns.values()].flat(), ...originsOf(value.child, tables, scope)]);
  }
  return distinct(Object.values(value).flatMap(field => originsOf(field, tables, scope)));
}

/** `alias.column.field…`, `column.field…`, or the name of a column before it. A lambda's parameter is none of them. */
function columnOrigins(names: readonly string[], scope: Scope): Origin[] {
  const [first = '', second, ...others] = names;
  for (let at: Scope | null = scope; at; at = at.outer) {
    for (const { alias, columns } of at.relations) {
      const found = alias === first.toLowerCase() && second !== undefined ? get(columns, second) : undefined;
      if (found) return found.map(partOf(pathOf(others)));
    }
    for (const { columns } of at.relations) {
      const found = get(columns, first);
      if (found) return found.map(partOf(pathOf(names.slice(1))));
    }
    const known = names.length === 1 ? at.aliases.get(first.toLowerCase()) : undefined;
    if (known) return known;
  }
  return [];
}

const pathOf = (fields: readonly string[]) => fields.map(field => `.${field}`).join('');

/** SQL's names are the same in any letter case. */
function get(columns: ColumnOrigins, wanted: string): Origin[] | undefined {
  const exact = columns.get(wanted);
  if (exact) return exact;
  for (const [name, origins] of columns) if (name.toLowerCase() === wanted.toLowerCase()) return origins;
  return undefined;
}

function distinct(origins: readonly Origin[]): Origin[] {
  return [...new Map(origins.map(origin => [`${origin.table} ${origin.column}`, origin])).values()];
}
