// What the template must know of the catalog and the code, as bicep/catalog.json: `npm run bicep:catalog` writes it, and
// test/bicep/catalog.test.ts fails when it is behind. Bicep can load a file by its name, but not a folder of them.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointContainer } from '../src/azure/checkpoints.ts';
import { containerName } from '../src/azure/cosmos-gold.ts';
import {
  claimsTable,
  ledgerTable,
  pulseTable,
  registryTable,
  replaysTable,
  stepsQueue,
} from '../src/azure/provision.ts';
import { consumerGroups } from '../src/consumer-groups.ts';
import { keptModels } from '../src/gold/kept-models.ts';
import { readCatalog, readModels } from '../src/package-files.ts';

export const catalogFile = join(import.meta.dirname, '..', 'bicep', 'catalog.json');

/** The file's text, from the catalog, the models and the names that the code uses. */
export function bicepCatalog(): string {
  const { sources } = readCatalog();
  const hubs = sources.map(({ name, hub, partitions, encoding, types }) => ({
    source: name,
    hub,
    partitions,
    // Debezium is told which tables to capture: the catalog's type without the name of the database.
    ...(encoding === 'debezium' ? { captures: types.map(type => withoutDatabase(type.name)).join(',') } : {}),
  }));
  const facts = {
    hubs,
    consumerGroups,
    checkpointContainer,
    tables: {
      claims: claimsTable,
      ledger: ledgerTable,
      registry: registryTable,
      replays: replaysTable,
      pulse: pulseTable,
    },
    queues: { steps: stepsQueue },
    models: keptModels(readModels()).map(model => ({ name: model.name, container: containerName(model) })),
  };
  return `${JSON.stringify(facts, null, 2)}\n`;
}

/** `pricing.price` is MySQL's, whose tables have no schema and keep their database; others are `<schema>.<table>`. */
function withoutDatabase(type: string): string {
  const parts = type.split('.');
  return parts.length === 3 ? parts.slice(1).join('.') : type;
}

if (import.meta.main) {
  writeFileSync(catalogFile, bicepCatalog());
  console.log(readFileSync(catalogFile, 'utf8'));
}
