// UNION ALL: branches beside each other, their columns matched by place and of one type.

import type { Bound } from '../../sql-expression/bound.ts';
import { castTo } from '../../sql-expression/cast.ts';
import { commonType, settledType } from '../../sql-expression/common-type.ts';
import { refuse } from '../../sql-expression/refusal.ts';
import { nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { type SqlType, sameType, typeName } from '../../sql-expression/types.ts';
import { attempting } from './attempt.ts';
import { type Binding, valueBinding } from './binding.ts';
import { type Branch, columnsOf } from './branch.ts';

export function unionOf(node: SyntaxNode, branchesOf: (part: SyntaxNode) => Branch[]): Branch[] {
  if (textAt(node, 'setop_type') !== 'UNION' || node.setop_all !== true)
    refuse(placeIn(node), 'of set operations only UNION ALL can be folded', 'UNION ALL');
  if (nodesAt(node, 'modifiers').length > 0)
    refuse(
      placeIn(node),
      'ORDER BY and LIMIT cannot be folded',
      'no ORDER BY: rows are put in order when they are asked for',
    );
  const parts = partsOf(node).map(part => ({ part, branches: branchesOf(part) }));
  const names = [...columnsOf(parts[0]?.branches[0] as Branch).keys()];
  for (const { part, branches } of parts)
    for (const branch of branches)
      if (columnsOf(branch).size !== names.length)
        refuse(
          part,
          `the first part of the UNION ALL has ${names.length} columns, and this one ${columnsOf(branch).size}`,
        );
  const columns = names.map((name, i) => unifiedColumn(name, i, parts));
  const all = parts.flatMap(({ branches }) => branches);
  return all.map((branch, b) => ({
    ...branch,
    visible: [{ alias: '', columns: new Map(names.map((name, i) => [name, columns[i]?.[b] as Binding])) }],
  }));
}

function partsOf(node: SyntaxNode): SyntaxNode[] {
  const children = nodesAt(node, 'children');
  return children.length > 0 ? children : [nodeAt(node, 'left'), nodeAt(node, 'right')];
}

/** The parser gives a set operation no place of its own. */
function placeIn(node: SyntaxNode): SyntaxNode {
  return partsOf(node).at(-1) ?? node;
}

type Part = { part: SyntaxNode; branches: readonly Branch[] };

/** The column at a place in all branches, cast to the type in which they meet. */
function unifiedColumn(name: string, place: number, parts: readonly Part[]): Binding[] {
  const found = parts.flatMap(({ part, branches }) =>
    branches.map(branch => ({
      at: itemAt(part, place),
      binding: [...columnsOf(branch).values()][place] as Binding,
    })),
  );
  let type: SqlType | null = null;
  for (const { at, binding } of found) {
    const common: ReturnType<typeof commonType> =
      type === null ? binding.type : commonType(type, binding.type);
    if (!common)
      return refuse(
        at,
        `${name} is ${typeName(type ?? binding.type)} in one part of the UNION ALL and ${typeName(binding.type)} in another`,
        `CAST(… AS ${typeName(type ?? binding.type)})`,
      );
    type = settledType(common);
  }
  return found.map(({ at, binding }) => castBinding(binding, type ?? binding.type, at));
}

function itemAt(part: SyntaxNode, place: number): SyntaxNode {
  return nodesAt(part, 'select_list')[place] ?? part;
}

const fallibleAs = ({ fallible }: Binding): Pick<Binding, 'fallible'> => (fallible ? { fallible } : {});

function castBinding(binding: Binding, type: SqlType, at: SyntaxNode): Binding {
  if (sameType(binding.type, type)) return binding;
  const evaluate = binding.read as Bound['evaluate'];
  const cast = castTo({ type: binding.type, evaluate, foldable: false, literal: false }, type, at);
  return { ...valueBinding(type, attempting(cast.evaluate), binding.required), ...fallibleAs(binding) };
}
