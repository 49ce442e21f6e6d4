// Claims in Table storage that change hands: each under the etag that it was read with.

import type { TableClient } from '@azure/data-tables';
import type { Metrics } from '../metrics.ts';
import type { ClaimTransferStore } from '../silver/claim-transfers.ts';
import type { Claim } from '../silver/claims.ts';
import { hasStatus } from './has-status.ts';

type ClaimEntity = { at: string };

const requestsAtOnce = 32;

export function createTableClaimTransfers(table: TableClient, metrics: Metrics): ClaimTransferStore {
  const read = async (bucket: string, key: string): Promise<{ at: string; etag: string } | null> => {
    metrics.count('assay_table_operations_total', { operation: 'lookup' });
    try {
      return await table.getEntity<ClaimEntity>(bucket, key);
    } catch (error) {
      if (hasStatus(error, 404)) return null;
      throw error;
    }
  };

  async function removeHeld(bucket: string, { key, owner }: Claim): Promise<void> {
    for (;;) {
      const found = await read(bucket, key);
      if (found?.at !== owner) return;
      metrics.count('assay_table_operations_total', { operation: 'release' });
      try {
        await table.deleteEntity(bucket, key, { etag: found.etag });
        return;
      } catch (error) {
        if (!hasStatus(error, 404, 412)) throw error;
      }
    }
  }

  return {
    replace: async (bucket, key, from, to) => {
      for (;;) {
        const found = await read(bucket, key);
        if (found?.at !== from) return found?.at ?? null;
        try {
          await table.updateEntity({ partitionKey: bucket, rowKey: key, at: to }, 'Replace', {
            etag: found.etag,
          });
          return to;
        } catch (error) {
          if (!hasStatus(error, 404, 412)) throw error;
        }
      }
    },
    remove: async (bucket, claims) => {
      const open = [...claims];
      const work = async () => {
        for (let claim = open.pop(); claim; claim = open.pop()) await removeHeld(bucket, claim);
      };
      await Promise.all(Array.from({ length: requestsAtOnce }, work));
    },
  };
}
