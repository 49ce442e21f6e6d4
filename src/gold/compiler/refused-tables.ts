// What FROM names or joins and cannot be folded: why, and what to write instead.

import { refuse } from '../../sql-expression/refusal.ts';
import { type SyntaxNode, textAt } from '../../sql-expression/syntax.ts';
import { modelNamed, type Relations } from './named-relations.ts';
import { nearestNames } from './nearest-names.ts';

export function refuseTable(node: SyntaxNode, schema: string, table: string, relations: Relations): never {
  if (schema === 'gold') {
    const { name } = modelNamed(node, relations);
    return refuse(
      node,
      `what is grouped comes from silver, and not from gold.${name}`,
      `{{ source('silver', '<table>') }}; or a SELECT without GROUP BY over {{ ref('${name}') }}`,
    );
  }
  if (schema !== '' && schema !== 'silver')
    return refuse(
      node,
      `a model reads silver tables, and not ${schema}.${table}`,
      "{{ source('silver', '<table>') }}",
    );
  const near = nearestNames(table, [...relations.tables.keys()]);
  return refuse(
    node,
    `there is no silver table ${table}`,
    near.length > 0
      ? near.map(name => `{{ source('silver', '${name}') }}`).join(' or ')
      : "{{ source('silver', '<table>') }}",
  );
}

/** A row that is looked up may change later: it must not say into which group a row falls, nor what is counted of it. */
export function refuseJoin(node: SyntaxNode, right: SyntaxNode, { tables }: Relations): never {
  const table = textAt(right, 'table_name').toLowerCase();
  if (
    textAt(right, 'schema_name').toLowerCase() === 'silver' &&
    tables.get(table)?.source.encoding === 'debezium'
  )
    return refuse(
      right,
      `rows of ${table} change after events were folded: they must not decide what is counted, or in which group`,
      `the join after the GROUP BY: WITH counted AS (SELECT … GROUP BY …) SELECT … FROM counted LEFT JOIN {{ source('silver', '${table}') }} …`,
    );
  return refuse(
    textAt(right, 'type') === 'JOIN' ? node : right,
    'a join cannot be folded: a fold sees one row at a time',
    'UNION ALL of the tables, or UNNEST of a list beside its table',
  );
}
