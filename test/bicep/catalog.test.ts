import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bicepCatalog, catalogFile } from '../../scripts/bicep-catalog.ts';
import { checkpointContainer } from '../../src/azure/checkpoints.ts';
import { containerName } from '../../src/azure/cosmos-gold.ts';
import {
  claimsTable,
  ledgerTable,
  pulseTable,
  registryTable,
  replaysTable,
  stepsQueue,
} from '../../src/azure/provision.ts';
import { consumerGroups } from '../../src/consumer-groups.ts';
import { keptModels } from '../../src/gold/kept-models.ts';
import { readCatalog, readModels } from '../../src/package-files.ts';
import { bicepFolder } from './compiler.ts';
import { lastPart, ofType, templates } from './template.ts';

const { sources } = readCatalog();
const sorted = (names: Iterable<string>) => [...names].sort();

test('bicep/catalog.json is what the catalog, the models and the code say (else: npm run bicep)', () => {
  expect(readFileSync(catalogFile, 'utf8')).toBe(bicepCatalog());
});

test.for(templates)(
  'the hubs of $environment are those of the catalog, with its partitions, and no other',
  template => {
    const hubs = ofType(template, 'Microsoft.EventHub/namespaces/eventhubs').map(({ name, properties }) => ({
      hub: lastPart(name),
      partitions: properties.partitionCount,
    }));
    expect(hubs).toEqual(sources.map(({ hub, partitions }) => ({ hub, partitions })));
  },
);

test.for(templates)(
  'every hub of $environment has the consumer groups of the code, and no other',
  template => {
    const groups = ofType(template, 'Microsoft.EventHub/namespaces/eventhubs/consumergroups').map(
      ({ name }) => name.split('/').slice(1).join('/'),
    );
    expect(sorted(groups)).toEqual(
      sorted(sources.flatMap(({ hub }) => Object.values(consumerGroups).map(group => `${hub}/${group}`))),
    );
  },
);

test.for(templates)('the gold containers of $environment are those of the models, and no other', template => {
  const containers = ofType(template, 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers');
  expect(sorted(containers.map(({ name }) => lastPart(name)))).toEqual(
    sorted(keptModels(readModels()).map(containerName)),
  );
});

test.for(templates)('the tables of $environment are those of the code, and no other', template => {
  const tables = ofType(template, 'Microsoft.Storage/storageAccounts/tableServices/tables');
  expect(sorted(tables.map(({ name }) => lastPart(name)))).toEqual(
    sorted([claimsTable, ledgerTable, registryTable, replaysTable, pulseTable]),
  );
});

test.for(templates)(
  'the queues of $environment are those of the code, each with its poison queue',
  template => {
    const queues = ofType(template, 'Microsoft.Storage/storageAccounts/queueServices/queues');
    expect(sorted(queues.map(({ name }) => lastPart(name)))).toEqual([stepsQueue, `${stepsQueue}-poison`]);
  },
);

/** What the template has beside what the code names, and why. */
const platformContainers = {
  'package-ingest': 'its package',
  'package-refine': 'its package',
  'package-serve': 'its package',
  'package-maintain': 'its package',
  'dead-letters': 'events that Event Grid could not deliver',
};

test.for(templates)(
  'the file system and the containers of $environment are those of the code and of the platform',
  template => {
    const containers = ofType(template, 'Microsoft.Storage/storageAccounts/blobServices/containers');
    expect(sorted(containers.map(({ name }) => lastPart(name)))).toEqual(
      sorted(['lake', checkpointContainer, ...Object.keys(platformContainers)]),
    );
  },
);

test('each relational source of the catalog has a Debezium Server that sends to its hub, and no other source has', () => {
  for (const template of templates) {
    const servers = ofType(template, 'Microsoft.App/containerApps').map(({ properties }) => {
      const env: { name: string; value?: string }[] = properties.template.containers[0].env;
      return env.find(({ name }) => name === 'DEBEZIUM_SINK_EVENTHUBS_HUBNAME')?.value;
    });
    const relational = sources.filter(({ encoding }) => encoding === 'debezium').map(({ hub }) => hub);
    expect(servers).toEqual(template.environment === 'dev' ? [] : relational);
  }
});

test('sizes of gold containers are given to models that there are', () => {
  const models = new Set(keptModels(readModels()).map(({ name }) => name));
  for (const template of templates) {
    const file = readFileSync(join(bicepFolder, `main.${template.environment}.bicepparam`), 'utf8');
    const [, block = ''] = /goldMaxRequestUnits: \{([^}]*)\}/.exec(file) ?? [];
    const sized = [...block.matchAll(/(\w+): \d+/g)].map(([, name = '']) => name);
    expect(sized.filter(name => !models.has(name))).toEqual([]);
    if (template.environment !== 'dev') expect(sized.length).toBe(models.size);
  }
});
