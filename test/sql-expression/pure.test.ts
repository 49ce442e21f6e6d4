import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('expressions do no I/O: they import themselves, JSON, the types of tables, and digests', () => {
  const allowed = /^(src\/sql-expression\/|src\/json\.ts$|src\/delta\/schema\.ts$|node:crypto$)/;
  const foreign = globSync('src/sql-expression/**/*.ts', { cwd: root }).flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/ from '([^']+)'/g)]
      .map(([, specifier = '']) =>
        specifier.startsWith('.') ? relative(root, resolve(root, dirname(file), specifier)) : specifier,
      )
      .filter(target => !allowed.test(target))
      .map(target => `${file} imports ${target}`),
  );
  expect(foreign).toEqual([]);
});
