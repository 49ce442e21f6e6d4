// The type that values of two types take to meet: in CASE, COALESCE, lists and comparisons.

import { type ArgumentType, implicitCastCost } from './implicit-cast.ts';
import {
  asDecimal,
  type DecimalType,
  decimal,
  isInteger,
  isNumeric,
  list,
  maxDecimalWidth,
  nullType,
  type SqlType,
  struct,
  varchar,
} from './types.ts';

/** A constant's type once nothing is left to adapt to. */
export function settledType(type: ArgumentType): SqlType {
  if (type.id === 'STRING LITERAL') return varchar;
  return type.id === 'INTEGER LITERAL' ? type.type : type;
}

/** The type of a value that may be one of these; null when a cast must be written. */
export function commonType(left: ArgumentType, right: ArgumentType): ArgumentType | null {
  if (left.id === 'JSON') return left;
  if (right.id === 'JSON') return right;
  if (left.id === right.id) return ofEqualIds(left, right);
  for (const id of ['NULL', 'STRING LITERAL'] as const) {
    if (left.id === id) return settledType(right);
    if (right.id === id) return settledType(left);
  }
  return byImplicitCast(left, right);
}

function byImplicitCast(left: ArgumentType, right: ArgumentType): ArgumentType | null {
  const toRight = implicitCastCost(left, settledOr(right));
  const toLeft = implicitCastCost(right, settledOr(left));
  const literal = left.id === 'INTEGER LITERAL' || right.id === 'INTEGER LITERAL';
  if (toRight !== null && right.id !== 'INTEGER LITERAL' && (toLeft === null || literal || toRight < toLeft))
    return right.id === 'DECIMAL' ? widened(right, left) : right;
  if (toLeft !== null && left.id !== 'INTEGER LITERAL')
    return left.id === 'DECIMAL' ? widened(left, right) : left;
  if (literal) return commonType(settledType(left), settledType(right));
  if (left.id === 'BOOLEAN' && isInteger(settledType(right))) return right;
  if (right.id === 'BOOLEAN' && isInteger(settledType(left))) return left;
  return null;
}

/** An adapting constant is no target of a cast. */
function settledOr(type: ArgumentType): SqlType {
  return type.id === 'INTEGER LITERAL' || type.id === 'STRING LITERAL' ? nullType : type;
}

/** The decimal, with room for the integer digits of the other. */
function widened({ width, scale }: DecimalType, other: ArgumentType): DecimalType {
  const digits = asDecimal(settledType(other))?.width ?? 0;
  return digits > width - scale
    ? decimal(Math.min(digits + scale, maxDecimalWidth), scale)
    : decimal(width, scale);
}

function ofEqualIds(left: ArgumentType, right: ArgumentType): ArgumentType | null {
  if (left.id === 'STRING LITERAL') return varchar;
  if (left.id === 'INTEGER LITERAL') return commonType(settledType(left), settledType(right));
  if (left.id === 'DECIMAL' && right.id === 'DECIMAL') return unitedDecimal(left, right);
  if (left.id === 'LIST' && right.id === 'LIST') {
    const element = commonType(left.element, right.element);
    return element && list(settledType(element));
  }
  if (left.id === 'STRUCT' && right.id === 'STRUCT') return ofStructs(left.fields, right.fields);
  return left;
}

type Fields = readonly { name: string; type: SqlType }[];

function ofStructs(left: Fields, right: Fields): SqlType | null {
  if (left.length !== right.length) return null;
  const fields: { name: string; type: SqlType }[] = [];
  for (const [i, { name, type }] of left.entries()) {
    const other = right[i];
    if (other?.name.toLowerCase() !== name.toLowerCase()) return null;
    const common = commonType(type, other.type);
    if (!common) return null;
    fields.push({ name, type: settledType(common) });
  }
  return struct(fields);
}

/** Room for the digits of both before and after the point; when there is none, digits after it are given up. */
function unitedDecimal(left: DecimalType, right: DecimalType): DecimalType {
  const before = Math.max(left.width - left.scale, right.width - right.scale);
  const scale = Math.max(left.scale, right.scale);
  if (before + scale <= maxDecimalWidth) return decimal(before + scale, scale);
  return decimal(maxDecimalWidth, maxDecimalWidth - before);
}

/** The type in which two values are compared; null when a cast must be written. */
export function comparisonType(left: ArgumentType, right: ArgumentType, equality: boolean): SqlType | null {
  const common = commonType(left, right) ?? (equality ? besideText(left, right) : null);
  if (!common) return null;
  const settled = settledType(common);
  if (settled.id !== 'DECIMAL') return settled;
  const one = asDecimal(settledType(left));
  const other = asDecimal(settledType(right));
  if (!one || !other) return settled;
  const scale = Math.max(one.scale, other.scale);
  const before = Math.max(one.width - one.scale, other.width - other.scale);
  const width = Math.max(scale + before, one.width, other.width);
  return decimal(Math.min(width, maxDecimalWidth), scale);
}

const readFromText = ['DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE', 'INTERVAL'];

/** Whether text equals a number or a time is asked of the number in the text; beside a boolean it stays text. */
function besideText(left: ArgumentType, right: ArgumentType): SqlType | null {
  if (left.id !== 'VARCHAR' && right.id !== 'VARCHAR') return null;
  const type = settledType(left.id === 'VARCHAR' ? right : left);
  if (isNumeric(type) || readFromText.includes(type.id)) return type;
  return type.id === 'BOOLEAN' ? varchar : null;
}
