// What a join may look up: the present rows of a relational table, or another model without windows.

import { refuse } from '../../sql-expression/refusal.ts';
import { namesAt, type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import type { SqlType } from '../../sql-expression/types.ts';
import type { Value } from '../../sql-expression/value.ts';
import { numberIn } from '../aggregates/state.ts';
import type { GoldDocument } from '../document.ts';
import type { Model } from '../model.ts';
import { presentRowsOf } from '../present-rows.ts';
import { groupRow, slotState } from '../read-state.ts';
import { foldedModel, importedTable } from './driving.ts';
import type { Relations } from './named-relations.ts';

/** Its rows by the names of their columns, in order. */
export type Target = {
  model: Model;
  columns: { name: string; type: SqlType }[];
  rowsOf(document: GoldDocument): Value[][];
};

export function targetOf(node: SyntaxNode, relations: Relations): Target {
  const schema = textAt(node, 'schema_name').toLowerCase();
  const table = textAt(node, 'table_name').toLowerCase();
  if (textAt(node, 'type') === 'BASE_TABLE') {
    if (namesAt(node, 'column_name_alias').length > 0)
      refuse(node, 'the columns of what is looked up keep their names', `${table} AS <alias>`);
    if (schema === 'gold') return modelTarget(foldedModel(node, relations), node);
    if (schema === 'silver') return tableTarget(node, table, relations);
    const named = schema === '' ? relations.named.get(table) : undefined;
    const imported = named && importedTable(named.query);
    if (named && imported) return targetOf(imported, named.relations);
  }
  return refuse(
    node,
    'what is looked up is a relational table or a model, and no query',
    "LEFT JOIN {{ source('silver', '<table>') }} or {{ ref('<model>') }}",
  );
}

function modelTarget(model: Model, node: SyntaxNode): Target {
  const { plan } = model;
  if (plan.window)
    return refuse(
      node,
      `gold.${model.name} has a row for each window, and a lookup finds one for a key`,
      `FROM {{ ref('${model.name}') }}, and look up what has no windows`,
    );
  return {
    model,
    columns: [...plan.key, ...plan.columns].map(({ name, type }) => ({ name, type })),
    rowsOf: ({ key, s }) => {
      const state = slotState(s, 0);
      const row = groupRow(plan, key, state);
      if (numberIn(state, plan.rowsField) <= 0 || (plan.having && !plan.having(row))) return [];
      return [[...row.key, ...plan.columns.map(({ read }) => read(row))]];
    },
  };
}

function tableTarget(node: SyntaxNode, table: string, { tables }: Relations): Target {
  const found = presentRowsOf(tables, table);
  if (found) return found;
  const known = tables.get(table);
  if (!known) return refuse(node, `there is no silver table ${table}`);
  return refuse(
    node,
    known.source.encoding === 'debezium'
      ? `the key of ${table} cannot be looked up by: it is not of text, whole numbers, dates or booleans`
      : `${table} is a table of events, which has no present rows to look up`,
    'a table of a relational source',
  );
}
