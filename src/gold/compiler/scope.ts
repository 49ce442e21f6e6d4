// Finds columns by their names in what a branch shows.

import type { Scope } from '../../sql-expression/compile.ts';
import { RefusedExpression, withPlace } from '../../sql-expression/refusal.ts';
import { namesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { type Binding, fieldBinding } from './binding.ts';
import type { Branch, Visible } from './branch.ts';
import type { Frame } from './frame.ts';
import { nearestNames } from './nearest-names.ts';

export function scopeOf(branch: Branch): Scope<Frame> {
  return {
    column: names => {
      const found = findBinding(branch, names);
      if (found?.unreadable) throw refusal(`${names.at(-1)} ${found.unreadable}`, null);
      return found;
    },
    suggest: names => {
      const known = branch.visible.flatMap(({ columns }) => [...columns.keys()]);
      const near = nearestNames(
        names.at(-1) ?? '',
        known.filter(name => !name.startsWith('#')),
      );
      return near.length > 0 ? near.join(' or ') : null;
    },
  };
}

/** What a column reference stands for; null when it is none, or stands for nothing. */
export function bindingAt(branch: Branch, node: SyntaxNode): Binding | null {
  if (textAt(node, 'class') !== 'COLUMN_REF') return null;
  try {
    return findBinding(branch, namesAt(node, 'column_names'));
  } catch (error) {
    if (error instanceof RefusedExpression) throw new RefusedExpression(withPlace(error.refusal, node));
    throw error;
  }
}

/** The column, or the field of a struct, that names lead to; null when there is none. Throws when there are two. */
function findBinding({ visible }: Branch, names: readonly string[]): Binding | null {
  const lower = names.map(name => name.toLowerCase());
  const [first = '', second = ''] = lower;
  const path = lower.length > 1 && first === 'silver' && isAlias(visible, second) ? lower.slice(1) : lower;
  return qualified(visible, path) ?? unqualified(visible, path);
}

function isAlias(visible: readonly Visible[], name: string): boolean {
  return visible.some(({ alias }) => alias === name);
}

function qualified(visible: readonly Visible[], [alias, ...path]: readonly string[]): Binding | null {
  const [name] = path;
  if (name === undefined) return null;
  const shown = visible.find(candidate => candidate.alias === alias && candidate.columns.has(name));
  return shown ? follow(shown.columns.get(name), path.slice(1)) : null;
}

function unqualified(visible: readonly Visible[], [name = '', ...path]: readonly string[]): Binding | null {
  const found = visible.filter(({ columns }) => columns.has(name));
  if (found.length > 1)
    throw refusal(
      `${name} is a column of ${found.map(({ alias }) => alias).join(' and of ')}`,
      `${found[0]?.alias}.${name}`,
    );
  return follow(found[0]?.columns.get(name), path);
}

function follow(binding: Binding | undefined, path: readonly string[]): Binding | null {
  let found = binding ?? null;
  for (const name of path) found = found && fieldBinding(found, name);
  return found;
}

/** Without a place: whoever binds the expression knows it. */
function refusal(reason: string, instead: string | null): RefusedExpression {
  return new RefusedExpression({ ok: false, reason, position: null, instead });
}
