// The select list of a query below the model's own: names for what the branch shows from there on.

import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { attempting } from './attempt.ts';
import { type Binding, valueBinding } from './binding.ts';
import type { Branch } from './branch.ts';
import { compileIn } from './expressions.ts';
import { mapNodes } from './map-nodes.ts';
import { failingPart } from './may-fail.ts';
import { isNeverNull } from './never-null.ts';
import { canonical } from './same-expression.ts';
import { bindingAt } from './scope.ts';
import { unnestCalls, unnested } from './unnest.ts';

export function projected(query: SyntaxNode, from: Branch): Branch {
  const { branch, items } = withUnnested(nodesAt(query, 'select_list'), from);
  const columns = new Map<string, Binding>();
  for (const item of items) {
    const isStar = textAt(item, 'class') === 'STAR';
    const named = isStar
      ? starColumns(item, from)
      : [[nameOf(item, columns.size), bindingOf(branch, item)] as const];
    for (const [name, binding] of named) {
      if (columns.has(name)) refuse(item, `two columns are called ${name}`, '… AS another_name');
      columns.set(name, binding);
    }
  }
  return { ...branch, visible: [{ alias: '', columns }] };
}

/** A column without a name can be in a UNION ALL, but not be asked for: no name in a query begins with `#`. */
function nameOf(item: SyntaxNode, place: number): string {
  return (textAt(item, 'alias') || namesAt(item, 'column_names').at(-1) || `#${place}`).toLowerCase();
}

/** A bare column stays what it is, so that paths into it are followed without converting it. */
function bindingOf(branch: Branch, item: SyntaxNode): Binding {
  const found = bindingAt(branch, item);
  if (found) return found;
  const { type, evaluate } = compileIn(branch, item);
  const binding = valueBinding(type, attempting(evaluate), isNeverNull(branch, null, item));
  return failingPart(branch, item) ? { ...binding, fallible: true } : binding;
}

/** `*` and `alias.*`, with EXCLUDE. */
function starColumns(star: SyntaxNode, { visible }: Branch): (readonly [string, Binding])[] {
  if (
    star.columns === true ||
    ['replace_list', 'rename_list'].some(list => nodesAt(star, list).length > 0) ||
    isNode(star.expr)
  )
    refuse(star, 'of * only EXCLUDE can be folded', 'the columns by their names');
  const relation = textAt(star, 'relation_name').toLowerCase();
  const shown = visible.filter(({ alias }) => relation === '' || alias === relation);
  if (shown.length === 0) refuse(star, `there is no table ${relation}`);
  const excluded = nameList(star.exclude_list);
  return shown.flatMap(({ columns }) => [...columns]).filter(([name]) => !excluded.includes(name));
}

function nameList(list: unknown): string[] {
  return (Array.isArray(list) ? list : []).map(name =>
    (isNode(name) ? textAt(name, 'column') : String(name)).toLowerCase(),
  );
}

/** UNNEST in a select list: the rows are unnested first, and the calls are names of the element. */
function withUnnested(
  items: readonly SyntaxNode[],
  from: Branch,
): { branch: Branch; items: readonly SyntaxNode[] } {
  const calls = items.flatMap(unnestCalls);
  const [call] = calls;
  if (!call) return { branch: from, items };
  const other = calls.find(each => canonical([from], each) !== canonical([from], call));
  if (other)
    refuse(other, 'two lists are unnested side by side', 'one UNNEST, and the next in a query around it');
  const element = (node: SyntaxNode): SyntaxNode | null => {
    const place = { alias: node.alias, query_location: node.query_location };
    if (calls.includes(node))
      return { ...place, class: 'COLUMN_REF', type: 'COLUMN_REF', column_names: ['#list', '#element'] };
    const [struct, field] = nodesAt(node, 'children');
    if (textAt(node, 'type') !== 'STRUCT_EXTRACT' || !struct || !isNode(field?.value)) return null;
    // A path into the element is a name too, and is followed before anything is converted.
    const inner = element(struct);
    return (
      inner && {
        ...inner,
        ...place,
        column_names: [...namesAt(inner, 'column_names'), textAt(field.value, 'value')],
      }
    );
  };
  return {
    branch: unnested(from, call, '#list', '#element'),
    items: items.map(item => mapNodes(item, element)),
  };
}
