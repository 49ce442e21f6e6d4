// Constants, as the parser has read them.

import { type Bound, constant } from './bound.ts';
import { refuse } from './refusal.ts';
import { integerOf, isNode, nodeAt, type SyntaxNode } from './syntax.ts';
import { typeOfSyntax } from './type-syntax.ts';
import { isInteger, type SqlType } from './types.ts';
import { type Value, whole } from './value.ts';

export function bindConstant(node: SyntaxNode): Bound {
  const value = nodeAt(node, 'value');
  const type = typeOfSyntax(nodeAt(value, 'type'), node);
  if (value.is_null === true) return constant(type, null, true);
  return constant(type, readValue(value.value, type, node), true);
}

function readValue(value: unknown, type: SqlType, node: SyntaxNode): Value {
  if (isInteger(type) || type.id === 'DECIMAL')
    return whole(isHalves(value) ? join(value) : integerOf(value));
  if (type.id === 'DOUBLE' || type.id === 'FLOAT') return Number(isNode(value) ? value.rawJSON : value);
  if (type.id === 'BOOLEAN') return value === true;
  if (type.id === 'VARCHAR') return String(value);
  return refuse(node, `a constant of type ${type.id} is not read`, 'a cast from text');
}

type Halves = { upper: unknown; lower: unknown };

function isHalves(value: unknown): value is Halves {
  return isNode(value) && 'upper' in value;
}

/** 128 bits come as two halves. */
function join({ upper, lower }: Halves): bigint {
  return (integerOf(upper) << 64n) + integerOf(lower);
}
