// What people type: `--help`, and what no command knows.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

function run(script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, script), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const commands = [
  ['local/platform/main.ts', 'Starts the whole platform on this machine'],
  ['scripts/ops/main.ts', 'Operates the platform'],
  ['scripts/gold/main.ts', 'Gold models:'],
  ['scripts/sql.ts', 'SQL over the lake'],
] as const;

test.for(commands)('%s says what it can do', ([script, begins]) => {
  const { status, stdout, stderr } = run(script, '--help');
  expect(stdout.startsWith(begins)).toBe(true);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test.for(commands)('%s says what it does not know, and what it does', ([script, begins]) => {
  const { status, stdout, stderr } = run(script, '--nonsense');
  expect(stderr).toContain("Unknown option '--nonsense'");
  expect(stderr).toContain(begins);
  expect(stderr).not.toContain('    at ');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});

test('a file is put into the inbox of the lake, and nowhere else', () => {
  const put = (...args: string[]) => run('scripts/ops/main.ts', 'put', 'sales.ndjson', ...args);
  expect(put().stderr).toContain('name both: npm run ops -- put <file> inbox/<source>/<name>.ndjson');
  expect(put('_delta_log/0.json').stderr).toContain(
    '"_delta_log/0.json" is not inbox/<source>/<name>.ndjson',
  );
  expect(put('inbox/pos/a.ndjson', 'more').stderr).toContain('"more" is one word too many');
});
