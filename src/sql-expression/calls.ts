// Calls of functions; operators such as + and LIKE are functions too.

import type { Bound, Context } from './bound.ts';
import { extractJson } from './functions/json.ts';
import { bindLambda } from './functions/lambdas.ts';
import { functions } from './functions/registry.ts';
import { refuseVolatile } from './references.ts';
import { refuse } from './refusal.ts';
import { nodesAt, type SyntaxNode, textAt } from './syntax.ts';

const volatile = [
  'now',
  'random',
  'uuid',
  'gen_random_uuid',
  'uuidv4',
  'uuidv7',
  'today',
  'get_current_time',
  'get_current_timestamp',
  'transaction_timestamp',
  'current_localtime',
  'current_localtimestamp',
  'nextval',
  'currval',
  'setseed',
  'txid_current',
];

const aggregates = [
  'sum',
  'avg',
  'count',
  'count_star',
  'min',
  'max',
  'arg_min',
  'arg_max',
  'first',
  'last',
  'median',
];

export function bindCall(node: SyntaxNode, context: Context): Bound {
  const name = textAt(node, 'function_name').toLowerCase();
  if (volatile.includes(name)) return refuseVolatile(node, `${name}()`);
  if (aggregates.includes(name))
    return refuse(node, `${name} sums up many rows, and this is computed for one row`);
  const children = nodesAt(node, 'children');
  const lambda = bindLambda(name, node, context);
  if (lambda) return lambda;
  const bind = functions.get(name);
  if (!bind) return refuse(node, `the function ${name} is not evaluated`, nearest(name));
  const args = children.map(child => named(context.bind(child), child));
  return bind({ name, args, node });
}

/** Fields of a new struct have their names as aliases. */
function named(bound: Bound, child: SyntaxNode): Bound {
  const alias = textAt(child, 'alias');
  return alias === '' ? bound : { ...bound, alias };
}

/** `json -> path` is parsed as though it were a lambda. */
export function bindArrow(node: SyntaxNode, context: Context): Bound {
  const [operand, path] = [node.lhs, node.expr] as [SyntaxNode, SyntaxNode];
  return extractJson({ name: '->', args: [context.bind(operand), context.bind(path)], node });
}

/** A known function whose name begins or ends alike. */
function nearest(name: string): string | null {
  const stem = name.replace(/^(array|list|str|string|date|regexp|json)_/, '');
  const close = [...functions.keys()].filter(
    known => /^[a-z]/.test(known) && (known.includes(stem) || (known.length > 3 && stem.includes(known))),
  );
  return close.length > 0 ? `perhaps ${close.slice(0, 4).join(', ')}` : null;
}
