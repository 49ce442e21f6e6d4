// Joins of a SELECT over groups: each finds rows of a relational table, or of another model, by their whole key, from what
// the group's key says.

import { compileSql } from '../../sql-expression/compile.ts';
import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { type SqlType, sameType, typeName } from '../../sql-expression/types.ts';
import type { Value } from '../../sql-expression/value.ts';
import { numberIn } from '../aggregates/state.ts';
import type { GoldDocument } from '../document.ts';
import type { Lookup, Model } from '../model.ts';
import { presentRowsOf } from '../present-rows.ts';
import { groupRow, slotState } from '../read-state.ts';
import { attempting } from './attempt.ts';
import { foldedModel, importedTable } from './driving.ts';
import { accepted } from './expressions.ts';
import { columnNamed, type JoinedRelation, joinedScope, type Place, placedAt } from './joined-scope.ts';
import type { GroupRow } from './plan.ts';
import type { Relations } from './relations.ts';

type Found = { relations: JoinedRelation[]; lookups: Lookup[] };

/** What a join may find: its rows by the names of their columns, in order. */
type Target = {
  model: Model;
  columns: { name: string; type: SqlType }[];
  rowsOf(document: GoldDocument): Value[][];
};

export function lookedUp(from: SyntaxNode, driving: JoinedRelation, named: Relations): Found {
  if (textAt(from, 'type') !== 'JOIN') return { relations: [driving], lookups: [] };
  const before = lookedUp(nodeAt(from, 'left'), driving, named);
  const right = nodeAt(from, 'right');
  const type = textAt(from, 'join_type');
  if (textAt(from, 'ref_type') !== 'REGULAR' || (type !== 'LEFT' && type !== 'INNER'))
    return refuse(right, 'of joins, a model has those that look rows up by a key', 'LEFT JOIN … ON or USING');
  const target = targetOf(right, named);
  const alias = (textAt(right, 'alias') || textAt(right, 'table_name')).toLowerCase();
  const at = before.lookups.reduce((sum, { width }) => sum + width, 0);
  const columns = new Map(
    target.columns.map(({ name, type }, i): [string, Place] => [
      name.toLowerCase(),
      { type, byKey: true, read: row => row.looked[at + i] ?? null },
    ]),
  );
  const using = namesAt(from, 'using_columns').map(name => name.toLowerCase());
  const relation = { alias, columns, merged: new Set(using) };
  const equalities =
    using.length > 0
      ? using.map(name => usingEquality(name, before.relations, relation, right))
      : conditionEqualities(from.condition, before.relations, relation, right);
  const key = target.model.plan.key.map(column => keyPart(column, equalities, target.model, right));
  const lookup: Lookup = {
    ...{ model: target.model, key, optional: type === 'LEFT' },
    ...{ width: target.columns.length, rowsOf: target.rowsOf },
  };
  return { relations: [...before.relations, relation], lookups: [...before.lookups, lookup] };
}

/** `find` is of the group; `column` is one of the rows that are looked for. */
type Equality = { column: string; find: (row: GroupRow) => Value; type: SqlType; at: SyntaxNode };

function usingEquality(
  name: string,
  before: readonly JoinedRelation[],
  { alias, columns }: JoinedRelation,
  at: SyntaxNode,
): Equality {
  const place = columnNamed(before, [name], at);
  if (!place) return refuse(at, `USING(${name}) finds no column ${name} before ${alias}`);
  if (!columns.has(name)) return refuse(at, `${alias} has no column ${name} that can be looked up`);
  if (!place.byKey) return refuseUndetermined(at, name);
  return { column: name, find: place.read, type: place.type, at };
}

function conditionEqualities(
  condition: unknown,
  before: readonly JoinedRelation[],
  relation: JoinedRelation,
  at: SyntaxNode,
): Equality[] {
  if (!isNode(condition)) return refuse(at, 'a lookup has a condition', `ON ${relation.alias}.… = …`);
  if (textAt(condition, 'type') === 'CONJUNCTION_AND')
    return nodesAt(condition, 'children').flatMap(each => conditionEqualities(each, before, relation, at));
  const sides =
    textAt(condition, 'type') === 'COMPARE_EQUAL'
      ? [nodeAt(condition, 'left'), nodeAt(condition, 'right')]
      : [];
  for (const [i, side] of sides.entries()) {
    const column = ownColumn(side, before, relation);
    const other = sides[1 - i];
    if (column === null || !other) continue;
    refuseUndeterminedIn(other, before, relation);
    const { type, evaluate } = placedAt(other, () =>
      accepted(compileSql<GroupRow>(other, joinedScope(before)), other),
    );
    return [{ column, find: attempting(evaluate), type, at: other }];
  }
  return refuse(
    condition,
    'a lookup finds rows by their key, and has no other conditions',
    `ON ${relation.alias}.<key> = <column of the group's key>, and WHERE for the rest`,
  );
}

