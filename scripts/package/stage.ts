// Lays out what the function app needs in a folder of its own, and nothing else.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { linux, productionModules } from './production-modules.ts';

/** Empties `folder` and fills it from the repository `root`. */
export function stage(root: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  build(root);
  for (const name of ['dist', join('console', 'dist'), 'host.json', 'catalog', 'models'])
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: file => !file.endsWith('.md') });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(root), null, 2)}\n`);
  for (const path of productionModules(root, linux)) {
    const from = join(root, path);
    if (!existsSync(from)) throw new Error(`${path} is not installed: run npm ci on Linux (x64)`);
    cpSync(from, join(folder, path), { recursive: true, filter: file => isNeeded(relative(from, file)) });
  }
}

/** From nothing: a file that an earlier build left would be deployed. Vite empties the console's folder itself. */
function build(root: string): void {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
}

/** What Node.js and the Functions worker read. */
function manifest(root: string) {
  const { name, version, license, type, main, engines, dependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  return { name, version, private: true, license, type, main, engines, dependencies };
}

/** Builds for other platforms, and what only editors and people read. Licences stay. */
function isNeeded(path: string): boolean {
  const parts = path.split(sep);
  // A package's own node_modules are in the list by themselves.
  if (parts.includes('node_modules')) return false;
  if (parts[0] === 'dist' && (parts[1] === 'browser' || parts[1] === 'react-native')) return false;
  return !/(\.map|\.md|\.[cm]?ts)$/.test(basename(path));
}
