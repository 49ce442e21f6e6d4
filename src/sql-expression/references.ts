// References to columns, and to fields of structs below them.

import { type Bound, type Context, computed } from './bound.ts';
import { refuse } from './refusal.ts';
import { namesAt, type SyntaxNode } from './syntax.ts';
import { typeName } from './types.ts';
import type { Struct } from './value.ts';

const volatileNames = [
  'current_date',
  'current_time',
  'current_timestamp',
  'localtime',
  'localtimestamp',
  'current_user',
];

/** At most a schema, a table and a column stand before the fields of a struct. */
const greatestQualification = 3;

export function bindReference(node: SyntaxNode, context: Context): Bound {
  const names = namesAt(node, 'column_names');
  for (let length = Math.min(names.length, greatestQualification); length > 0; length--) {
    const column = context.column(names.slice(0, length));
    if (!column) continue;
    const bound: Bound = { type: column.type, evaluate: column.read, foldable: false, literal: false };
    return names.slice(length).reduce((struct, name) => extractField(struct, name, node), bound);
  }
  if (names.length === 1 && volatileNames.includes((names[0] ?? '').toLowerCase()))
    return refuseVolatile(node, names[0]);
  return refuse(node, `there is no column ${names.join('.')}`, context.suggest(names));
}

export function refuseVolatile(node: SyntaxNode, name: string | undefined): never {
  return refuse(
    node,
    `${name} changes from one moment to the next, and a fold must give the same tomorrow`,
    'a column of the event, such as _event_time',
  );
}

export function extractField(operand: Bound, name: string, node: SyntaxNode): Bound {
  if (operand.type.id !== 'STRUCT')
    return refuse(
      node,
      `${typeName(operand.type)} has no field ${name}`,
      operand.type.id === 'JSON' || operand.type.id === 'VARCHAR' ? `->>'${name}', if it is JSON` : null,
    );
  const field = operand.type.fields.find(candidate => candidate.name.toLowerCase() === name.toLowerCase());
  if (!field)
    return refuse(
      node,
      `there is no field ${name}`,
      `one of ${operand.type.fields.map(candidate => candidate.name).join(', ')}`,
    );
  const key = field.name;
  const { evaluate } = operand;
  return computed(field.type, [operand], row => {
    const value = evaluate(row) as Struct | null;
    return value === null ? null : (value[key] ?? null);
  });
}
