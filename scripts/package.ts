// `npm run package`: the ZIP files that are deployed, one with DuckDB's native library and one without, and beside them
// what they hold: the functions of each app, which the smoke test after a deployment counts, and their digests.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, appDescriptions, apps } from './package/roles.ts';
import { stage } from './package/stage.ts';
import { writeZip, type ZipEntry } from './package/zip.ts';

export type PackageFacts = {
  /** File name in the folder of the package. */
  zip: string;
  sha256: string;
  bytes: number;
  files: number;
  functions: string[];
  /** How long all modules took to load, here, in milliseconds. */
  loadMs: number;
};

export const packageFolder = join(import.meta.dirname, '..', '.assay', 'package');
export const factsFile = 'package.json';

const root = join(import.meta.dirname, '..');

/** Fills `folder`. Throws when a package does not load under the roles of its apps, or registers no function. */
export async function makePackages(folder: string): Promise<Record<App, PackageFacts>> {
  const app = join(folder, 'app');
  stage(root, app);
  const full = await pack(app, join(folder, 'with-duckdb.zip'), true);
  rmSync(join(app, 'node_modules', '@duckdb'), { recursive: true });
  const lean = await pack(app, join(folder, 'without-duckdb.zip'), false);
  const facts = { ...full, ...lean } as Record<App, PackageFacts>;
  writeFileSync(join(folder, factsFile), `${JSON.stringify(facts, null, 2)}\n`);
  return facts;
}

async function pack(app: string, zip: string, duckdb: boolean): Promise<Partial<Record<App, PackageFacts>>> {
  const files = filesOf(app);
  const bytes = await writeZip(zip, entries(app, files));
  const sha256 = createHash('sha256').update(readFileSync(zip)).digest('hex');
  const name = zip.slice(zip.lastIndexOf('/') + 1);
  return Object.fromEntries(
    apps
      .filter(role => appDescriptions[role].duckdb === duckdb)
      .map(role => [role, { zip: name, sha256, bytes, files: files.length, ...load(app, role) }]),
  );
}

function load(folder: string, app: App): { functions: string[]; loadMs: number } {
  const script = join(root, 'scripts', 'package', 'list-functions.ts');
  const env = { ...process.env, NODE_NO_WARNINGS: '1', ASSAY_ROLES: appDescriptions[app].roles };
  const loaded = JSON.parse(execFileSync(process.execPath, [script, folder], { env, encoding: 'utf8' }));
  if (loaded.functions.length === 0) throw new Error(`the package has no function for the app ${app}`);
  return loaded;
}

/** Paths with `/`, in an order that is the same everywhere. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => statSync(join(folder, path)).isFile())
    .map(path => path.replaceAll('\\', '/'))
    .sort();
}

function* entries(folder: string, paths: string[]): Generator<ZipEntry> {
  for (const path of paths) yield { path, content: readFileSync(join(folder, path)) };
}

if (import.meta.main) {
  const facts = await makePackages(packageFolder);
  for (const app of apps) {
    const { zip, bytes, files, functions, loadMs } = facts[app];
    const size = `${(bytes / 1e6).toFixed(1)} MB, ${files} files`;
    console.log(`${app}: ${zip} (${size}), ${functions.length} functions, loaded in ${loadMs} ms`);
  }
}