/** The name of a bare column of what is looked up. */
function ownColumn(
  node: SyntaxNode,
  before: readonly JoinedRelation[],
  { alias, columns }: JoinedRelation,
): string | null {
  if (textAt(node, 'class') !== 'COLUMN_REF') return null;
  const [first = '', second] = namesAt(node, 'column_names').map(name => name.toLowerCase());
  if (second !== undefined) return first === alias && columns.has(second) ? second : null;
  return columns.has(first) && !before.some(relation => relation.columns.has(first)) ? first : null;
}

/** A column that is aggregated moves with every event: what it leads to would be another row each time. */
function refuseUndeterminedIn(
  node: SyntaxNode,
  before: readonly JoinedRelation[],
  relation: JoinedRelation,
): void {
  if (textAt(node, 'class') === 'COLUMN_REF') {
    const names = namesAt(node, 'column_names');
    if (names.length === 2 && names[0]?.toLowerCase() === relation.alias)
      refuse(node, `both sides are of ${relation.alias}`, "a column of the group's key");
    const place = columnNamed(before, names, node);
    if (place && !place.byKey) refuseUndetermined(node, names.join('.'));
  }
  for (const child of Object.values(node).flat())
    if (isNode(child)) refuseUndeterminedIn(child, before, relation);
}

function refuseUndetermined(at: SyntaxNode, name: string): never {
  return refuse(
    at,
    `a lookup follows from the group's key, and ${name} does not`,
    'GROUP BY the column that is looked up by',
  );
}

function keyPart(
  { name, type }: { name: string; type: SqlType },
  equalities: readonly Equality[],
  model: Model,
  at: SyntaxNode,
): Lookup['key'][number] {
  const whole = model.plan.key.map(column => column.name).join(', ');
  const foreign = equalities.find(
    ({ column }) => !model.plan.key.some(part => part.name.toLowerCase() === column),
  );
  if (foreign)
    return refuse(
      foreign.at,
      `rows are looked up by their key, and ${foreign.column} is not in it`,
      `the key: ${whole}`,
    );
  const [found, twice] = equalities.filter(({ column }) => column === name.toLowerCase());
  if (!found)
    return refuse(at, `rows are looked up by their whole key, and ${name} is missing`, `the key: ${whole}`);
  if (twice) return refuse(twice.at, `${name} is given twice`);
  if (!sameType(found.type, type) && !(isWhole(found.type) && isWhole(type)))
    return refuse(
      found.at,
      `${name} is ${typeName(type)}, and this is ${typeName(found.type)}`,
      `CAST(… AS ${typeName(type)})`,
    );
  return found.find;
}

const isWhole = ({ id }: SqlType) => /^(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(id);

function targetOf(node: SyntaxNode, relations: Relations): Target {
  const schema = textAt(node, 'schema_name').toLowerCase();
  const table = textAt(node, 'table_name').toLowerCase();
  if (textAt(node, 'type') === 'BASE_TABLE') {
    if (namesAt(node, 'column_name_alias').length > 0)
      refuse(node, 'the columns of what is looked up keep their names', `${table} AS <alias>`);
    if (schema === 'gold') return modelTarget(foldedModel(node, relations), node);
    if (schema === 'silver') return tableTarget(node, table, relations);
    const named = schema === '' ? relations.named.get(table) : undefined;
    const imported = named && importedTable(named.query);
    if (named && imported) return targetOf(imported, named.relations);
  }
  return refuse(
    node,
    'what is looked up is a relational table or a model, and no query',
    "LEFT JOIN {{ source('silver', '<table>') }} or {{ ref('<model>') }}",
  );
}

function modelTarget(model: Model, node: SyntaxNode): Target {
  const { plan } = model;
  if (plan.window)
    return refuse(
      node,
      `gold.${model.name} has a row for each window, and a lookup finds one for a key`,
      `FROM {{ ref('${model.name}') }}, and look up what has no windows`,
    );
  return {
    model,
    columns: [...plan.key, ...plan.columns].map(({ name, type }) => ({ name, type })),
    rowsOf: ({ key, s }) => {
      const state = slotState(s, 0);
      const row = groupRow(plan, key, state);
      if (numberIn(state, plan.rowsField) <= 0 || (plan.having && !plan.having(row))) return [];
      return [[...row.key, ...plan.columns.map(({ read }) => read(row))]];
    },
  };
}

function tableTarget(node: SyntaxNode, table: string, { tables }: Relations): Target {
  const found = presentRowsOf(tables, table);
  if (found) return found;
  const known = tables.get(table);
  if (!known) return refuse(node, `there is no silver table ${table}`);
  return refuse(
    node,
    known.source.encoding === 'debezium'
      ? `the key of ${table} cannot be looked up by: it is not of text, whole numbers, dates or booleans`
      : `${table} is a table of events, which has no present rows to look up`,
    'a table of a relational source',
  );
}
