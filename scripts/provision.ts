// Makes the lake's file system, the tables and the gold containers, where they are missing: `npm run provision`.
// In Azure the Bicep template does this; here, and for `func start`, this does.

import { connectBlobs, connectCosmos, connectQueue, connectTables } from '../src/azure/connect.ts';
import { provision, stepsQueue } from '../src/azure/provision.ts';
import { readConfig } from '../src/config.ts';
import { readModels } from '../src/package-files.ts';
import { localSettings } from './local-settings.ts';

const config = readConfig({ ...localSettings(), ...process.env });
await provision({
  cosmos: connectCosmos(config.cosmos),
  database: config.cosmosDatabase,
  models: readModels(),
  tables: connectTables(config.tables),
  steps: connectQueue(config.queues, stepsQueue),
  lake: connectBlobs(config.lake).getContainerClient(config.lakeFileSystem),
});
console.log('The lake, the tables and the gold containers are there.');
