// Models whose features cannot be recomputed as they were.

import type { Catalog } from '../catalog/catalog.ts';
import type { Model } from '../gold/model.ts';
import { type SyntaxNode, textOf, visitNodes } from '../sql/syntax-tree.ts';
import { currentViews } from '../tables/table-definitions.ts';

/** Why, or null. `select` is the model's query. */
export function refuseOffline(catalog: Catalog, { tables }: Model, select: SyntaxNode): string | null {
  const views = currentViews(catalog);
  const present = [...tables].find(table => views.has(`silver.${table}`));
  if (present !== undefined)
    return `silver.${present} has the rows that are present now, and not those of an earlier instant`;
  let sketch = false;
  visitNodes(select, node => {
    sketch ||= textOf(node, 'function_name').toLowerCase() === 'approx_quantile';
  });
  return sketch
    ? 'approx_quantile is a sketch online, and DuckDB has another: the values would differ'
    : null;
}
