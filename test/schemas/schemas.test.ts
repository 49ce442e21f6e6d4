// `npm run schemas`: schemas by pull request.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCatalogSchemas } from '../../scripts/schemas/catalog-schemas.ts';
import { checkSchema, formatFinding } from '../../scripts/schemas/check.ts';
import { lineOf } from '../../scripts/schemas/line-of.ts';
import { publish } from '../../scripts/schemas/publish.ts';
import { typescriptOf } from '../../scripts/schemas/typescript.ts';
import { answerRegistry } from '../../src/registry/http/answer.ts';
import { createRegistry } from '../../src/registry/registry.ts';
import { client } from '../registry/client.ts';
import { memoryStore } from '../registry/memory-store.ts';
import { source } from './shop.ts';

const root = join(import.meta.dirname, '..', '..');
let folder: string;
let catalog: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-schemas-'));
  catalog = join(folder, 'catalog');
  mkdirSync(join(catalog, 'shop'), { recursive: true });
  write('source.json', source());
  write('sale.schema.json', sale(1, { units: { type: 'integer', maximum: 99 } }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, json: unknown) =>
  writeFileSync(join(catalog, 'shop', file), `${JSON.stringify(json, null, 2)}\n`);

const sale = (version: number, properties: object, more: object = {}) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `https://assay.example/schemas/shop/sale/${version}`,
  ...{ type: 'object', required: ['id'], properties: { id: { type: 'string' }, ...properties }, ...more },
});

