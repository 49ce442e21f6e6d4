// Claims in Table storage: one entity an identity, inserted by entity group transactions.

import type { TableClient, TransactionAction } from '@azure/data-tables';
import type { Metrics } from '../metrics.ts';
import type { ClaimStore } from '../silver/claims.ts';
import { hasStatus } from './has-status.ts';

type ClaimEntity = { at: string };

export function createTableClaims(table: TableClient, metrics: Metrics): ClaimStore {
  return {
    insert: async (bucket, claims) => {
      metrics.count('assay_table_operations_total', { operation: 'claim' });
      try {
        const [first, ...others] = claims.map(({ key, owner }) => ({
          partitionKey: bucket,
          rowKey: key,
          at: owner,
        }));
        if (first && others.length === 0) await table.createEntity(first);
        else
          await table.submitTransaction(
            [first, ...others].map(entity => ['create', entity ?? {}] as TransactionAction),
          );
        return null;
      } catch (error) {
        return takenIndex(error);
      }
    },
    owner: async (bucket, key) => {
      metrics.count('assay_table_operations_total', { operation: 'lookup' });
      try {
        return (await table.getEntity<ClaimEntity>(bucket, key)).at;
      } catch (error) {
        if (hasStatus(error, 404)) return null;
        throw error;
      }
    },
  };
}

/** The service names the operation that failed at the head of its message: `3:The specified entity already exists.` */
function takenIndex(error: unknown): number {
  if (!hasStatus(error, 409)) throw error;
  const [, index] = /(?:^|\n|")(\d+):The specified entity already exists/.exec(error.message) ?? [];
  if (index !== undefined) return Number(index);
  // An insert by itself names no index: it is the only one.
  if (error.message.includes('EntityAlreadyExists') || error.message.includes('already exists')) return 0;
  throw error;
}
