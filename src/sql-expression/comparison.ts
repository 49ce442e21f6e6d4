// =, <>, <, <=, >, >=, IS [NOT] DISTINCT FROM and BETWEEN.

import { type Bound, type Context, computed } from './bound.ts';
import { castTo } from './cast.ts';
import { comparisonType, settledType } from './common-type.ts';
import { comparator, hasIdentity, hasNaturalOrder } from './compare-values.ts';
import { type ArgumentType, argumentType } from './implicit-cast.ts';
import { refuse } from './refusal.ts';
import { nodeAt, type SyntaxNode, textAt } from './syntax.ts';
import { boolean, type SqlType, typeName } from './types.ts';
import type { Evaluate, Value } from './value.ts';

const equalities = [
  'COMPARE_EQUAL',
  'COMPARE_NOTEQUAL',
  'COMPARE_DISTINCT_FROM',
  'COMPARE_NOT_DISTINCT_FROM',
];

type Test = (a: Value, b: Value) => boolean;

export function bindComparison(node: SyntaxNode, context: Context): Bound {
  const operands = [context.bind(nodeAt(node, 'left')), context.bind(nodeAt(node, 'right'))] as const;
  return compare(textAt(node, 'type'), operands[0], operands[1], node);
}

/** Three-valued: NULL when an operand is NULL, but for DISTINCT FROM. */
export function compare(operator: string, left: Bound, right: Bound, node: SyntaxNode): Bound {
  const type = comparedAs([left, right], equalities.includes(operator), node);
  const a = castTo(left, type, node);
  const b = castTo(right, type, node);
  if (operator.endsWith('DISTINCT_FROM')) {
    const distinct = operator === 'COMPARE_DISTINCT_FROM';
    return computed(boolean, [a, b], distinctFrom(a.evaluate, b.evaluate, type, distinct));
  }
  const test = testOf(operator, type, node);
  const [one, other] = [a.evaluate, b.evaluate];
  return computed(boolean, [a, b], row => {
    const x = one(row);
    const y = other(row);
    return x === null || y === null ? null : test(x, y);
  });
}

/** The type in which operands meet. Equality takes text beside numbers, order does not. */
export function comparedAs(operands: readonly Bound[], equality: boolean, node: SyntaxNode): SqlType {
  const [first, ...others] = operands.map(argumentType);
  const common = others.reduce<ArgumentType | null>(
    (met, type) => met && comparisonType(met, type, equality),
    first ?? null,
  );
  const names = [...new Set(operands.map(operand => typeName(operand.type)))];
  if (!common) return refuse(node, `${names.join(' and ')} are not compared`, 'CAST(… AS …) on one side');
  const type = settledType(common);
  if (type.id === 'JSON' && names.length > 1)
    refuse(node, 'JSON is compared as text, not as the value in it', "column->>'field', which is VARCHAR");
  return type;
}

export function testOf(operator: string, type: SqlType, node: SyntaxNode): Test {
  const order = comparator(type);
  const natural = hasNaturalOrder(type);
  const equal: Test = hasIdentity(type) ? (a, b) => a === b : (a, b) => order(a, b) === 0;
  switch (operator) {
    case 'COMPARE_EQUAL':
      return equal;
    case 'COMPARE_NOTEQUAL':
      return (a, b) => !equal(a, b);
    case 'COMPARE_LESSTHAN':
      return natural ? (a, b) => (a as number) < (b as number) : (a, b) => order(a, b) < 0;
    case 'COMPARE_LESSTHANOREQUALTO':
      return natural ? (a, b) => (a as number) <= (b as number) : (a, b) => order(a, b) <= 0;
    case 'COMPARE_GREATERTHAN':
      return natural ? (a, b) => (a as number) > (b as number) : (a, b) => order(a, b) > 0;
    case 'COMPARE_GREATERTHANOREQUALTO':
      return natural ? (a, b) => (a as number) >= (b as number) : (a, b) => order(a, b) >= 0;
    default:
      return refuse(node, `the comparison ${operator} is not evaluated`);
  }
}

function distinctFrom(one: Evaluate, other: Evaluate, type: SqlType, distinct: boolean): Evaluate {
  const order = comparator(type);
  return row => {
    const x = one(row);
    const y = other(row);
    const same = x === null || y === null ? x === y : order(x, y) === 0;
    return same !== distinct;
  };
}

/** `input >= lower AND input <= upper`, in one type. */
export function bindBetween(node: SyntaxNode, context: Context): Bound {
  const input = context.bind(nodeAt(node, 'input'));
  const lower = context.bind(nodeAt(node, 'lower'));
  const upper = context.bind(nodeAt(node, 'upper'));
  const type = comparedAs([input, lower, upper], false, node);
  const [a, b, c] = [castTo(input, type, node), castTo(lower, type, node), castTo(upper, type, node)];
  const atLeast = testOf('COMPARE_GREATERTHANOREQUALTO', type, node);
  const atMost = testOf('COMPARE_LESSTHANOREQUALTO', type, node);
  return computed(boolean, [a, b, c], row => {
    const value = a.evaluate(row);
    const low = b.evaluate(row);
    const high = c.evaluate(row);
    const above = value === null || low === null ? null : atLeast(value, low);
    const below = value === null || high === null ? null : atMost(value, high);
    if (above === false || below === false) return false;
    return above === null || below === null ? null : true;
  });
}
