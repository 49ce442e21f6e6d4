import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/json.ts';
import {
  checkCompatibility,
  LEVELS,
  type Level,
} from '../../../src/registry/compatibility/check-compatibility.ts';

const closed = (...names: string[]): Json => ({
  type: 'object',
  properties: Object.fromEntries(names.map(name => [name, { type: 'string' }])),
  additionalProperties: false,
});

/** For each violation, where it was found: the direction and the index of the previous version. */
function found(next: Json, previous: readonly Json[], level: Level) {
  return checkCompatibility(next, previous, level).map(
    ({ direction, previous: index }) => `${direction} ${index}`,
  );
}

describe('levels', () => {
  // In a closed model a new optional property is backward compatible, and a removed one forward compatible.
  const [one, two, three] = [closed('a'), closed('a', 'b'), closed('a', 'b', 'c')];

  test.each<[Level, string[]]>([
    ['NONE', []],
    ['BACKWARD', []],
    ['BACKWARD_TRANSITIVE', []],
    ['FORWARD', ['forward 1']],
    ['FORWARD_TRANSITIVE', ['forward 1', 'forward 0', 'forward 0']],
    ['FULL', ['forward 1']],
    ['FULL_TRANSITIVE', ['forward 1', 'forward 0', 'forward 0']],
  ])('%s of growing closed objects', (level, expected) => {
    expect(found(three, [one, two], level)).toEqual(expected);
  });

  test.each<[Level, string[]]>([
    ['NONE', []],
    ['BACKWARD', ['backward 1']],
    ['BACKWARD_TRANSITIVE', ['backward 1', 'backward 0', 'backward 0']],
    ['FORWARD', []],
    ['FORWARD_TRANSITIVE', []],
    ['FULL', ['backward 1']],
    ['FULL_TRANSITIVE', ['backward 1', 'backward 0', 'backward 0']],
  ])('%s of shrinking closed objects', (level, expected) => {
    expect(found(one, [three, two], level)).toEqual(expected);
  });

  test('what is not transitive looks at the newest version only', () => {
    const versions: Json[] = [{ type: 'string' }, { type: 'integer' }];
    expect(found({ type: 'number' }, versions, 'BACKWARD')).toEqual([]);
    expect(found({ type: 'number' }, versions, 'BACKWARD_TRANSITIVE')).toEqual(['backward 0']);
  });

  test('a first version may be anything', () => {
    for (const level of LEVELS) expect(checkCompatibility({ type: 'string' }, [], level)).toEqual([]);
  });
});

// Whether a property may come or go, by policy, content model, and how much it is needed.
describe('the lenient policy', () => {
  const schema = (properties: { [name: string]: Json }, required: string[], open: boolean): Json => ({
    type: 'object',
    properties: { a: { type: 'string' }, ...properties },
    required,
    additionalProperties: open,
  });
  const needs: [string, Json, string[]][] = [
    ['optional', { type: 'string' }, []],
    ['required', { type: 'string' }, ['b']],
    ['required with a default', { type: 'string', default: '' }, ['b']],
  ];
  const table = needs.flatMap(([need, property, required]) =>
    [true, false].map(open => ({ need, model: open ? 'open' : 'closed', property, required, open })),
  );

  test.each(table)(
    'adds a property that is $need to a model that is $model',
    ({ need, property, required, open }) => {
      const next = schema({ b: property }, required, open);
      const breaks =
        checkCompatibility(next, [schema({}, [], open)], 'BACKWARD', { policy: 'lenient' }).length > 0;
      expect(breaks).toBe(need === 'required');
    },
  );

  test.each(table)(
    'removes a property that is $need from a model that is $model',
    ({ property, required, open }) => {
      const previous = schema({ b: property }, required, open);
      expect(checkCompatibility(schema({}, [], open), [previous], 'BACKWARD', { policy: 'lenient' })).toEqual(
        [],
      );
    },
  );

  test('opens and closes the content model', () => {
    expect(
      checkCompatibility(schema({}, [], false), [schema({}, [], true)], 'FULL', { policy: 'lenient' }),
    ).toEqual([]);
  });

  test('holds inside unions too', () => {
    const union = (...names: string[]): Json => ({
      oneOf: [{ type: 'null' }, schema(Object.fromEntries(names.map(name => [name, {}])), [], true)],
    });
    const next: Json = { oneOf: [{ type: 'null' }, schema({ b: { type: 'string' } }, [], true)] };
    expect(checkCompatibility(next, [union()], 'BACKWARD', { policy: 'lenient' })).toEqual([]);
    expect(checkCompatibility(next, [union()], 'BACKWARD').map(({ type }) => type)).toEqual([
      'COMBINED_TYPE_SUBSCHEMAS_CHANGED',
    ]);
  });

  test('does not bear a changed type', () => {
    const next = schema({ b: { type: 'string' } }, [], true);
    const previous = schema({ b: { type: 'number' } }, [], true);
    expect(checkCompatibility(next, [previous], 'BACKWARD', { policy: 'lenient' })).toHaveLength(1);
  });
});

