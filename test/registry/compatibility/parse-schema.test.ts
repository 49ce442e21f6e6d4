import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/json.ts';
import { compareSchemas } from '../../../src/registry/compatibility/compare-schemas.ts';
import { parseSchema } from '../../../src/registry/compatibility/schema/parse-schema.ts';

const reasonOf = (schema: Json) => {
  const parsed = parseSchema(schema);
  return parsed.ok ? null : `${parsed.path} ${parsed.reason}`;
};

describe('a schema that cannot be read is a path and a reason', () => {
  test.each<[string, Json, string]>([
    ['a schema that is text', 'string', '#/ a schema must be an object, true or false'],
    [
      'a schema inside that is null',
      { properties: { a: null } },
      '#/properties/a a schema must be an object, true or false',
    ],
    ['a type that there is not', { type: 'text' }, '#/type "text" is not a type of JSON Schema'],
    ['a type that is no text', { type: ['string', 1] }, '#/type 1 is not a type of JSON Schema'],
    [
      'a length that is text',
      { type: 'string', maxLength: '3' },
      '#/maxLength "maxLength" must be a whole number that is not negative',
    ],
    [
      'a length with a fraction',
      { minLength: 1.5 },
      '#/minLength "minLength" must be a whole number that is not negative',
    ],
    ['a limit that is text', { items: { minimum: '1' } }, '#/items/minimum "minimum" must be a number'],
    [
      'a limit in the words of draft 4',
      { maximum: 1, exclusiveMaximum: true },
      '#/exclusiveMaximum "exclusiveMaximum" must be a number',
    ],
    ['a step of 0', { multipleOf: 0 }, '#/multipleOf "multipleOf" must be greater than 0'],
    [
      'required in the words of draft 3',
      { properties: {}, required: true },
      '#/required "required" must be a list of property names',
    ],
    ['an enum that is an object', { enum: {} }, '#/enum "enum" must be a list'],
    ['a union that is an object', { oneOf: {} }, '#/oneOf "oneOf" must be a list of schemas'],
    ['properties that are a list', { properties: [] }, '#/properties "properties" must be an object'],
    [
      'a pattern that is none',
      { patternProperties: { '(': {} } },
      '#/patternProperties/( "(" is not a regular expression',
    ],
    ['a title that is a number', { title: 1 }, '#/title "title" must be a string'],
    [
      'a reference to nothing',
      { $ref: '#/definitions/a' },
      '#/$ref "#/definitions/a" leads to no schema: define it in this document, or name its subject among the references',
    ],
    [
      'a reference to the web',
      { $ref: 'https://example.com/a' },
      '#/$ref "https://example.com/a" leads to no schema: define it in this document, or name its subject among the references',
    ],
    [
      'a reference in $defs by definitions',
      { $ref: '#/definitions/a', $defs: { a: {} } },
      '#/$ref "#/definitions/a" leads to no schema: define it in this document, or name its subject among the references',
    ],
    [
      'a reference to itself',
      { $ref: '#/definitions/a', definitions: { a: { $ref: '#/definitions/a' } } },
      '#/$ref "#/definitions/a" leads back to itself and to no schema',
    ],
    [
      'a list of items in 2020-12',
      { $schema: 'https://json-schema.org/draft/2020-12/schema', items: [] },
      '#/items "items" must be a schema; a list of schemas is "prefixItems"',
    ],
    [
      'an error inside a condition',
      { if: { type: 'text' } },
      '#/if/type "text" is not a type of JSON Schema',
    ],
  ])('%s', (_, schema, reason) => {
    expect(reasonOf(schema)).toBe(reason);
  });

  test('a schema that is nested without end', () => {
    let schema: Json = {};
    for (let depth = 0; depth < 5000; depth += 1) schema = { not: schema };
    expect(reasonOf(schema)).toContain('nested deeper');
  });
});

