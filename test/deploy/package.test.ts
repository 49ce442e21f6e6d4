import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localSettings } from '../../scripts/local-settings.ts';
import { linux, productionModules } from '../../scripts/package/production-modules.ts';
import { type App, appDescriptions, apps } from '../../scripts/package/roles.ts';
import { makePackages, type PackageFacts } from '../../scripts/package.ts';
import { readCatalog } from '../../src/package-files.ts';
import { ofType, settingsOf, templates } from '../bicep/template.ts';
import { unzip } from './unzip.ts';

const root = join(import.meta.dirname, '..', '..');
let folder: string;
let facts: Record<App, PackageFacts>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-package-'));
  facts = await makePackages(folder);
  for (const name of ['with-duckdb', 'without-duckdb'])
    unzip(join(folder, `${name}.zip`), join(folder, name));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const unpacked = (app: App) => join(folder, facts[app].zip.replace('.zip', ''));

test('each source has its function in the apps that read hubs', () => {
  const names = readCatalog().sources.map(({ name }) => name);
  expect(facts.ingest.functions).toEqual(expect.arrayContaining(names.map(name => `bronze-${name}`)));
  expect(facts.refine.functions).toEqual(expect.arrayContaining(names.map(name => `refine-${name}`)));
});

test('a function is in one app, but for the metrics, which every app has', () => {
  const all = apps.flatMap(app => facts[app].functions).filter(name => name !== 'metrics');
  expect(new Set(all).size).toBe(all.length);
});

test.for(templates)('the roles of the packages are those that $environment gives to the apps', template => {
  for (const app of apps) expect(appDescriptions[app].roles).toBe(settingsOf(template, app).ASSAY_ROLES);
});

test.for(templates)('what always runs in $environment is a function of that app, or HTTP', template => {
  for (const app of apps) {
    const [site] = ofType(template, 'Microsoft.Web/sites').filter(({ name }) => name.includes(`-${app}-`));
    const ready: { name: string }[] = site?.properties.functionAppConfig.scaleAndConcurrency.alwaysReady;
    const known = ['http', ...facts[app].functions.map(name => `function:${name}`)];
    expect(ready.map(({ name }) => name).filter(name => !known.includes(name))).toEqual([]);
  }
});

test('only the packages of apps that use DuckDB hold its native library', () => {
  for (const app of apps) {
    const modules = readdirSync(join(unpacked(app), 'node_modules'));
    expect({ app, duckdb: modules.includes('@duckdb') }).toEqual({
      app,
      duckdb: appDescriptions[app].duckdb,
    });
  }
});

test('a package holds the app, its data and its production dependencies, and nothing else', () => {
  expect(readdirSync(unpacked('serve')).sort()).toEqual([
    'catalog',
    'console',
    'dist',
    'host.json',
    'models',
    'node_modules',
    'package.json',
  ]);
  const modules = productionModules(root, linux);
  for (const absent of ['typescript', 'vitest', 'azurite', 'node', 'azure-functions-core-tools'])
    expect(modules).not.toContain(`node_modules/${absent}`);
  const files = readdirSync(unpacked('serve'), { recursive: true, encoding: 'utf8' });
  expect(files.filter(file => /\.(map|md|[cm]?ts)$|local\.settings/.test(file))).toEqual([]);
});

const python = spawnSync('python3', ['--version']).status === 0;

test.runIf(python)('the files are ZIP files to another reader too', () => {
  for (const name of ['with-duckdb.zip', 'without-duckdb.zip']) {
    const { stdout } = spawnSync('python3', ['-m', 'zipfile', '-t', join(folder, name)], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('Done testing');
  }
});

test.for(apps)(
  'the unpacked package of %s starts in the local host, has its functions, and wires its platform',
  async app => {
    const keysFile = join(folder, `keys-${app}.json`);
    writeFileSync(keysFile, JSON.stringify({ master: 'm', functionKeys: { default: 'k' }, systemKeys: {} }));
    const script = join(root, 'local', 'functions-host', 'main.ts');
    const args = ['--app', unpacked(app), '--port', '0', '--keys-file', keysFile, '--with-parent'];
    const env = { ...process.env, ...unreachable, ASSAY_ROLES: appDescriptions[app].roles };
    const host = spawn(process.execPath, [script, ...args], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    try {
      const ready = await firstLine(host.stdout);
      expect([...ready.functions].sort()).toEqual(facts[app].functions);
      expect(ready.errors).toEqual({});
      const headers = { 'x-functions-key': 'k' };
      const answer = await fetch(`http://127.0.0.1:${ready.port}/api/metrics`, { headers });
      expect(answer.status).toBe(200);
    } finally {
      host.kill();
    }
  },
);

/** Settings of services that are not there: listeners go on trying, and the app is up all the same. */
const unreachable = Object.fromEntries(
  Object.entries(localSettings()).map(([name, value]) => [
    name,
    value.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:1'),
  ]),
);

type Ready = { port: number; functions: string[]; errors: unknown };

async function firstLine(stream: NodeJS.ReadableStream): Promise<Ready> {
  for await (const line of createInterface({ input: stream })) return JSON.parse(line);
  throw new Error('the host ended before it was ready');
}
