// `npm run gold`: what a pull request is held to.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-gold-'));
  file = join(folder, 'compiled.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as people do, over `compiled` in the place of models/compiled.json. */
function gold(compiled: Record<string, { sha256: string }>, ...args: string[]) {
  writeFileSync(file, `${JSON.stringify(compiled, null, 1)}\n`);
  const script = join(root, 'scripts', 'gold', 'main.ts');
  const env = { ...process.env, ASSAY_MODELS: file };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

const compiled = () => JSON.parse(readFileSync(join(root, 'models', 'compiled.json'), 'utf8'));

test('compile --check accepts what compile would write, also beside an older version', () => {
  const stored = compiled();
  stored.basket_size = { ...stored.basket_size, previous: { ...stored.basket_size, meta: { version: 0 } } };
  expect(gold(stored, 'compile', '--check')).toMatchObject({ status: 0, stderr: '' });
});

test('compile --check refuses what is behind the models, and writes nothing', () => {
  const stored = compiled();
  stored.basket_size.sha256 = 'of an older file';
  expect(gold(stored, 'compile', '--check')).toMatchObject({
    ...{ status: 1, stderr: 'models/compiled.json is behind the models: npm run gold -- compile\n' },
  });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(stored);
});

test('compile says of a new model that it has no past, and how it gets one', () => {
  const { basket_size: _, ...others } = compiled();
  const { status, stdout } = gold(others, 'compile');
  expect(status).toBe(0);
  expect(stdout).toContain(
    'basket_size is new: on a platform that has run it counts from its deployment on.',
  );
  expect(stdout.match(/ is new: /g)).toHaveLength(1);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(compiled());
});

test('check accepts the models of this project', () => {
  expect(gold({}, 'check')).toMatchObject({ status: 0, stderr: '' });
});
