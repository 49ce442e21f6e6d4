// `npm run bicep`: writes bicep/catalog.json, and a snapshot for each parameter file: the resources as they would be
// deployed. A pull request shows by them what it changes in Azure.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bicepCatalog, catalogFile } from './bicep-catalog.ts';

const bicepFolder = join(import.meta.dirname, '..', 'bicep');

/** A snapshot needs a place to deploy to; it is no one's. */
const nowhere = [
  '--tenant-id=11111111-1111-1111-1111-111111111111',
  '--subscription-id=22222222-2222-2222-2222-222222222222',
  '--location=westeurope',
];

const withoutCompiler =
  'bicep/catalog.json is written; the snapshots need the Bicep CLI: install it (https://aka.ms/bicep-install), ' +
  'and have it on PATH or set BICEP to it';

export function snapshotArguments(environment: string, mode: 'overwrite' | 'validate'): string[] {
  const file = join(bicepFolder, `main.${environment}.bicepparam`);
  return ['snapshot', file, `--mode=${mode}`, `--resource-group=rg-assay-${environment}`, ...nowhere];
}

/** Throws an Error that says what to do when there is no compiler, or which snapshot it did not make. */
export function writeSnapshots(compiler: string): void {
  // Settings of whoever runs this must not find their way into a snapshot.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ASSAY_')));
  for (const file of readdirSync(bicepFolder)) {
    const [, environment] = /^main\.(\w+)\.bicepparam$/.exec(file) ?? [];
    if (!environment) continue;
    const { status, error } = spawnSync(compiler, snapshotArguments(environment, 'overwrite'), {
      stdio: 'inherit',
      env,
    });
    if (error && 'code' in error && error.code === 'ENOENT') throw new Error(withoutCompiler);
    if (error || status !== 0) throw error ?? new Error(`no snapshot of ${file}`);
    sortOutputs(join(bicepFolder, `main.${environment}.snapshot.json`));
    console.log(`bicep/main.${environment}.snapshot.json`);
  }
}

/** The compiler writes outputs in any order. */
function sortOutputs(file: string): void {
  const snapshot = JSON.parse(readFileSync(file, 'utf8'));
  snapshot.outputs = Object.fromEntries(
    Object.entries(snapshot.outputs).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  writeFileSync(file, `${JSON.stringify(snapshot, null, 2)}\n`);
}

if (import.meta.main) {
  writeFileSync(catalogFile, bicepCatalog());
  console.log('bicep/catalog.json');
  try {
    writeSnapshots(process.env.BICEP || 'bicep');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
