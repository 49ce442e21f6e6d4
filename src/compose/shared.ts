// What several roles are made of, wired to Azure.

import { join } from 'node:path';
import { connectBlobs, connectCosmos, connectHub, connectLake, connectTable } from '../azure/connect.ts';
import { createCosmosGold } from '../azure/cosmos-gold.ts';
import { createCosmosGoldDocuments } from '../azure/cosmos-gold-documents.ts';
import { createCosmosSeams } from '../azure/cosmos-seams.ts';
import { createHubPositions } from '../azure/hub-positions.ts';
import { createLakeLanding } from '../azure/lake-landing.ts';
import { createLakeTableStore } from '../azure/lake-table-store.ts';
import { claimsTable, ledgerTable, registryTable } from '../azure/provision.ts';
import { createTableClaims } from '../azure/table-claims.ts';
import { createTableLedger } from '../azure/table-ledger.ts';
import { createTableRegistry } from '../azure/table-registry.ts';
import type { Catalog, Source } from '../catalog/catalog.ts';
import type { Config } from '../config.ts';
import { consumerGroups } from '../consumer-groups.ts';
import { compileJudge, type Judge } from '../events/judge.ts';
import { lanesOf } from '../flow/describe-flow.ts';
import { createMetrics } from '../metrics.ts';
import { createServing } from '../rebuild/serving.ts';
import type { Versions } from '../rebuild/versions.ts';
import { createFrameSchemas } from '../registry/frame-schemas.ts';
import { createRegistry } from '../registry/registry.ts';
import { createClaims } from '../silver/claims.ts';
import { openLake } from '../tables/open-lake.ts';
import { createWorkbenches } from '../tables/workbench.ts';

export type Shared = ReturnType<typeof composeShared>;

export function composeShared(config: Config, catalog: Catalog, versions: Versions) {
  const metrics = createMetrics();
  const lake = connectBlobs(config.lake).getContainerClient(config.lakeFileSystem);
  const files = connectLake(config.lake).getFileSystemClient(config.lakeFileSystem);
  const lakeFolder = (folder: string) => createLakeTableStore({ files, blobs: lake }, folder, metrics);
  const database = connectCosmos(config.cosmos).database(config.cosmosDatabase);
  const seams = createCosmosSeams(database);
  const buckets = new Map(catalog.sources.map(source => [source.hub, source.claimBuckets]));
  const claimBuckets = (hub: string) => buckets.get(hub) ?? 1;
  const registry = createRegistry(createTableRegistry(connectTable(config.tables, registryTable), metrics));
  const frameSchemas = createFrameSchemas(registry);
  return {
    ...{ config, catalog, versions, metrics, lake, lakeFolder, database, seams, registry, claimBuckets },
    landing: createLakeLanding(lake, metrics),
    gold: createCosmosGold(database, metrics),
    readDocuments: createCosmosGoldDocuments(database, metrics),
    answering: createServing(versions, seams),
    claims: createClaims(createTableClaims(connectTable(config.tables, claimsTable), metrics), claimBuckets),
    ledger: createTableLedger(connectTable(config.tables, ledgerTable)),
    position: createHubPositions(hub => connectHub(config.eventHubs, hub, consumerGroups.refine)),
    lanes: catalog.sources.flatMap(lanesOf),
    judgeOf: lazyJudges(catalog, source => compileJudge(source, frameSchemas)),
    tables: openLake(catalog, lakeFolder),
    workbench: createWorkbenches({
      folder: join(config.cacheFolder, 'work'),
      memoryMb: config.tableMemoryMb,
    }),
  };
}

/** A source's schemas are compiled when its first event comes: a host that only serves compiles none. */
function lazyJudges({ sources }: Catalog, compile: (source: Source) => Judge): (hub: string) => Judge {
  const judges = new Map<string, Judge>();
  return hub => {
    const known = judges.get(hub);
    if (known) return known;
    const source = sources.find(candidate => candidate.hub === hub);
    if (!source) throw new Error(`the catalog has no source with the hub "${hub}"`);
    const judge = compile(source);
    judges.set(hub, judge);
    return judge;
  };
}
