// + - * % over decimals: exact, with more digits in the result where there is room for them.

import type { Bound } from '../bound.ts';
import { castTo } from '../cast.ts';
import { anyDecimal } from '../implicit-cast.ts';
import { applied, type Call, type Overload } from '../overload.ts';
import { refuse } from '../refusal.ts';
import { overflow } from '../runtime-error.ts';
import {
  asDecimal,
  type DecimalType,
  decimal,
  double,
  maxDecimalWidth,
  maxLongDecimalWidth,
  nullType,
  typeName,
} from '../types.ts';
import {
  addWhole,
  multiplyWhole,
  negate,
  powerOfTen,
  remainderWhole,
  subtractWhole,
  type Whole,
} from '../value.ts';

type Operator = '+' | '-' | '*' | '%';

export function decimalOverload(operator: Operator): Overload {
  return {
    takes: [anyDecimal, anyDecimal],
    gives: nullType,
    bind: call => (operator === '*' ? multiply(call) : combine(operator, call)),
  };
}

export const sameDecimal: Overload = {
  takes: [anyDecimal],
  gives: nullType,
  bind: ({ args: [arg], node }) => arg ?? refuse(node, 'there is no argument'),
};

export const negatedDecimal: Overload = {
  ...sameDecimal,
  bind: ({ args: [arg], node }) =>
    arg ? applied(arg.type, [arg], negate) : refuse(node, 'there is no argument'),
};

type Operands = { left: Bound; right: Bound; a: DecimalType; b: DecimalType };

function operandsOf({ args: [left, right], node }: Call): Operands {
  const a = left && asDecimal(left.type);
  const b = right && asDecimal(right.type);
  return left && right && a && b ? { left, right, a, b } : refuse(node, 'decimals are computed in pairs');
}

/** Operands of at most 18 digits have a result of at most 18, as they are computed in 64 bits. */
function capped(width: number, operandWidth: number): { width: number; mayOverflow: boolean } {
  if (width > maxLongDecimalWidth && operandWidth <= maxLongDecimalWidth)
    return { width: maxLongDecimalWidth, mayOverflow: true };
  return { width: Math.min(width, maxDecimalWidth), mayOverflow: width > maxDecimalWidth };
}

const additive = { '+': addWhole, '-': subtractWhole, '%': remainderWhole };

function combine(operator: '+' | '-' | '%', call: Call): Bound {
  const { left, right, a, b } = operandsOf(call);
  const scale = Math.max(a.scale, b.scale);
  const before = Math.max(a.width - a.scale, b.width - b.scale);
  const operandWidth = Math.max(a.width, b.width);
  const needed = Math.max(scale + before, operandWidth) + (operator === '%' ? 0 : 1);
  if (operator === '%' && needed > maxDecimalWidth) return doubleRemainder(call);
  const { width, mayOverflow } =
    operator === '%' ? { width: needed, mayOverflow: false } : capped(needed, operandWidth);
  const type = decimal(width, scale);
  const args = [castTo(left, type, call.node), castTo(right, type, call.node)];
  const compute = additive[operator];
  if (operator === '%') return applied(type, args, (x: Whole, y: Whole) => (y === 0 ? null : compute(x, y)));
  return applied(type, args, mayOverflow ? checking(compute, type) : compute);
}

/** Where no decimal has room for both operands, % gives up their exactness. */
function doubleRemainder({ args, node }: Call): Bound {
  const doubles = args.map(arg => castTo(arg, double, node));
  return applied(double, doubles, (x: number, y: number) => (y === 0 ? null : x % y));
}

function multiply(call: Call): Bound {
  const { left, right, a, b } = operandsOf(call);
  const scale = a.scale + b.scale;
  if (scale > maxDecimalWidth)
    return refuse(
      call.node,
      `${typeName(a)} * ${typeName(b)} needs ${scale} digits after the point, and there are ${maxDecimalWidth} at most`,
      'CAST(… AS DECIMAL(…)) with fewer digits, or DOUBLE',
    );
  const operandWidth = Math.max(a.width, b.width);
  const { width, mayOverflow } =
    scale >= maxLongDecimalWidth
      ? {
          width: Math.min(a.width + b.width, maxDecimalWidth),
          mayOverflow: a.width + b.width > maxDecimalWidth,
        }
      : capped(a.width + b.width, operandWidth);
  const type = decimal(width, scale);
  return applied(type, [left, right], mayOverflow ? checking(multiplyWhole, type) : multiplyWhole);
}

function checking(compute: (a: Whole, b: Whole) => Whole, type: DecimalType) {
  const limit = powerOfTen(type.width);
  return (a: Whole, b: Whole) => {
    const result = compute(a, b);
    return result < limit && result > -limit ? result : overflow(`a result of ${typeName(type)}`);
  };
}
