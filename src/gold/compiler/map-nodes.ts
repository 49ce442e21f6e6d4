// Rewrites syntax trees.

import { isNode, type SyntaxNode } from '../../sql-expression/syntax.ts';

/** The tree with every expression for which `replace` has one replaced by it, outermost first. */
export function mapNodes(node: SyntaxNode, replace: (node: SyntaxNode) => SyntaxNode | null): SyntaxNode {
  const replaced = node.class === undefined ? null : replace(node);
  if (replaced) return replaced;
  const mapped = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(mapped);
    return isNode(value) ? mapNodes(value, replace) : value;
  };
  return Object.fromEntries(Object.entries(node).map(([field, value]) => [field, mapped(value)]));
}
