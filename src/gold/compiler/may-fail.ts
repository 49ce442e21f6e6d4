// Whether an expression can fail for a row, as DuckDB would stop its query for it: by the types of what it casts, adds up and
// compares, whatever the data are.

import { isNode, nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { SqlType } from '../../sql-expression/types.ts';
import type { Branch } from './branch.ts';
import { compileIn } from './expressions.ts';
import { bindingAt } from './scope.ts';

/** The first part that can, outermost first; null when none can. */
export function failingPart(branch: Branch, node: SyntaxNode): SyntaxNode | null {
  if (readsColumn(node) && fails(branch, node)) return node;
  // Inside a lambda there are names that no branch has: what it fails by is not told.
  if (textAt(node, 'class') === 'LAMBDA') return null;
  for (const child of Object.values(node).flat()) {
    const found = isNode(child) && isExpression(child) ? failingPart(branch, child) : null;
    if (found) return found;
  }
  return null;
}

const isExpression = (node: SyntaxNode) => typeof node.class === 'string' || isNode(node.when_expr);

/** What reads none fails for all rows or for none. */
function readsColumn(node: SyntaxNode): boolean {
  return (
    textAt(node, 'class') === 'COLUMN_REF' || Object.values(node).flat().filter(isNode).some(readsColumn)
  );
}

function fails(branch: Branch, node: SyntaxNode): boolean {
  if (textAt(node, 'class') === 'COLUMN_REF') return bindingAt(branch, node)?.fallible === true;
  if (textAt(node, 'class') === 'CAST')
    return node.try_cast !== true && !isSafeCast(typeOf(branch, nodeAt(node, 'child')), typeOf(branch, node));
  if (textAt(node, 'class') !== 'FUNCTION') return false;
  const name = textAt(node, 'function_name').toLowerCase();
  if (name === 'strptime') return true;
  return ['+', '-', '*'].includes(name) && canOverflow(branch, node);
}

const typeOf = (branch: Branch, node: SyntaxNode) => compileIn(branch, node).type;

/** Digits that an integer type may have. */
const digits: Partial<Record<SqlType['id'], number>> = {
  ...{ TINYINT: 3, SMALLINT: 5, INTEGER: 10, BIGINT: 19, HUGEINT: 39 },
};

/** In HUGEINT there is room for what comes of any two BIGINTs. */
function canOverflow(branch: Branch, node: SyntaxNode): boolean {
  const { id } = typeOf(branch, node);
  if (id === 'DECIMAL') return true;
  if (digits[id] === undefined) return false;
  return id !== 'HUGEINT' || nodesAt(node, 'children').some(operand => !isSmallOperand(branch, operand));
}

function isSmallOperand(branch: Branch, node: SyntaxNode): boolean {
  if (textAt(node, 'class') === 'CONSTANT') return true;
  const inner = textAt(node, 'class') === 'CAST' ? nodeAt(node, 'child') : node;
  return (digits[typeOf(branch, inner).id] ?? 39) <= 19;
}

/** Casts that have a value for every value. */
function isSafeCast(from: SqlType, to: SqlType): boolean {
  if (from.id === to.id && from.id !== 'DECIMAL') return true;
  if (to.id === 'VARCHAR' || from.id === 'NULL') return true;
  const [given, room] = [wholeDigits(from), wholeDigits(to)];
  if (from.id === 'BOOLEAN') return room !== null;
  if (to.id === 'DOUBLE') return given !== null;
  if (given !== null && room !== null)
    return given < room || (from.id !== 'DECIMAL' && to.id !== 'DECIMAL' && given <= room);
  return from.id !== 'TIME' && isTime(from) && isTime(to);
}

/** Digits before the point; null for what is no exact number. */
function wholeDigits(type: SqlType): number | null {
  return type.id === 'DECIMAL' ? type.width - type.scale : (digits[type.id] ?? null);
}

const isTime = ({ id }: SqlType) => /^(DATE|TIME|TIMESTAMP)/.test(id);
