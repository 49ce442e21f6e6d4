import { CosmosClient } from '@azure/cosmos';
import { expect, test } from 'vitest';
import { startCosmos } from '../../local/cosmos/server.ts';
import { containerName } from '../../src/azure/cosmos-gold.ts';
import { provision } from '../../src/azure/provision.ts';
import { readModels } from '../../src/package-files.ts';
import { lastPart, ofType, templates } from './template.ts';

const key = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

test('gold containers have the partition key, time to live and indexes that the local ones have', async () => {
  const cosmos = await startCosmos({ port: 0 });
  const client = new CosmosClient({ endpoint: `http://127.0.0.1:${cosmos.port}/`, key });
  try {
    const models = readModels();
    const nothing = { createIfNotExists: async () => {}, createTable: async () => {} };
    await provision({
      cosmos: client,
      database: 'assay',
      models,
      tables: nothing as never,
      steps: nothing as never,
      lake: nothing as never,
    });
    for (const model of models) {
      const { resource } = await client.database('assay').container(containerName(model)).read();
      for (const template of templates) {
        const deployed = ofType(
          template,
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers',
        ).find(({ name }) => lastPart(name) === containerName(model))?.properties.resource;
        expect(deployed.partitionKey.paths).toEqual(resource?.partitionKey?.paths);
        expect(deployed.defaultTtl).toBe(resource?.defaultTtl);
        expect(deployed.indexingPolicy.includedPaths).toEqual(resource?.indexingPolicy?.includedPaths);
        expect(deployed.indexingPolicy.excludedPaths).toEqual(resource?.indexingPolicy?.excludedPaths);
      }
    }
  } finally {
    client.dispose();
    await cosmos.stop();
  }
});
