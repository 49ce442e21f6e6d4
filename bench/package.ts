// What each app's package weighs, and how long a new process takes from its start until all functions are registered:
// `npm run bench:package`. Azure adds what it takes to find a machine and to unpack.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type App, appDescriptions, apps } from '../scripts/package/roles.ts';
import { makePackages } from '../scripts/package.ts';
import { percentile } from './percentile.ts';

const starts = 15;
const script = join(import.meta.dirname, '..', 'scripts', 'package', 'list-functions.ts');

/** Milliseconds from before the process exists until it has registered its functions and ended. */
async function start(folder: string, app: App): Promise<number> {
  const env = { ...process.env, NODE_NO_WARNINGS: '1', ASSAY_ROLES: appDescriptions[app].roles };
  const before = performance.now();
  await promisify(execFile)(process.execPath, [script, folder], { env });
  return performance.now() - before;
}

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-package-'));
try {
  const facts = await makePackages(folder);
  console.log('| app | package MB | files | functions | cold start p50 ms | max ms |');
  console.log('|---|---:|---:|---:|---:|---:|');
  for (const app of apps) {
    const times: number[] = [];
    for (let i = 0; i < starts; i++) times.push(await start(join(folder, 'app'), app));
    times.sort((a, b) => a - b);
    const { bytes, files, functions } = facts[app];
    const columns = [app, (bytes / 1e6).toFixed(1), files, functions.length];
    const figures = [percentile(times, 0.5), percentile(times, 1)].map(time => time.toFixed(0));
    console.log(`| ${[...columns, ...figures].join(' | ')} |`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