/** Runs the command as people do. */
function schemas(...args: string[]) {
  const script = join(root, 'scripts', 'schemas', 'main.ts');
  const env = { ...process.env, GITHUB_ACTIONS: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args, '--catalog', catalog], {
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

const findings = () => readCatalogSchemas(catalog).flatMap(checkSchema).map(formatFinding);

test('a first version is released, and a release does not change it', () => {
  expect(schemas('check')).toMatchObject({ status: 0, stdout: expect.stringContaining('version 1 is new') });
  expect(schemas('release').status).toBe(0);
  const file = join(catalog, 'shop', 'released', 'sale.1.json');
  expect(readFileSync(file, 'utf8')).toBe(readFileSync(join(catalog, 'shop', 'sale.schema.json'), 'utf8'));
  expect(schemas('release')).toMatchObject({ status: 0, stdout: '' });
  expect(findings()).toEqual([]);
});

test('a breaking change is refused with the file, the line, the rule and what to do', () => {
  schemas('release');
  write('sale.schema.json', sale(2, { units: { type: 'integer', maximum: 9 } }));
  const { status, stderr } = schemas('check');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^catalog\/shop\/sale\.schema\.json:14: breaks with version 1 \(MAXIMUM_DECREASED at #\/properties\/units\/maximum; catalog\/shop\/released\/sale\.1\.json:14\)\. .*must not be lower/,
  );
  expect(schemas('release').status).toBe(1);
});

test('an optional field may be added; a required one only with a default', () => {
  schemas('release');
  const note = { units: { type: 'integer', maximum: 99 }, note: { type: 'string' } };
  write('sale.schema.json', sale(2, note));
  expect(findings()).toEqual([]);
  write('sale.schema.json', sale(2, note, { required: ['id', 'note'] }));
  expect(findings().join()).toContain('REQUIRED');
});

test('a version that is compared is every released one, not only the last', () => {
  schemas('release');
  write('sale.schema.json', sale(2, {}));
  schemas('release');
  write('sale.schema.json', sale(3, { units: { type: 'string' } }));
  expect(findings().join()).toContain('breaks with version 1 (TYPE_CHANGED at #/properties/units;');
});

test('a change without a new version, a version too far, and an $id of another type are refused at the $id', () => {
  schemas('release');
  write('sale.schema.json', sale(1, {}));
  expect(findings()).toEqual([
    expect.stringMatching(
      /sale\.schema\.json:3: the schema is not what was released as version 1 .* make it version 2/,
    ),
  ]);
  write('sale.schema.json', sale(3, {}));
  expect(findings()).toEqual([expect.stringContaining(':3: version 3 cannot follow version 1: make it 2')]);
  write('sale.schema.json', { ...sale(2, {}), $id: 'https://assay.example/schemas/shop/other/2' });
  expect(findings()).toEqual([
    expect.stringContaining(':3: "$id" must be https://assay.example/schemas/shop/sale/1'),
  ]);
});

test('a break is allowed with versions whose events the catalog upgrades', () => {
  schemas('release');
  write('sale.schema.json', sale(2, { units: { type: 'string' } }));
  const upgrades = { 1: { units: { text: '1' } } };
  write('source.json', source({ upgrades }));
  expect(findings()).toEqual([]);
  write('source.json', source({ upgrades }, { encoding: 'debezium' }));
  expect(findings().join()).toContain('rows of a table are not upgraded');
});

function commitAll(): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  git('init', '-b', 'main');
  git('add', '.');
  git('commit', '-m', 'first');
}

test('a pull request that forgot the release is refused: its version would never be published', () => {
  schemas('release');
  commitAll();
  write('sale.schema.json', sale(2, { units: { type: 'integer', maximum: 99 }, note: { type: 'string' } }));
  expect(schemas('check').stdout).toContain('version 2 is new and may follow');
  expect(schemas('check', '--base', 'main')).toMatchObject({
    status: 1,
    stderr:
      'catalog/shop/sale.schema.json:3: version 2 is not released: run npm run schemas -- release, and commit released/sale.2.json\n',
  });
  schemas('release');
  expect(schemas('check', '--base', 'main').status).toBe(0);
});

test('check and release refuse what source.json says wrong of a schema, at its line', () => {
  const expectation = { name: 'few', expect: ['<', '/unit', 9], action: 'drop' };
  write('source.json', source({ expectations: [expectation] }));
  const stderr =
    'catalog/shop/source.json:22: "/unit" points at nothing: the schema has no field "unit"; the nearest is "units"\n';
  for (const command of ['check', 'release']) expect(schemas(command)).toMatchObject({ status: 1, stderr });
});

test('released schemas never change: they are compared with those of a git ref', () => {
  schemas('release');
  commitAll();
  expect(schemas('check', '--base', 'main').status).toBe(0);
  const file = join(catalog, 'shop', 'released', 'sale.1.json');
  for (const name of ['sale.schema.json', 'released/sale.1.json']) write(name, sale(1, {}));
  expect(schemas('check', '--base', 'main').stderr).toContain(
    'catalog/shop/released/sale.1.json:1: the released schema is not that of main',
  );
  rmSync(file);
  expect(schemas('check', '--base', 'main').stderr).toContain(
    'released/sale.1.json:1: the released schema is gone',
  );
});

test('every released version is registered, in order, and again without effect', async () => {
  schemas('release');
  write('sale.schema.json', sale(2, { units: { type: 'integer', maximum: 99 }, note: { type: 'string' } }));
  schemas('release');
  const store = memoryStore();
  const registry = createRegistry(store);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', chunk => chunks.push(chunk))
      .on('end', async () => {
        const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://registry');
        const path = pathname.replace('/api/registry', '');
        const given = {
          method: request.method ?? '',
          path,
          query,
          accept: null,
          contentType: request.headers['content-type'] ?? null,
        };
        const { status, headers, body } = await answerRegistry(
          registry,
          { ...given, body: Buffer.concat(chunks).toString() },
          () => {
            if (request.headers['x-functions-key'] !== 'key') throw new Error('the key is missing');
          },
        );
        response.writeHead(status, headers).end(body);
      });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/registry`;
    const address = { url, headers: { 'x-functions-key': 'key' } };
    for (let time = 0; time < 2; time += 1) {
      const published: unknown[] = [];
      await publish(address, readCatalogSchemas(catalog), one => published.push(one));
      expect(published).toEqual([
        { type: 'shop.sale', version: 1, id: 1 },
        { type: 'shop.sale', version: 2, id: 2 },
      ]);
    }
    const ask = client(store);
    expect(await ask.ok('GET subjects/shop.sale/versions')).toEqual([1, 2]);
    expect(await ask.ok('GET config/shop.sale')).toEqual({
      compatibilityLevel: 'BACKWARD_TRANSITIVE',
      compatibilityPolicy: 'LENIENT',
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('types for producers say what is optional, what is one of several, and what a field means', () => {
  const lines = {
    type: 'array',
    items: { type: 'object', properties: { sku: { type: 'string' } }, required: ['sku'] },
  };
  const channel = { enum: ['web', 'shop'], description: 'Where it was sold.' };
  const coupon = { type: ['string', 'null'] };
  write('sale.schema.json', sale(1, { lines, channel, coupon }, { description: 'A sale.' }));
  const text = typescriptOf(readCatalogSchemas(catalog)).replaceAll(/\s+/g, ' ');
  expect(text).toContain('/** A sale. */ export type ShopSale = { readonly id: string; ');
  expect(text).toContain('readonly lines?: readonly ({ readonly sku: string; })[];');
  expect(text).toContain('/** Where it was sold. */ readonly channel?: ("web") | ("shop");');
  expect(text).toContain('readonly coupon?: (string) | (null);');
  expect(text).toContain('"shop.sale": ShopSale;');
});

test('the types that producers import are those of the catalog, and its schemas are as they were released', () => {
  const script = join(root, 'scripts', 'schemas', 'main.ts');
  for (const args of [['types', '--check'], ['check']])
    expect(spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
});

test('a path is found on its line, also in lists and below names that look like syntax', () => {
  const text = '{\n "a": [\n  1,\n  {"b{,": 2}\n ],\n "c": {\n  "a": 3 }\n}';
  expect(lineOf(text, ['a'])).toBe(2);
  expect(lineOf(text, ['a', '0'])).toBe(3);
  expect(lineOf(text, ['a', '1'])).toBe(4);
  expect(lineOf(text, ['a', '1', 'b{,'])).toBe(4);
  expect(lineOf(text, ['c', 'a'])).toBe(7);
  expect(lineOf(text, ['c', 'gone'])).toBe(6);
  expect(lineOf(text, [])).toBe(1);
});
