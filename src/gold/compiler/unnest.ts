// UNNEST: one row for each element of a list.

import type { Json } from '../../json.ts';
import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { timestamptz, typeName } from '../../sql-expression/types.ts';
import type { Value } from '../../sql-expression/value.ts';
import { attempting } from './attempt.ts';
import { type Binding, child, documentBinding, valueBinding } from './binding.ts';
import type { Branch } from './branch.ts';
import { compileIn } from './expressions.ts';
import type { Frame } from './frame.ts';
import { type HoppingWindows, hoppingWindows } from './hopping.ts';
import { bindingAt } from './scope.ts';
import type { Step } from './step.ts';

/** `… , UNNEST(list) AS alias(column)`. `ref` is the table reference, `call` the function in it. */
export function unnestedBeside(branch: Branch, ref: SyntaxNode, call: SyntaxNode): Branch {
  const names = namesAt(ref, 'column_name_alias');
  if (names.length > 1 || textAt(ref, 'with_ordinality') === 'WITH_ORDINALITY')
    refuse(ref, 'UNNEST beside a table has one column', 'UNNEST(<list>) AS <alias>(<column>)');
  const alias = (textAt(ref, 'alias') || 'unnest').toLowerCase();
  return unnested(branch, call, alias, (names[0] ?? 'unnest').toLowerCase());
}

/** The branch with one row for each element, which is `alias.column`. */
export function unnested(branch: Branch, call: SyntaxNode, alias: string, column: string): Branch {
  const [list, ...options] = nodesAt(call, 'children');
  if (!list || options.length > 0) refuse(call, 'UNNEST takes a list, and nothing else', 'UNNEST(<list>)');
  const { step, element } = elementsOf(branch, list as SyntaxNode);
  return {
    ...branch,
    steps: [...branch.steps, step],
    visible: [...branch.visible, { alias, columns: new Map([[column, element]]) }],
    unnested: branch.unnested + 1,
  };
}

function elementsOf(branch: Branch, list: SyntaxNode): { step: Step; element: Binding } {
  const index = branch.unnested;
  const named = bindingAt(branch, list);
  const document = named?.document;
  if (document && typeof document.type !== 'string' && document.type.type === 'array') {
    const schema = child(document.schema, 'items');
    const get = (frame: { elements: unknown[] }) => (frame.elements[index] ?? null) as Json;
    const always = child(schema, 'type');
    return {
      step: { kind: 'unnest', list: document.get },
      element: documentBinding(
        { type: document.type.elementType, schema, get },
        typeof always === 'string' && always !== 'null',
      ),
    };
  }
  const windows = hoppingWindows(branch, list);
  if (windows) return paneOf(windows, index);
  const { type, evaluate } = compileIn(branch, list);
  if (type.id !== 'LIST') return refuse(list, `UNNEST takes a list, and this is ${typeName(type)}`);
  return {
    step: { kind: 'unnest', list: attempting(evaluate) },
    element: valueBinding(type.element, frame => (frame.elements[index] ?? null) as Value),
  };
}

/** One row for the pane, in the place of those for its windows. */
function paneOf({ series, paneStart }: HoppingWindows, index: number): { step: Step; element: Binding } {
  const list = (frame: Frame) => {
    const startUs = paneStart(frame);
    return startUs === null ? null : [startUs];
  };
  const element = valueBinding(timestamptz, frame => (frame.elements[index] ?? null) as Value, true);
  const unreadable = 'is the column of hopping windows, which is grouped by, and read by nothing else';
  return { step: { kind: 'unnest', list, series }, element: { ...element, unreadable, hopping: series } };
}

/** The calls of UNNEST in an expression, outermost first. */
export function unnestCalls(node: SyntaxNode): SyntaxNode[] {
  if (textAt(node, 'class') === 'FUNCTION' && textAt(node, 'function_name').toLowerCase() === 'unnest')
    return [node];
  return Object.values(node).flat().filter(isNode).flatMap(unnestCalls);
}
