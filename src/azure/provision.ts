// Makes the containers, tables and file system that the platform writes to, when they are not there. In Azure the
// Bicep template makes them and the app's identity may not; what exists already is left as it is.

import type { CosmosClient } from '@azure/cosmos';
import type { TableServiceClient } from '@azure/data-tables';
import type { ContainerClient } from '@azure/storage-blob';
import type { QueueClient } from '@azure/storage-queue';
import { keptModels } from '../gold/kept-models.ts';
import type { Model } from '../gold/model.ts';
import { containerName } from './cosmos-gold.ts';

export const claimsTable = 'claims';
export const ledgerTable = 'ledger';
export const registryTable = 'registry';
export const pulseTable = 'pulse';

export const replaysTable = 'replays';
export const stepsQueue = 'replay-steps';

export type ProvisionParts = {
  cosmos: CosmosClient;
  database: string;
  models: readonly Model[];
  tables: TableServiceClient;
  steps: QueueClient;
  lake: ContainerClient;
};

export async function provision({
  cosmos,
  database,
  models,
  tables,
  steps,
  lake,
}: ProvisionParts): Promise<void> {
  await lake.createIfNotExists();
  await steps.createIfNotExists();
  for (const table of [claimsTable, ledgerTable, registryTable, replaysTable, pulseTable])
    await tables.createTable(table);
  const { database: created } = await cosmos.databases.createIfNotExists({ id: database });
  for (const model of keptModels(models)) {
    await created.containers.createIfNotExists({
      id: containerName(model),
      partitionKey: { paths: ['/pk'] },
      defaultTtl: -1,
      // Documents are read by id within a partition key: an index of their state would only cost.
      indexingPolicy: { includedPaths: [{ path: '/id/?' }], excludedPaths: [{ path: '/*' }] },
    });
  }
}
