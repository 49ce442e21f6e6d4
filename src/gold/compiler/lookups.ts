// Joins of a SELECT over groups: each finds rows of a relational table, or of another model, by their whole key, from what
// the group's key says.

import { refuse } from '../../sql-expression/refusal.ts';
import { namesAt, nodeAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { type SqlType, sameType, typeName } from '../../sql-expression/types.ts';
import type { Lookup, Model } from '../model.ts';
import type { JoinedRelation, Place } from './joined-scope.ts';
import { conditionEqualities, type Equality, usingEquality } from './lookup-equalities.ts';
import { targetOf } from './lookup-target.ts';
import type { Relations } from './named-relations.ts';

type Found = { relations: JoinedRelation[]; lookups: Lookup[] };

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