describe('a violation', () => {
  test('says what is wrong, where, and what to do', () => {
    const previous: Json = { properties: { price: { type: 'number' } } };
    const next: Json = { properties: { price: { type: 'number', maximum: 100 } } };
    expect(checkCompatibility(next, [previous], 'BACKWARD')).toEqual([
      {
        type: 'MAXIMUM_ADDED',
        path: '#/properties/price/maximum',
        message:
          'The new version has a maximum and the previous version has none. Remove "maximum" from the new version.',
        direction: 'backward',
        previous: 0,
      },
    ]);
  });

  test('changes the sides in the forward direction', () => {
    const [violation] = checkCompatibility({ type: 'number' }, [{ type: 'integer' }], 'FORWARD');
    expect(violation?.message).toBe(
      'The new version allows numbers with fractions and the previous version only whole ones. Let the previous version say "number".',
    );
  });

  test('is also a schema that cannot be read, be it the new one or an old one', () => {
    const unreadable: Json = { properties: { a: { type: 'text' } } };
    const violation = { type: 'INVALID_SCHEMA', path: '#/properties/a/type', direction: null };
    expect(checkCompatibility(unreadable, [{}], 'FULL')).toMatchObject([{ ...violation, previous: null }]);
    expect(checkCompatibility({}, [unreadable], 'FULL')).toMatchObject([{ ...violation, previous: 0 }]);
  });
});

describe('references to other subjects', () => {
  const order: Json = {
    type: 'object',
    properties: { buyer: { $ref: 'customer.json#/definitions/name' } },
    additionalProperties: false,
  };
  const customer = (name: Json): Json => ({ definitions: { name } });

  test('are found in the given schemas, and each version has its own', () => {
    const references = { 'customer.json': customer({ type: 'string', maxLength: 10 }) };
    const previousReferences = [{ 'customer.json': customer({ type: 'string', maxLength: 20 }) }];
    expect(checkCompatibility(order, [order], 'BACKWARD', { references, previousReferences })).toMatchObject([
      { type: 'MAX_LENGTH_DECREASED', path: '#/properties/buyer/maxLength' },
    ]);
    expect(checkCompatibility(order, [order], 'FORWARD', { references, previousReferences })).toEqual([]);
    expect(checkCompatibility(order, [order], 'FULL', { references })).toEqual([]);
  });

  test('that lead nowhere are named', () => {
    expect(checkCompatibility(order, [], 'BACKWARD')).toMatchObject([
      {
        type: 'INVALID_SCHEMA',
        path: '#/properties/buyer/$ref',
        message: expect.stringContaining('"customer.json#/definitions/name" leads to no schema'),
      },
    ]);
  });
});
