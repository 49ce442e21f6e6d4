// The console is built before it is served, when it was not yet or its sources have changed since.

import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './local-azure.ts';

const folder = join(root, 'console');
export const consoleDist = join(folder, 'dist');
const built = join(consoleDist, 'index.html');

/** Says on stdout what it does, and why where it fails: the platform runs without a console too. */
export async function buildConsole(): Promise<void> {
  if (isFresh()) return;
  console.log('Building the console …');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  try {
    const args = [vite, 'build', '--config', join(folder, 'vite.config.ts')];
    await promisify(execFile)(process.execPath, args, { cwd: root });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(`The console could not be built, and is not served (npm run console:build): ${why}`);
  }
}

function isFresh(): boolean {
  if (!existsSync(built)) return false;
  const builtMs = statSync(built).mtimeMs;
  const sources = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' }).map(file =>
    join('console', 'src', file),
  );
  const others = ['console/index.html', 'console/vite.config.ts', 'package-lock.json'];
  return [...sources, ...others].every(file => statSync(join(root, file)).mtimeMs <= builtMs);
}
