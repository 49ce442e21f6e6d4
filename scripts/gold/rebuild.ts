// npm run gold -- rebuild <model>: builds the newest version of a model from silver, while events are folded into it live,
// audits it, and lets it answer. Started again after a kill it goes on. Every host must run the package with this version.

import { connectCosmos, connectHub } from '../../src/azure/connect.ts';
import { createCosmosGold } from '../../src/azure/cosmos-gold.ts';
import { createCosmosSeams } from '../../src/azure/cosmos-seams.ts';
import { createHubPositions } from '../../src/azure/hub-positions.ts';
import { readConfig } from '../../src/config.ts';
import { consumerGroups } from '../../src/consumer-groups.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import { createMetrics } from '../../src/metrics.ts';
import { readCatalog, readVersions } from '../../src/package-files.ts';
import { rebuild } from '../../src/rebuild/rebuild.ts';
import { builtFor } from '../../src/rebuild/versions.ts';
import { localSettings } from '../local-settings.ts';
import { connectStores, describeAudit } from './audit.ts';
import { readCompiled } from './models-folder.ts';

/** Throws an Error when the model has one version only: then there is nothing that answers meanwhile. */
export async function runRebuild(name: string, limit: number): Promise<void> {
  const catalog = readCatalog();
  const [audited] = readCompiled(catalog, name);
  const versions = readVersions();
  if (!audited || !versions.previous.some(model => model.name === name))
    throw new Error(
      `${name} has no previous version: raise "version" in its config, compile, deploy, and rebuild it then`,
    );
  const settings = { ...localSettings(), ...process.env };
  const config = readConfig(settings);
  const database = connectCosmos(config.cosmos).database(config.cosmosDatabase);
  const hubs = createHubPositions(hub => connectHub(config.eventHubs, hub, consumerGroups.refine));
  const found = await rebuild(
    {
      ...connectStores(settings, catalog),
      seams: createCosmosSeams(database),
      folds: createFoldWriter(createCosmosGold(database, createMetrics())),
      position: hubs,
      onRound: ({ events, behind }) =>
        console.log(`${events} events are folded; ${behind.length} lanes are not at their seam yet`),
    },
    audited,
    builtFor(versions, name),
  );
  process.stdout.write(describeAudit(found, limit));
  if (found.differences.length > 0) process.exitCode = 1;
  else console.log(`${name} v${found.model.version} answers from now on`);
}
