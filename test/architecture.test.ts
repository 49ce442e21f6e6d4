import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

type Import = { from: string; to: string };

function importsUnder(folder: string): Import[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .flatMap(file => {
      const path = join(root, folder, file);
      const specifiers = [...readFileSync(path, 'utf8').matchAll(/(?:from|import) '([^']+)'/g)].map(
        ([, specifier]) => specifier ?? '',
      );
      return specifiers.map(specifier => ({
        from: relative(root, path),
        to: specifier.startsWith('.') ? relative(root, resolve(dirname(path), specifier)) : specifier,
      }));
    });
}

test('the product imports nothing of the local stand-ins, and they nothing of the product', () => {
  expect(
    [...importsUnder('src'), ...importsUnder('functions')].filter(({ to }) =>
      /^(local|test|bench)\//.test(to),
    ),
  ).toEqual([]);
  expect(importsUnder('local').filter(({ to }) => /^(src|functions)\//.test(to))).toEqual([]);
});

test("only src/azure imports Azure's data SDKs", () => {
  const sdk = /^@azure\/(?!functions$)/;
  expect(
    importsUnder('src').filter(({ from, to }) => sdk.test(to) && !from.startsWith('src/azure/')),
  ).toEqual([]);
});

test('what decides and folds does no I/O: it imports only what is as pure', () => {
  const pure = ['src/json.ts', 'src/expression/', 'src/events/', 'src/catalog/catalog.ts', 'ajv'];
  const foreign = importsUnder('src/events').filter(
    ({ to }) => !pure.some(allowed => to.startsWith(allowed)),
  );
  expect(foreign).toEqual([]);
});

test('the Delta library stands on its own', () => {
  const allowed = /^(src\/delta\/|node:|hyparquet(-writer)?$)/;
  expect(importsUnder('src/delta').filter(({ to }) => !allowed.test(to))).toEqual([]);
});

test('schemas are compared, and expressions evaluated, by code that does no I/O', () => {
  const allowed =
    /^(src\/registry\/compatibility\/|src\/sql-expression\/|src\/json\.ts|src\/delta\/schema\.ts|node:)/;
  const pure = [...importsUnder('src/registry/compatibility'), ...importsUnder('src/sql-expression')];
  expect(pure.filter(({ to }) => !allowed.test(to))).toEqual([]);
});

test('a function file binds a trigger and calls the platform, and knows nothing else', () => {
  const allowed = [
    '@azure/functions',
    'src/compose/platform.ts',
    'src/package-files.ts',
    'src/config.ts',
    'src/http-function.ts',
    'src/hub-function.ts',
  ];
  expect(importsUnder('functions').filter(({ to }) => !allowed.includes(to))).toEqual([]);
});

test('a new dependency is a decision: this list changes with it', () => {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(Object.keys({ ...dependencies, ...optionalDependencies }).sort()).toEqual([
    '@azure/core-rest-pipeline',
    '@azure/cosmos',
    '@azure/data-tables',
    '@azure/event-hubs',
    '@azure/functions',
    '@azure/identity',
    '@azure/monitor-opentelemetry-exporter',
    '@azure/storage-blob',
    '@azure/storage-file-datalake',
    '@azure/storage-queue',
    '@duckdb/node-api',
    '@opentelemetry/api',
    '@opentelemetry/api-logs',
    '@opentelemetry/context-async-hooks',
    '@opentelemetry/exporter-logs-otlp-http',
    '@opentelemetry/exporter-metrics-otlp-http',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-logs',
    '@opentelemetry/sdk-metrics',
    '@opentelemetry/sdk-trace-base',
    'ajv',
    'ajv-formats',
    'avsc',
    'azure-functions-core-tools',
    'hyparquet',
    'hyparquet-writer',
  ]);
});
