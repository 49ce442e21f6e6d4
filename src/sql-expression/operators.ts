// IS NULL, IN, COALESCE, NOT, TRY, and access by brackets and dots.

import { type Bound, type Context, computed, foldedText } from './bound.ts';
import { castTo } from './cast.ts';
import { hasIdentity } from './compare-values.ts';
import { comparedAs, testOf } from './comparison.ts';
import { bindNot } from './conditions.ts';
import { listElement } from './functions/lists.ts';
import { extractField } from './references.ts';
import { refuse } from './refusal.ts';
import { nodesAt, type SyntaxNode, textAt } from './syntax.ts';
import { boolean } from './types.ts';
import { unify } from './unify.ts';
import type { Value } from './value.ts';

export function bindOperator(node: SyntaxNode, context: Context): Bound {
  const [first, ...others] = nodesAt(node, 'children').map(child => context.bind(child));
  if (!first) return refuse(node, 'there is an operator without operands');
  const type = textAt(node, 'type');
  switch (type) {
    case 'OPERATOR_NOT':
      return bindNot(first, node);
    case 'OPERATOR_IS_NULL':
      return computed(boolean, [first], row => first.evaluate(row) === null);
    case 'OPERATOR_IS_NOT_NULL':
      return computed(boolean, [first], row => first.evaluate(row) !== null);
    case 'OPERATOR_COALESCE':
      return coalesce([first, ...others], node);
    case 'COMPARE_IN':
      return isMember(first, others, node);
    case 'COMPARE_NOT_IN':
      return bindNot(isMember(first, others, node), node);
    case 'OPERATOR_TRY':
      return refuse(
        node,
        'TRY has been seen to change other rows in DuckDB',
        'TRY_CAST, or CASE around what fails',
      );
    case 'STRUCT_EXTRACT':
    case 'ARRAY_EXTRACT':
      return extract(first, others[0], node);
    default:
      return refuse(
        node,
        `${type.replace(/^OPERATOR_|^COMPARE_/, '').replaceAll('_', ' ')} is not evaluated`,
      );
  }
}

function coalesce(operands: readonly Bound[], node: SyntaxNode): Bound {
  const type = unify(operands, 'COALESCE', node);
  const evaluations = operands.map(operand => castTo(operand, type, node).evaluate);
  return computed(type, operands, row => {
    for (const evaluate of evaluations) {
      const value = evaluate(row);
      if (value !== null) return value;
    }
    return null;
  });
}

/** True when a member is equal; otherwise NULL when one is NULL. */
function isMember(operand: Bound, members: readonly Bound[], node: SyntaxNode): Bound {
  if (members.some(member => member.type.id === 'LIST') && operand.type.id !== 'LIST')
    return refuse(node, 'a list in parentheses is one member', 'x IN list, without parentheses');
  const type = comparedAs([operand, ...members], true, node);
  const { evaluate } = castTo(operand, type, node);
  const cast = members.map(member => castTo(member, type, node));
  const constants = hasIdentity(type) ? constantMembers(cast) : null;
  if (constants)
    return computed(boolean, [operand], row => {
      const value = evaluate(row);
      return value === null ? null : constants.values.has(value) ? true : constants.missing;
    });
  const equal = testOf('COMPARE_EQUAL', type, node);
  const evaluations = cast.map(member => member.evaluate);
  return computed(boolean, [operand, ...cast], row => {
    const value = evaluate(row);
    let found = false;
    let outcome: false | null = false;
    for (const member of evaluations) {
      const other = member(row);
      if (value === null || other === null) outcome = null;
      else if (equal(value, other)) found = true;
    }
    return found ? true : outcome;
  });
}

/** The members as a set; null when they are not the same for every row. */
function constantMembers(members: readonly Bound[]): { values: Set<Value>; missing: false | null } | null {
  if (!members.every(member => member.foldable)) return null;
  try {
    const values = new Set(members.map(member => member.evaluate(null)));
    const missing = values.delete(null) ? null : false;
    return { values, missing };
  } catch {
    return null;
  }
}

/** A field of a struct by its name, or an element of a list or a character of a text by its place from 1. */
function extract(operand: Bound, key: Bound | undefined, node: SyntaxNode): Bound {
  if (!key) return refuse(node, 'there are brackets without an index');
  if (operand.type.id !== 'STRUCT') return listElement(operand, key, node);
  const name = foldedText(key);
  return name === null
    ? refuse(node, 'a field of a struct is named by a constant', "struct['field'] or struct.field")
    : extractField(operand, name, node);
}
