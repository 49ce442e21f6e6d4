// The Bicep compiler, where there is one: BICEP names it, or it lies in ../shared/tools, or on PATH.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
export const bicepFolder = join(root, 'bicep');

/** Null where there is none. */
export function findCompiler(): string | null {
  const onPath = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, 'bicep'));
  const candidates = [process.env.BICEP ?? '', join(root, '..', 'shared', 'tools', 'bicep'), ...onPath];
  return candidates.find(file => file !== '' && existsSync(file)) ?? null;
}

/** What the compiler says; it ends with 0 on warnings, so its text is what counts. */
export function runCompiler(compiler: string, args: string[]): { status: number | null; findings: string } {
  // Settings of whoever runs this must not find their way into what is compiled.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ASSAY_')));
  const { status, stderr, error } = spawnSync(compiler, args, { encoding: 'utf8', env, cwd: bicepFolder });
  if (error) throw error;
  return { status, findings: stderr.trim() };
}
