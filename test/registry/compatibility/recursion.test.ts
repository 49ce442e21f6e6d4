// Schemas whose definitions refer to one another: comparing them ends, soon, and misses nothing.
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/json.ts';
import { checkCompatibility } from '../../../src/registry/compatibility/check-compatibility.ts';
import { compareSchemas } from '../../../src/registry/compatibility/compare-schemas.ts';

const PRODUCTS = Array.from({ length: 12 }, (_, index) => `Product${index}`);
const refTo = (name: string): Json => ({ $ref: `#/definitions/${name}` });
const anyProduct = (): Json => ({ oneOf: PRODUCTS.map(refTo) });

/** Twelve definitions, each with two unions over all twelve. */
function trade(firstId: string): Json {
  const product = (name: string): Json => ({
    type: 'object',
    properties: {
      id: { type: name === 'Product0' ? firstId : 'string' },
      underlying: anyProduct(),
      hedge: anyProduct(),
    },
  });
  const definitions: JsonObject = Object.fromEntries(PRODUCTS.map(name => [name, product(name)]));
  return { type: 'object', definitions, properties: { product: anyProduct() } };
}

test('unions over one another are compared', () => {
  expect(compareSchemas(trade('string'), trade('string'))).toEqual([]);
  expect(
    checkCompatibility(trade('number'), [trade('string')], 'BACKWARD').map(
      ({ type, path }) => `${type} ${path}`,
    ),
  ).toEqual(['COMBINED_TYPE_SUBSCHEMAS_CHANGED #/properties/product']);
});

// T0 -> T2 -> T0 is a cycle, and the root may be T0 or T1. Taking the cycle on trust would hide that both have changed.
test('a cycle does not hide a change behind an assumption', () => {
  const part = (id: string, next: string): Json => ({
    type: 'object',
    properties: { id: { type: id }, next: { oneOf: [refTo(next)] } },
  });
  const schema = (first: string, second: string): Json => ({
    type: 'object',
    definitions: { T0: part(first, 'T2'), T1: part(second, 'T2'), T2: part('integer', 'T0') },
    properties: { root: { oneOf: [refTo('T0'), refTo('T1')] } },
  });
  expect(
    checkCompatibility(schema('boolean', 'number'), [schema('integer', 'boolean')], 'BACKWARD'),
  ).toHaveLength(1);
});

test('two schemas may recur at different lengths', () => {
  const short: Json = {
    definitions: { a: { type: 'array', items: refTo('a') } },
    ...(refTo('a') as JsonObject),
  };
  const long: Json = {
    definitions: {
      a: { type: 'array', items: refTo('b') },
      b: { type: 'array', items: refTo('a'), minItems: 1 },
    },
    ...(refTo('a') as JsonObject),
  };
  expect(checkCompatibility(short, [long], 'BACKWARD')).toEqual([]);
  expect(checkCompatibility(long, [short], 'BACKWARD').map(({ path }) => path)).toEqual(['#/items/minItems']);
});
