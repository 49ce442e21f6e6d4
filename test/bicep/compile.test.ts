import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { snapshotArguments, writeSnapshots } from '../../scripts/bicep-snapshots.ts';
import { bicepFolder, findCompiler, runCompiler } from './compiler.ts';
import { environments } from './template.ts';

const compiler = findCompiler();
const missing =
  'the Bicep compiler was not found (BICEP, ../shared/tools/bicep, PATH): only the kept snapshots are checked';
if (!compiler) console.warn(missing);

test.runIf(compiler).for(environments)(
  'the parameters of %s and every template compile and lint without a finding, and give the kept snapshot (else: npm run bicep)',
  { timeout: 240_000 },
  environment => {
    expect(runCompiler(compiler ?? '', snapshotArguments(environment, 'validate'))).toEqual({
      status: 0,
      findings: '',
    });
  },
);

test.runIf(!compiler)(missing, () => {
  expect(environments).toContain('dev');
});

test('without the compiler, npm run bicep says what is done and what the rest needs', () => {
  expect(() => writeSnapshots('/nowhere/bicep')).toThrow(
    /^bicep\/catalog\.json is written; the snapshots need the Bicep CLI: .*aka\.ms\/bicep-install.* set BICEP to it$/,
  );
});

test('no template lies about that nothing deploys', () => {
  const modules = readdirSync(join(bicepFolder, 'modules'));
  const texts = ['main.bicep', ...modules.map(file => `modules/${file}`)].map(file =>
    readFileSync(join(bicepFolder, file), 'utf8'),
  );
  const orphans = modules.filter(file => !texts.some(text => new RegExp(`'(modules/)?${file}'`).test(text)));
  expect(orphans).toEqual([]);
});

test('every rule of the linter that is set is an error', () => {
  const { analyzers } = JSON.parse(readFileSync(join(bicepFolder, 'bicepconfig.json'), 'utf8'));
  const rules: { level: string }[] = Object.values(analyzers.core.rules);
  expect(rules.filter(({ level }) => level !== 'error')).toEqual([]);
  expect(rules.length).toBeGreaterThan(30);
});
