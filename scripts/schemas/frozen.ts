// Released schemas never change: they are compared with those of a git ref.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { CatalogSchema } from './catalog-schemas.ts';
import type { Finding } from './check.ts';

/** Findings for released files that differ from those of the ref, or are gone. Throws when git does not know the ref. */
export function checkFrozen(catalog: string, ref: string, schemas: readonly CatalogSchema[]): Finding[] {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: join(catalog, '..'), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const present = new Map(schemas.flatMap(({ released }) => released.map(({ file, text }) => [file, text])));
  const files = git('ls-tree', '-r', '--name-only', ref, '--', 'catalog')
    .split('\n')
    .filter(file => /^catalog\/[^/]+\/released\/[^/]+\.json$/.test(file));
  return files.flatMap(file => {
    const text = present.get(file);
    if (text === undefined) return [{ file, line: 1, message: `the released schema is gone; ${ref} has it` }];
    if (text === git('show', `${ref}:./${file}`)) return [];
    return [
      { file, line: 1, message: `the released schema is not that of ${ref}: released schemas never change` },
    ];
  });
}
