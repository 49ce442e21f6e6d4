// What a query may name in FROM: silver's tables, the project's models, and the common table expressions before it.

import { refuse } from '../../sql-expression/refusal.ts';
import { isNode, namesAt, nodeAt, nodesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { Model } from '../model.ts';
import { nearestNames } from './nearest-names.ts';
import type { SilverTables } from './silver-tables.ts';

/** A common table expression, and what it sees: those before it. */
type Named = { query: SyntaxNode; columns: readonly string[]; relations: Relations };

export type Relations = {
  tables: SilverTables;
  /** The project's models; throws what is wrong with one. Null when there is none of the name. */
  model: (name: string) => Model | null;
  models: readonly string[];
  named: ReadonlyMap<string, Named>;
};

/** The common table expressions that a query node brings, on top of those that it sees. */
export function withNamed(node: SyntaxNode, outer: Relations): Relations {
  let relations = outer;
  for (const entry of isNode(node.cte_map) ? nodesAt(node.cte_map, 'map') : []) {
    const value = nodeAt(entry, 'value');
    const named: Named = {
      query: nodeAt(nodeAt(value, 'query'), 'node'),
      columns: namesAt(value, 'aliases'),
      relations,
    };
    relations = {
      ...outer,
      named: new Map([...relations.named, [textAt(entry, 'key').toLowerCase(), named]]),
    };
  }
  return relations;
}

export function modelNamed(node: SyntaxNode, { model, models }: Relations): Model {
  const name = textAt(node, 'table_name').toLowerCase();
  const near = nearestNames(name, models);
  return (
    model(name) ??
    refuse(
      node,
      `there is no model ${name}`,
      near.length > 0 ? near.map(each => `{{ ref('${each}') }}`).join(' or ') : "{{ ref('<model>') }}",
    )
  );
}
