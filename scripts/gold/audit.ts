// npm run gold -- audit [<model>] [--limit n]: recomputes models from silver and compares them with live gold. It reads the
// platform's stores with the app's settings, as `npm run provision` does. Exit code 1 when there is a difference.

import { mkdirSync } from 'node:fs';
import { type AuditParts, audit, type ModelAudit } from '../../src/audit/audit.ts';
import type { Difference } from '../../src/audit/compare.ts';
import { connectBlobs, connectCosmos, connectLake, connectTable } from '../../src/azure/connect.ts';
import { createCosmosGoldDocuments } from '../../src/azure/cosmos-gold-documents.ts';
import { createLakeTableStore } from '../../src/azure/lake-table-store.ts';
import { ledgerTable } from '../../src/azure/provision.ts';
import { createTableLedger } from '../../src/azure/table-ledger.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { readConfig } from '../../src/config.ts';
import { createMetrics } from '../../src/metrics.ts';
import { readCatalog } from '../../src/package-files.ts';
import { openLake } from '../../src/tables/open-lake.ts';
import { localSettings } from '../local-settings.ts';
import { formatTable } from '../text-table.ts';
import { readCompiled } from './models-folder.ts';

export async function runAudit(only: string | undefined, limit: number): Promise<void> {
  const catalog = readCatalog();
  const models = readCompiled(catalog, only);
  const audits = await audit(connectStores({ ...localSettings(), ...process.env }, catalog), models);
  for (const one of audits) process.stdout.write(describeAudit(one, limit));
  if (audits.some(({ differences }) => differences.length > 0)) process.exitCode = 1;
}

/** The stores that an audit reads, by the app's settings. */
export function connectStores(settings: Record<string, string | undefined>, catalog: Catalog): AuditParts {
  const config = readConfig(settings);
  const metrics = createMetrics();
  const blobs = connectBlobs(config.lake).getContainerClient(config.lakeFileSystem);
  const files = connectLake(config.lake).getFileSystemClient(config.lakeFileSystem);
  const database = connectCosmos(config.cosmos).database(config.cosmosDatabase);
  mkdirSync(config.cacheFolder, { recursive: true });
  return {
    catalog,
    tables: openLake(catalog, folder => createLakeTableStore({ files, blobs }, folder, metrics)),
    folder: config.cacheFolder,
    ledger: createTableLedger(connectTable(config.tables, ledgerTable)),
    readDocuments: createCosmosGoldDocuments(database, metrics),
    patienceMs: 60_000,
  };
}

const columns = ['key', 'window', 'column', 'live', 'batch'].map(name => ({ name, type: 'VARCHAR' }));

export function describeAudit(
  { model, compared, moving, expired, differences }: ModelAudit,
  limit: number,
): string {
  const past = expired > 0 ? `, ${expired} past their retention` : '';
  const lines = [
    `${model.name} v${model.version}: ${compared} groups compared${past}; ${count(differences)}\n`,
  ];
  if (moving.length > 0)
    lines.push(
      `  still moving, and not compared: ${moving.length} documents (${moving.slice(0, 5).join('; ')}${moving.length > 5 ? '; …' : ''})\n`,
    );
  if (differences.length > 0) lines.push(formatTable(columns, differences.slice(0, limit)));
  if (differences.length > limit) lines.push(`… and ${differences.length - limit} more (--limit)\n`);
  return lines.join('');
}

function count({ length }: readonly Difference[]): string {
  if (length === 0) return 'no difference';
  return length === 1 ? '1 difference' : `${length} differences`;
}
