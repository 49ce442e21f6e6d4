// Which folders of node_modules the app needs where it runs, out of the lock file: no installation, no network.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type LockedPackage = {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
};

export type Platform = { os: string; cpu: string; libc: string };

/** Flex Consumption. */
export const linux: Platform = { os: 'linux', cpu: 'x64', libc: 'glibc' };

/**
 * Paths like `node_modules/a/node_modules/b`, sorted: what the root's `dependencies` reach, native libraries of the
 * platform only. The root's own optional dependencies are tools for developers.
 */
export function productionModules(root: string, platform: Platform): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const reached = new Set<string>();
  const waiting = Object.keys(packages['']?.dependencies ?? {}).map(name => ({ from: '', name }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const path = resolve(packages, next.from, next.name);
    const found = path === null ? undefined : packages[path];
    if (path === null || !found || reached.has(path) || !runsOn(found, platform)) continue;
    reached.add(path);
    waiting.push(...requirements(found).map(name => ({ from: path, name })));
  }
  return [...reached].sort();
}

/** As Node.js looks a package up: in the folder's own node_modules, then in those above it. */
function resolve(packages: Record<string, LockedPackage>, from: string, name: string): string | null {
  for (let folder = from; folder !== ''; folder = parentOf(folder)) {
    const nested = `${folder}/node_modules/${name}`;
    if (packages[nested]) return nested;
  }
  const top = `node_modules/${name}`;
  return packages[top] ? top : null;
}

/** `node_modules/a` of `node_modules/a/node_modules/b`; nothing of `node_modules/a`. */
function parentOf(folder: string): string {
  return folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1));
}

function requirements({
  dependencies = {},
  optionalDependencies = {},
  peerDependencies = {},
  peerDependenciesMeta = {},
}: LockedPackage): string[] {
  const peers = Object.keys(peerDependencies).filter(name => !peerDependenciesMeta[name]?.optional);
  return [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers];
}

function runsOn({ os, cpu, libc }: LockedPackage, platform: Platform): boolean {
  return (
    (os?.includes(platform.os) ?? true) &&
    (cpu?.includes(platform.cpu) ?? true) &&
    (libc?.includes(platform.libc) ?? true)
  );
}
