// Whether an expression has a value for every row that comes as far as it.

import { isNode, nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { Branch } from './branch.ts';
import { sameExpression } from './same-expression.ts';
import { bindingAt } from './scope.ts';

/** These have a value, or fail, whenever all of their operands have one. */
const total = new Set('+ - * || upper lower trim concat length len date_trunc time_bucket'.split(' '));

/** `where` is the condition that the row has met, if any. */
export function isNeverNull(branch: Branch, where: SyntaxNode | null, node: SyntaxNode): boolean {
  if (where && saysNotNull(branch, where, node)) return true;
  const children = nodesAt(node, 'children');
  switch (textAt(node, 'type')) {
    case 'VALUE_CONSTANT':
      return isNode(node.value) && node.value.is_null === false;
    case 'COLUMN_REF': {
      const found = bindingAt(branch, node);
      return found !== null && (found.required || branch.notNull.has(found));
    }
    case 'OPERATOR_COALESCE':
      return children.some(each => isNeverNull(branch, where, each));
    case 'OPERATOR_IS_NULL':
    case 'OPERATOR_IS_NOT_NULL':
      return true;
    case 'OPERATOR_CAST':
      return isTotalCast(node) && isNeverNull(branch, where, nodeAt(node, 'child'));
    case 'FUNCTION':
      return (
        total.has(textAt(node, 'function_name').toLowerCase()) &&
        children.every(each => isNeverNull(branch, where, each))
      );
    case 'CASE_EXPR':
      return [
        nodeAt(node, 'else_expr'),
        ...nodesAt(node, 'case_checks').map(check => nodeAt(check, 'then_expr')),
      ].every(each => isNeverNull(branch, where, each));
    default:
      return false;
  }
}

/** A cast fails and is not null, unless it is told to be, or is of JSON, which has a null of its own. */
function isTotalCast(node: SyntaxNode): boolean {
  const child = nodeAt(node, 'child');
  const from = isNode(child.cast_type) ? textAt(child.cast_type, 'id') : '';
  return node.try_cast !== true && from !== 'JSON';
}

function saysNotNull(branch: Branch, where: SyntaxNode, expression: SyntaxNode): boolean {
  const children = nodesAt(where, 'children');
  if (textAt(where, 'type') === 'CONJUNCTION_AND')
    return children.some(part => saysNotNull(branch, part, expression));
  const [operand] = children;
  return (
    textAt(where, 'type') === 'OPERATOR_IS_NOT_NULL' &&
    operand !== undefined &&
    sameExpression([branch], operand, expression)
  );
}
