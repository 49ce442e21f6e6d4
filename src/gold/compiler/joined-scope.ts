// Names in a SELECT over groups and what they look up.

import type { Scope } from '../../sql-expression/compile.ts';
import { RefusedExpression, refuse, withPlace } from '../../sql-expression/refusal.ts';
import type { SyntaxNode } from '../../sql-expression/syntax.ts';
import { type SqlType, timestamptz } from '../../sql-expression/types.ts';
import type { Value } from '../../sql-expression/value.ts';
import { nearestNames } from './nearest-names.ts';
import type { FoldPlan, GroupRow } from './plan.ts';

export type Place = {
  type: SqlType;
  read: (row: GroupRow) => Value;
  /** Whether the group's key alone says what it is. */
  byKey: boolean;
  /** The name by which groups are asked for, of a column of the key or the window. */
  asked?: string;
  isWindow?: true;
};

export type JoinedRelation = {
  alias: string;
  /** By name in lower case. */
  columns: ReadonlyMap<string, Place>;
  /** Those that USING has merged into the relation before: without an alias they are that one's. */
  merged: ReadonlySet<string>;
};

export function drivingRelation(alias: string, plan: FoldPlan): JoinedRelation {
  const columns = new Map<string, Place>();
  for (const [i, { name, type }] of plan.key.entries())
    columns.set(name.toLowerCase(), { type, read: row => row.key[i] ?? null, byKey: true, asked: name });
  if (plan.window) {
    const { name } = plan.window;
    columns.set(name.toLowerCase(), {
      ...{ type: timestamptz, read: () => null, byKey: false },
      ...{ asked: name, isWindow: true },
    });
  }
  for (const { name, type, read } of plan.columns)
    columns.set(name.toLowerCase(), { type, read, byKey: false });
  return { alias, columns, merged: new Set() };
}

/** What a name stands for; null when it stands for nothing. */
export function columnNamed(
  relations: readonly JoinedRelation[],
  names: readonly string[],
  at: SyntaxNode | null = null,
): Place | null {
  const [first = '', second, ...others] = names.map(name => name.toLowerCase());
  if (others.length > 0) return null;
  if (second !== undefined)
    return relations.find(({ alias }) => alias === first)?.columns.get(second) ?? null;
  const found = relations.filter(({ columns, merged }) => columns.has(first) && !merged.has(first));
  if (found.length > 1)
    return refuse(
      at ?? {},
      `${first} is a column of ${found.map(({ alias }) => alias).join(' and of ')}`,
      `${found[0]?.alias}.${first}`,
    );
  return found[0]?.columns.get(first) ?? null;
}

export function joinedScope(relations: readonly JoinedRelation[]): Scope<GroupRow> {
  return {
    column: names => {
      const place = columnNamed(relations, names);
      if (place?.isWindow)
        throw new RefusedExpression({
          ok: false,
          reason: 'an expression over the window cannot be kept: windows roll up when you ask',
          position: null,
          instead: 'the window as a column of its own, and from= and to= when you ask',
        });
      return place;
    },
    suggest: names => {
      const known = relations.flatMap(({ columns }) => [...columns.keys()]);
      const near = nearestNames(names.at(-1) ?? '', known);
      return near.length > 0 ? near.join(' or ') : null;
    },
  };
}

/** Gives what is refused within a place. */
export function placedAt<T>(node: SyntaxNode, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (error instanceof RefusedExpression) throw new RefusedExpression(withPlace(error.refusal, node));
    throw error;
  }
}
