// Structs: made of named values, and taken apart by name.

import { type Bound, computed, foldedText } from '../bound.ts';
import type { SqlFunction } from '../overload.ts';
import { extractField } from '../references.ts';
import { refuse } from '../refusal.ts';
import { struct } from '../types.ts';
import type { Struct } from '../value.ts';

const pack: SqlFunction = ({ args, node }) => {
  const fields = args.map(arg => ({ name: aliasOf(arg), type: arg.type, evaluate: arg.evaluate }));
  if (fields.some(({ name }) => name === ''))
    return refuse(node, 'a field of a struct has no name', "{'name': value}");
  const type = struct(fields.map(field => ({ name: field.name, type: field.type })));
  return computed(type, args, row => {
    const value: Struct = {};
    for (const { name, evaluate } of fields) value[name] = evaluate(row);
    return value;
  });
};

function aliasOf(arg: Bound): string {
  return arg.alias ?? '';
}

const extract: SqlFunction = ({ args: [operand, name], node }) => {
  const field = foldedText(name);
  return operand && field !== null
    ? extractField(operand, field, node)
    : refuse(node, 'struct_extract takes a struct and a constant name');
};

export const structs: Record<string, SqlFunction> = { struct_pack: pack, struct_extract: extract };
