import { describe, expect, test } from 'vitest';
import { catalogSources, readSchema, type Schema, schemaFiles, validators } from './catalog-files.ts';
import { evaluate, pointers } from './expression.ts';

const sources = catalogSources();

function fieldAt(schema: Schema, pointer: string): Schema | undefined {
  let found: Schema | undefined = schema;
  for (const step of pointer.split('/').slice(1)) found = found?.properties?.[step];
  return found;
}

function allFields(schema: Schema): [string, Schema][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]): [string, Schema][] => [
    [name, field],
    ...(field.items ? allFields(field.items) : []),
  ]);
}

test('the catalog has twelve sources, half of them relational', () => {
  expect(sources).toHaveLength(12);
  expect(sources.filter(({ encoding }) => encoding === 'debezium')).toHaveLength(6);
  expect(sources.filter(({ encoding }) => encoding === 'cloudevents')).toHaveLength(6);
});

test('every table name is unique and starts with its source', () => {
  const tables = sources.flatMap(({ name, types }) =>
    Object.values(types).map(({ table }) => ({ name, table })),
  );
  expect(new Set(tables.map(({ table }) => table)).size).toBe(tables.length);
  for (const { name, table } of tables) expect(table).toMatch(new RegExp(`^${name}_[a-z_]+$`));
});

test('every schema compiles in strict mode', () => {
  expect(validators().size).toBeGreaterThan(20);
});

describe.each(sources)('$name', source => {
  const types = Object.entries(source.types);

  test('says who owns it and what it is', () => {
    expect(source.title).toBeTruthy();
    expect(source.description).toBeTruthy();
    expect(source.owner).toMatch(/^[a-z-]+$/);
    expect(source.hub).toBe(source.name);
    expect(source.partitions).toBe(source.name === 'ecommerce' ? 4 : 2);
  });

  test('uses each of its schema files once', () => {
    expect(types.map(([, type]) => type.schema).sort()).toEqual(schemaFiles(source.name).sort());
  });

  test.each(types)('%s: key and time are required fields of the schema', (_, type) => {
    const schema = readSchema(source.name, type.schema);
    for (const field of [...type.key, type.time.slice(1)]) expect(schema.required).toContain(field);
    for (const field of schema.required ?? []) expect(Object.keys(schema.properties ?? {})).toContain(field);
  });

  test.each(types)('%s: the schema is open, named, and describes every field', (_, type) => {
    const schema = readSchema(source.name, type.schema);
    const short = type.schema.replace('.schema.json', '');
    expect(schema.$id).toBe(`https://assay.example/schemas/${source.name}/${short}/1`);
    expect(JSON.stringify(schema)).not.toContain('additionalProperties');
    for (const [name, field] of allFields(schema)) {
      expect(field.title, name).toBeTruthy();
      expect(field.description, name).toBeTruthy();
    }
  });

  test.each(types)('%s: expectations have names, known actions and existing pointers', (_, type) => {
    const schema = readSchema(source.name, type.schema);
    expect(type.expectations.length).toBeGreaterThan(0);
    expect(type.expectations.length).toBeLessThanOrEqual(4);
    expect(new Set(type.expectations.map(({ name }) => name)).size).toBe(type.expectations.length);
    for (const { name, expect: expression, action } of type.expectations) {
      expect(name).toMatch(/^[a-z0-9_]+$/);
      expect(source.encoding === 'debezium' ? ['warn'] : ['warn', 'drop']).toContain(action);
      for (const [pointer, list] of pointers(expression)) {
        const holder = list === '' ? schema : fieldAt(schema, list)?.items;
        expect(holder && fieldAt(holder, pointer), `${name}: ${list} ${pointer}`).toBeDefined();
      }
      expect(() => evaluate(expression, { lines: [] }, 0)).not.toThrow();
    }
  });
});
