// Types as a syntax tree names them, in casts.

import { refuse } from './refusal.ts';
import { isNode, nodeAt, nodesAt, type SyntaxNode, textAt } from './syntax.ts';
import { decimal, json, list, type SqlType, simpleTypes, struct } from './types.ts';

/** `node` is where a refusal points to. */
export function typeOfSyntax(type: SyntaxNode, node: SyntaxNode): SqlType {
  const id = textAt(type, 'id');
  const simple = simpleTypes.get(id);
  if (simple) return simple;
  const info = isNode(type.type_info) ? type.type_info : {};
  if (id === 'DECIMAL') return decimal(Number(info.width ?? 18), Number(info.scale ?? 3));
  if (id === 'LIST') return list(typeOfSyntax(nodeAt(info, 'child_type'), node));
  if (id === 'STRUCT')
    return struct(
      nodesAt(info, 'child_types').map(field => ({
        name: textAt(field, 'first'),
        type: typeOfSyntax(nodeAt(field, 'second'), node),
      })),
    );
  const name = textAt(info, 'name') || id;
  if (name.toLowerCase() === 'json') return json;
  return refuse(node, `values of type ${name.toUpperCase()} are not evaluated`, replacement(name));
}

function replacement(name: string): string | null {
  if (/^U\w*INT/i.test(name)) return 'a signed type, such as BIGINT';
  if (/^TIMESTAMP_/i.test(name)) return 'TIMESTAMP';
  return null;
}
