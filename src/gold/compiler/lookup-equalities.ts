// The condition of a lookup: equalities between columns of what is looked up and what the group's key says.

import { compileSql } from '../../sql-expression/compile.ts';
import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { SqlType } from '../../sql-expression/types.ts';
import type { Value } from '../../sql-expression/value.ts';
import { attempting } from './attempt.ts';
import { accepted } from './expressions.ts';
import { columnNamed, type JoinedRelation, joinedScope, placedAt } from './joined-scope.ts';
import type { GroupRow } from './plan.ts';

/** `find` is of the group; `column` is one of the rows that are looked for. */
export type Equality = { column: string; find: (row: GroupRow) => Value; type: SqlType; at: SyntaxNode };

export function usingEquality(
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

export function conditionEqualities(
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
