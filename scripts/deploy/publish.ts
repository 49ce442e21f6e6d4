// Packages: publishes the new ones, and puts the ones from before back. Flex Consumption has no slots; what an app ran
// before is the blob `released-package.zip` in the container of its packages.

import { join } from 'node:path';
import { type App, apps } from '../package/roles.ts';
import type { Az } from './az.ts';
import type { Deployed } from './infrastructure.ts';
import type { Target } from './target.ts';

/** File of a package by app. */
export type Packages = Partial<Record<App, string>>;

export function publish(az: Az, { resourceGroup }: Target, { appNames }: Deployed, packages: Packages): void {
  for (const app of apps) {
    const file = packages[app];
    if (file === undefined) continue;
    az.run([
      ...['functionapp', 'deployment', 'source', 'config-zip', '--resource-group', resourceGroup],
      ...['--name', appNames[app], '--src', file, '--output', 'none'],
    ]);
  }
}

/** Downloads what the apps run now into `folder`. An app that never had a package is left out. */
export function keepPrevious(az: Az, { hostStorageAccount }: Deployed, folder: string): Packages {
  const previous: Packages = {};
  for (const app of apps) {
    const blob = [
      ...['--account-name', hostStorageAccount, '--container-name', `package-${app}`],
      ...['--name', 'released-package.zip', '--auth-mode', 'login'],
    ];
    const exists = az.run(['storage', 'blob', 'exists', ...blob, '--query', 'exists', '--output', 'tsv']);
    if (exists !== 'true' && !az.dryRun) continue;
    const file = join(folder, `previous-${app}.zip`);
    az.run(['storage', 'blob', 'download', ...blob, '--file', file, '--overwrite', '--output', 'none']);
    previous[app] = file;
  }
  return previous;
}
