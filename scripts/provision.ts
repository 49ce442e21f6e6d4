// Makes the lake's file system, the tables and the gold containers, where they are missing: `npm run provision`.
// In Azure the Bicep template does this; here, and for `func start`, this does.

import { connectBlobs, connectCosmos, connectQueue, connectTables } from '../src/azure/connect.ts';
import { provision, stepsQueue } from '../src/azure/provision.ts';
import { readConfig } from '../src/config.ts';
import { readVersions } from '../src/package-files.ts';
import { foldedVersions } from '../src/rebuild/versions.ts';
import { localSettings } from './local-settings.ts';

const config = readConfig({ ...localSettings(), ...process.env });
/** An older version that answers while a newer one is built has its containers too. */
const { settled, building } = foldedVersions(readVersions());
await provision({
  cosmos: connectCosmos(config.cosmos),
  database: config.cosmosDatabase,
  models: [...settled, ...building],
  tables: connectTables(config.tables),
  steps: connectQueue(config.queues, stepsQueue),
  lake: connectBlobs(config.lake).getContainerClient(config.lakeFileSystem),
});
console.log('The lake, the tables and the gold containers are there.');
