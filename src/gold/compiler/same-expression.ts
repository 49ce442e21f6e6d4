// When two expressions of a query are one: written alike, or naming the same columns.

import { namesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { Binding } from './binding.ts';
import type { Branch } from './branch.ts';
import { bindingAt } from './scope.ts';

export function sameExpression(branches: readonly Branch[], a: SyntaxNode, b: SyntaxNode): boolean {
  return canonical(branches, a) === canonical(branches, b);
}

/** The expression as text, apart from its name and its place; columns by what they are in the first branch. */
export function canonical([branch]: readonly Branch[], node: SyntaxNode): string {
  return JSON.stringify(node, (field, value) => {
    if (field === 'alias' || field === 'query_location') return undefined;
    if (typeof value === 'bigint') return `${value}n`;
    if (!branch || value?.class !== 'COLUMN_REF' || textAt(value, 'type') !== 'COLUMN_REF') return value;
    const found = bindingAt(branch, value);
    return found
      ? { binding: numberOf(found) }
      : namesAt(value, 'column_names').map(name => name.toLowerCase());
  });
}

const numbers = new WeakMap<Binding, number>();
let last = 0;

function numberOf(binding: Binding): number {
  const known = numbers.get(binding);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(binding, last);
  return last;
}