describe('references', () => {
  const reads = (schema: Json, references: { [name: string]: Json } = {}) =>
    parseSchema(schema, references).ok;

  test('are relative to the id of the document and of the schema around them', () => {
    const base = { $id: 'https://example.com/order.json' };
    expect(
      reads({ ...base, $ref: 'https://example.com/order.json#/definitions/a', definitions: { a: {} } }),
    ).toBe(true);
    expect(
      reads({ ...base, $ref: 'item.json', definitions: { a: { $id: 'item.json', type: 'string' } } }),
    ).toBe(true);
    expect(reads({ ...base, $ref: 'item.json' }, { 'https://example.com/item.json': {} })).toBe(true);
    expect(reads({ ...base, $ref: 'item.json' }, { 'item.json': {} })).toBe(true);
  });

  test('may lead to the document itself by its id', () => {
    expect(reads({ $id: 'task.json', type: 'object', properties: { parent: { $ref: 'task.json' } } })).toBe(
      true,
    );
  });

  test('may lead from one subject to another, in each its own draft', () => {
    const price: Json = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $ref: 'amount',
      maximum: 10,
    };
    const references = { price, amount: { type: 'number' } };
    expect(reads({ $ref: 'price' }, references)).toBe(true);
    expect(
      compareSchemas({ $ref: 'price' }, { type: 'number' }, { originalReferences: references }).map(
        ({ type }) => type,
      ),
    ).toEqual(['PRODUCT_TYPE_NARROWED']);
  });

  test('take names with dots, spaces and schemes as they are', () => {
    for (const name of ['com.example.Order', 'order value.json', './order.json', 'urn:example:order'])
      expect(reads({ $ref: name }, { [name]: { type: 'string' } }), name).toBe(true);
  });
});

describe('drafts', () => {
  const differences = ($schema: string, before: object, after: object) =>
    compareSchemas({ $schema, ...before }, { $schema, ...after }).map(({ type, path }) => `${type} ${path}`);
  const draft4 = 'http://json-schema.org/draft-04/schema#';
  const draft2019 = 'https://json-schema.org/draft/2019-09/schema';

  test('draft 4 names itself by "id" and knows no const', () => {
    expect(differences(draft4, { id: 'http://x/a' }, { id: 'http://x/b' })).toEqual(['ID_CHANGED #/']);
    expect(differences(draft4, { const: 1 }, { const: 2 })).toEqual([]);
  });

  test('draft 4 marks a limit as exclusive', () => {
    const [open, marked] = [
      { maximum: 5, minimum: 1 },
      { maximum: 5, exclusiveMaximum: true, minimum: 1, exclusiveMinimum: true },
    ];
    expect(differences(draft4, open, marked)).toEqual([
      'EXCLUSIVE_MAXIMUM_ADDED #/exclusiveMaximum',
      'EXCLUSIVE_MINIMUM_ADDED #/exclusiveMinimum',
    ]);
    expect(differences(draft4, marked, open)).toEqual([
      'EXCLUSIVE_MAXIMUM_REMOVED #/exclusiveMaximum',
      'EXCLUSIVE_MINIMUM_REMOVED #/exclusiveMinimum',
    ]);
    expect(differences(draft4, open, { ...marked, maximum: 6, minimum: 0 })).toEqual([
      'MAXIMUM_INCREASED #/maximum',
      'MINIMUM_DECREASED #/minimum',
    ]);
  });

  test('2019-09 lists items as draft 7 does, and lets keywords stand beside a reference', () => {
    const tuple = (...items: Json[]) => ({ type: 'array', items, additionalItems: false });
    expect(
      differences(draft2019, tuple({ type: 'string' }), tuple({ type: 'string' }, { type: 'number' })),
    ).toEqual(['ITEM_ADDED_TO_CLOSED_CONTENT_MODEL #/items/1']);
    const $defs = { a: { type: 'string' } };
    expect(
      differences(draft2019, { $defs, $ref: '#/$defs/a' }, { $defs, $ref: '#/$defs/a', maxLength: 3 }),
    ).toEqual(['TYPE_CHANGED #/']);
    expect(
      differences(
        draft2019,
        { type: 'object', properties: { a: { $recursiveRef: '#' } } },
        { type: 'object', properties: { a: { $recursiveRef: '#' } } },
      ),
    ).toEqual([]);
  });

  test('a draft that is not known is read as draft 7', () => {
    expect(differences('http://example.com/mine', { const: 1 }, { const: 2 })).toEqual([
      'ENUM_ARRAY_CHANGED #/const',
    ]);
  });

  test('two versions may be of different drafts', () => {
    const before: Json = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'array',
      items: [{ type: 'string' }],
      additionalItems: false,
    };
    const after: Json = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'array',
      prefixItems: [{ type: 'string' }],
      items: false,
    };
    expect(compareSchemas(before, after)).toEqual([]);
  });
});
