// One type for operands of which one is the outcome: CASE, COALESCE, lists, GREATEST and LEAST.

import type { Bound } from './bound.ts';
import { commonType, settledType } from './common-type.ts';
import { type ArgumentType, argumentType } from './implicit-cast.ts';
import { refuse } from './refusal.ts';
import type { SyntaxNode } from './syntax.ts';
import { nullType, type SqlType, typeName } from './types.ts';

/** `what` names the construct where a refusal must be made. */
export function unify(operands: readonly Bound[], what: string, node: SyntaxNode): SqlType {
  const [first, ...others] = operands;
  if (!first) return nullType;
  let type: ArgumentType = argumentType(first);
  for (const operand of others) {
    const common = commonType(type, argumentType(operand));
    if (!common)
      return refuse(
        node,
        `${what} mixes ${typeName(settledType(type))} and ${typeName(operand.type)}`,
        'CAST(… AS …) on one of them',
      );
    type = common;
  }
  return settledType(type);
}
