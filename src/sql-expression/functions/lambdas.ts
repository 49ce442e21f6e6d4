// list_transform and list_filter: an expression for each element of a list.

import { type Bound, type Context, computed } from '../bound.ts';
import { castTo } from '../cast.ts';
import { refuse } from '../refusal.ts';
import { namesAt, nodeAt, nodesAt, type SyntaxNode, textAt } from '../syntax.ts';
import { boolean, list } from '../types.ts';
import type { Value } from '../value.ts';

const transforms = ['list_transform', 'array_transform', 'list_apply', 'array_apply', 'apply'];
const filters = ['list_filter', 'array_filter', 'filter'];

/** Null when the call has no lambda. */
export function bindLambda(name: string, node: SyntaxNode, context: Context): Bound | null {
  const isTransform = transforms.includes(name);
  if (!isTransform && !filters.includes(name)) return null;
  const [source, lambda] = nodesAt(node, 'children');
  if (!source || !lambda || textAt(lambda, 'class') !== 'LAMBDA')
    return refuse(node, `${name} takes a list and a lambda`, `${name}(list, lambda x: x + 1)`);
  const values = context.bind(source);
  if (values.type.id !== 'LIST') return refuse(node, `${name} takes a list first`);
  const parameter = namesAt(nodeAt(lambda, 'lhs'), 'column_names');
  const [variable] = parameter;
  if (variable === undefined || parameter.length > 1)
    return refuse(lambda, 'a lambda has one parameter here', `lambda x: …`);
  // Elements are evaluated one at a time, so that one cell for the element at hand is enough; a lambda inside sets its own.
  const cell: { value: Value } = { value: null };
  const inner = context.within(variable, { type: values.type.element, read: () => cell.value });
  const body = inner.bind(nodeAt(lambda, 'expr'));
  return isTransform ? transform(values, body, cell) : filter(values, castTo(body, boolean, lambda), cell);
}

type Cell = { value: Value };

function transform(values: Bound, body: Bound, cell: Cell): Bound {
  return computed(list(body.type), [values, body], row => {
    const elements = values.evaluate(row) as Value[] | null;
    if (elements === null) return null;
    return elements.map(element => {
      cell.value = element;
      return body.evaluate(row);
    });
  });
}

function filter(values: Bound, condition: Bound, cell: Cell): Bound {
  return computed(values.type, [values, condition], row => {
    const elements = values.evaluate(row) as Value[] | null;
    if (elements === null) return null;
    return elements.filter(element => {
      cell.value = element;
      return condition.evaluate(row) === true;
    });
  });
}
