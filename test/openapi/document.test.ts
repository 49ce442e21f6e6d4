import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseMinutes } from '../../src/flow/service.ts';
import type { JsonObject } from '../../src/json.ts';
import { openApiDocument } from '../../src/openapi/document.ts';
import { readCatalog, readModels } from '../../src/package-files.ts';
import { Problem } from '../../src/problem.ts';
import { parseSampleRequest } from '../../src/quarantine/answer.ts';
import { parseGoldRequest } from '../../src/serving/gold-request.ts';
import { fixedLimits } from '../../src/sql/limits.ts';
import { parseSqlRequest } from '../../src/sql/sql-request.ts';

type Parameter = { name: string; in: string; required?: boolean; schema: JsonObject };
type Operation = { operationId: string; parameters?: Parameter[]; requestBody?: JsonObject };
type Document = { paths: Record<string, Record<string, Operation>> };

const models = readModels();
const sources = readCatalog().sources.map(({ name }) => name);
const document = openApiDocument(models, sources, 'key');
const { paths } = document as unknown as Document;
const operations = Object.values(paths).flatMap(path => Object.values(path));

test.each(['key', 'entra'] as const)('it is OpenAPI 3.1 (%s)', async authentication => {
  const described = openApiDocument(models, sources, authentication);
  const { valid, errors } = await new Validator().validate(structuredClone(described));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test('each operation has a name of its own', () => {
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
});

test('each model is a path, with its key as parameters and its columns in the rows', () => {
  for (const { name, plan } of models) {
    const names = paths[`/gold/${name}`]?.get?.parameters?.map(parameter => parameter.name);
    expect(names).toEqual(expect.arrayContaining(plan.key.map(column => column.name)));
    const text = JSON.stringify(paths[`/gold/${name}`]);
    for (const column of plan.columns) expect(text).toContain(`"${column.name}`);
  }
});

describe('it and the functions', () => {
  /** They take whatever is below them. Confluent describes the registry's own routes. */
  const trees = /\{\*path\}$/;
  let routes: string[] = [];
  beforeAll(() => {
    const script = join(import.meta.dirname, 'routes.ts');
    const env = { ...process.env, ASSAY_ROLES: 'serve', NODE_NO_WARNINGS: '1' };
    routes = JSON.parse(execFileSync(process.execPath, [script], { env, encoding: 'utf8' }));
  }, 60_000);

  test('name the same routes', () => {
    const described = Object.entries(paths)
      .filter(([path]) => !/^\/replays(\/\{id\})?$/.test(path))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map(method => `${method.toUpperCase()} ${withoutModel(path)}`),
      );
    const registered = routes.filter(route => !trees.test(route));
    expect([...new Set(described)].sort()).toEqual(registered.sort());
  });

  /** The functions' own route: models and views are a parameter there. */
  function withoutModel(path: string): string {
    return path
      .slice(1)
      .replace(/^gold\/\w+/, 'gold/{model}')
      .replace(/^features\/\w+/, 'features/{view}')
      .replace(/^(features\/\{view\})\/\{\w+\}$/, '$1/{key}');
  }
});

describe('what it allows of a request is taken, and what it forbids is refused', () => {
  const ajv = new Ajv2020({ strict: false });
  const texts = fc.oneof(
    fc.string({ maxLength: 250 }),
    fc.constantFrom('', '0', '1', '1000', '1001', '01', '-1', '1e2', 'x'.repeat(200), 'x'.repeat(201)),
    fc.constantFrom('2026-01-31T09:30:00Z', '2026-01-31T09:30:00.123+01:00', '2026-01-31', 'now'),
  );
  const given = { limit: '7', to: '2026-01-31T09:30:00Z', from: '2026-01-31T09:00:00Z' };

  test.each(models.map(model => [model.name, model] as const))('parameters of %s', (name, model) => {
    const parameters = (paths[`/gold/${name}`]?.get?.parameters ?? []).filter(
      parameter => parameter.in === 'query' && !['continuation', 'grain'].includes(parameter.name),
    );
    const key = Object.fromEntries(model.plan.key.map(column => [column.name, 'a']));
    fc.assert(
      fc.property(fc.constantFrom(...parameters), texts, (parameter, text) => {
        const query = new URLSearchParams({ ...key, ...pick(given, parameters), [parameter.name]: text });
        const value = parameter.schema.type === 'integer' && /^[1-9]\d*$/.test(text) ? Number(text) : text;
        const allowed = ajv.validate(parameter.schema, value);
        expect([
          parameter.name,
          text,
          isTaken(() => parseGoldRequest(model, query, Date.now()), parameter.name),
        ]).toEqual([parameter.name, text, allowed]);
      }),
    );
  });

  test.each([
    ['/flow/history', parseMinutes],
    ['/sources/{source}/quarantine', parseSampleRequest],
  ] as const)('parameters of %s', (path, parse) => {
    const parameters = (paths[path]?.get?.parameters ?? []).filter(parameter => parameter.in === 'query');
    const places = fc.constantFrom(
      '2026-01-31T09:30:00.123Z,0,42',
      '2026-01-31T09:30:00Z,0,42',
      '1440',
      '1441',
    );
    fc.assert(
      fc.property(fc.constantFrom(...parameters), fc.oneof(texts, places), (parameter, text) => {
        const value = parameter.schema.type === 'integer' && /^[1-9]\d*$/.test(text) ? Number(text) : text;
        const allowed = ajv.validate(parameter.schema, value);
        const taken = isTaken(() => parse(new URLSearchParams({ [parameter.name]: text })));
        expect([parameter.name, text, taken]).toEqual([parameter.name, text, allowed]);
      }),
    );
  });

  test('the body of an SQL query', () => {
    const content = paths['/sql']?.post?.requestBody?.content as unknown as Record<
      string,
      { schema: JsonObject }
    >;
    const schema = content['application/json']?.schema ?? {};
    const limits = { ...fixedLimits, processes: 1, memoryMb: 512, cacheBytes: 1 };
    const fields = fc.record(
      {
        sql: fc.oneof(fc.string(), fc.constantFrom('select 1', ' ', 'x'.repeat(50_001)), fc.integer()),
        format: fc.oneof(fc.constantFrom('json', 'csv', 'parquet', 'arrow', null), fc.string()),
        limit: fc.oneof(fc.constantFrom(0, 1, 1_000_000, 1_000_001, 1.5), fc.string(), fc.integer()),
        timeoutSeconds: fc.oneof(fc.constantFrom(0, 1, 120, 121), fc.integer()),
        versions: fc.oneof(
          fc.dictionary(fc.string(), fc.oneof(fc.nat(), fc.constantFrom(-1, 'x'))),
          fc.constant([]),
        ),
        more: fc.string(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fields, body => {
        const text = JSON.stringify(body);
        const allowed = ajv.validate(schema, JSON.parse(text));
        expect([text, isTaken(() => parseSqlRequest(text, null, limits))]).toEqual([text, allowed]);
      }),
      { numRuns: 1_000 },
    );
  });

  /** A parameter that is right in itself may still be wrong beside another, such as `from` after `to`. */
  function isTaken(parse: () => unknown, parameter?: string): boolean {
    try {
      parse();
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return parameter !== undefined && / must be before /.test(error.message);
    }
  }
});

const pick = (values: Record<string, string>, parameters: readonly Parameter[]) =>
  Object.fromEntries(
    Object.entries(values).filter(([name]) => parameters.some(parameter => parameter.name === name)),
  );
