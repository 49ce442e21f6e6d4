// Rules for whatever is in catalog/, as catalog/README.md has them, and what is so of the twelve that the local sources send.

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatFinding } from '../../../scripts/schemas/check.ts';
import { checkCatalog } from '../../../scripts/schemas/check-catalog.ts';
import { catalogSources, readSchema, type Schema, schemaFiles, validators } from './catalog-files.ts';
import { evaluate } from './expression.ts';

const sources = catalogSources();

/** Others may stand beside them. */
const shipped = {
  cloudevents: ['ecommerce', 'fulfilment', 'payments', 'pos', 'promotions', 'returns'],
  debezium: ['customers', 'inventory', 'loyalty', 'pricing', 'procurement', 'warehouse'],
};

function allFields(schema: Schema): [string, Schema][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]): [string, Schema][] => [
    [name, field],
    ...(field.items ? allFields(field.items) : []),
  ]);
}

test('sources load, and their keys, times and expectations point at fields of their schemas', () => {
  const catalog = join(import.meta.dirname, '..', '..', '..', 'catalog');
  expect(checkCatalog(catalog).map(formatFinding)).toEqual([]);
});

test('every table name is unique and starts with its source', () => {
  const tables = sources.flatMap(({ name, types }) =>
    Object.values(types).map(({ table }) => ({ name, table })),
  );
  expect(new Set(tables.map(({ table }) => table)).size).toBe(tables.length);
  for (const { name, table } of tables)
    expect(table).toMatch(new RegExp(`^${name.replaceAll('-', '_')}_[a-z0-9_]+$`));
});

test('every schema compiles, and has no word that is none of JSON Schema', () => {
  expect(() => validators()).not.toThrow();
});

describe.each(sources)('$name', source => {
  const types = Object.entries(source.types);

  test('says who owns it and what it is', () => {
    expect(source.name).toMatch(/^[a-z][a-z0-9_-]*$/);
    expect(source.title).toBeTruthy();
    expect(source.description).toBeTruthy();
    expect(source.owner).toBeTruthy();
  });

  test('uses each of its schema files once', () => {
    expect(types.map(([, type]) => type.schema).sort()).toEqual(schemaFiles(source.name).sort());
  });

  test.each(types)('%s: the schema is open, named, and describes every field', (_, type) => {
    const schema = readSchema(source.name, type.schema);
    const id = `https://assay.example/schemas/${source.name}/${type.schema.replace('.schema.json', '')}/`;
    expect(schema.$id?.slice(0, id.length)).toBe(id);
    expect(schema.$id?.slice(id.length)).toMatch(/^[1-9]\d*$/);
    expect(JSON.stringify(schema)).not.toMatch(/"(additional|unevaluated)Properties":false/);
    for (const [name, field] of allFields(schema)) {
      expect(field.title, name).toBeTruthy();
      expect(field.description, name).toBeTruthy();
    }
  });

  test.each(types)('%s: expectations have names and documented operators', (_, type) => {
    expect(new Set(type.expectations.map(({ name }) => name)).size).toBe(type.expectations.length);
    for (const { name, expect: expression } of type.expectations) {
      expect(name).toMatch(/^[a-z0-9_]+$/);
      expect(() => evaluate(expression, {}, 0)).not.toThrow();
    }
  });
});

describe('the twelve sources that are shipped', () => {
  test('six send events, and six are tables that Debezium captures', () => {
    for (const [encoding, names] of Object.entries(shipped))
      for (const name of names) expect(sources).toContainEqual(expect.objectContaining({ name, encoding }));
  });

  const names = Object.values(shipped).flat();
  const types = sources
    .filter(({ name }) => names.includes(name))
    .flatMap(source => Object.entries(source.types).map(([name, type]) => ({ name, source, type })));

  test.each(types)('$name: key and time are required, and a change is never dropped', ({ source, type }) => {
    const { required } = readSchema(source.name, type.schema);
    for (const field of [...type.key, type.time.slice(1)]) expect(required).toContain(field);
    for (const { action } of type.expectations)
      expect(source.encoding === 'debezium' ? ['warn'] : ['warn', 'drop']).toContain(action);
  });
});
