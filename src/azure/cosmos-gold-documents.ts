// All documents of a gold model: the one scan of a container, for SQL, bounded by its caller.

import type { Database } from '@azure/cosmos';
import type { GoldDocument } from '../gold/document.ts';
import type { Metrics } from '../metrics.ts';
import type { ReadGoldDocuments } from '../sql/gold-tables.ts';
import { containerName } from './cosmos-gold.ts';

export function createCosmosGoldDocuments(database: Database, metrics: Metrics): ReadGoldDocuments {
  return async (model, sinceMs, limit) => {
    metrics.count('assay_cosmos_operations_total', { operation: 'scan', model: model.name });
    const pages = database.container(containerName(model)).items.query<GoldDocument>({
      query: 'SELECT * FROM c WHERE c.span >= @since',
      parameters: [{ name: '@since', value: sinceMs }],
    });
    const documents: GoldDocument[] = [];
    while (pages.hasMoreResults() && documents.length < limit)
      documents.push(...((await pages.fetchNext()).resources ?? []));
    return documents.slice(0, limit);
  };
}
