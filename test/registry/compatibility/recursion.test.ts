// Schemas whose definitions refer to one another: comparing them ends, soon, and misses nothing.
import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/json.ts';
import { checkCompatibility } from '../../../src/registry/compatibility/check-compatibility.ts';
import { compareParsed, compareSchemas } from '../../../src/registry/compatibility/compare-schemas.ts';
import { comparePair } from '../../../src/registry/compatibility/diff/compare-pair.ts';
import { decideVerdicts } from '../../../src/registry/compatibility/diff/decide-verdicts.ts';
import { isCompatible } from '../../../src/registry/compatibility/difference.ts';
import { parseSchema } from '../../../src/registry/compatibility/schema/parse-schema.ts';
import { type Chance, chance } from './random-schemas.ts';

const refTo = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });

/** Definitions, each with two unions over all of them. */
function trade(count: number, firstId: string): Json {
  const names = Array.from({ length: count }, (_, index) => `Product${index}`);
  const anyProduct = (): Json => ({ oneOf: names.map(refTo) });
  const product = (name: string): Json => ({
    type: 'object',
    properties: {
      id: { type: name === 'Product0' ? firstId : 'string' },
      underlying: anyProduct(),
      hedge: anyProduct(),
    },
  });
  const definitions: JsonObject = Object.fromEntries(names.map(name => [name, product(name)]));
  return { type: 'object', definitions, properties: { product: anyProduct() } };
}

test.each([2, 12, 30])('%i unions over one another are compared', count => {
  expect(compareSchemas(trade(count, 'string'), trade(count, 'string'))).toEqual([]);
  const violations = checkCompatibility(trade(count, 'number'), [trade(count, 'string')], 'BACKWARD');
  expect(violations.map(({ type, path }) => `${type} ${path}`)).toEqual([
    'COMBINED_TYPE_SUBSCHEMAS_CHANGED #/properties/product',
  ]);
});

test('a long chain of definitions takes no stack', () => {
  const last = 5000;
  const chain = (type: string): Json => {
    const item = (index: number): Json =>
      index === last ? { type } : { type: 'array', items: refTo(`d${index + 1}`) };
    const definitions = Object.fromEntries(
      Array.from({ length: last + 1 }, (_, index) => [`d${index}`, item(index)]),
    );
    return { ...refTo('d0'), definitions };
  };
  expect(checkCompatibility(chain('string'), [chain('string')], 'BACKWARD')).toEqual([]);
  expect(checkCompatibility(chain('number'), [chain('string')], 'BACKWARD')).toMatchObject([
    { type: 'TYPE_CHANGED' },
  ]);
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
    ...refTo('a'),
  };
  const long: Json = {
    definitions: {
      a: { type: 'array', items: refTo('b') },
      b: { type: 'array', items: refTo('a'), minItems: 1 },
    },
    ...refTo('a'),
  };
  expect(checkCompatibility(short, [long], 'BACKWARD')).toEqual([]);
  expect(checkCompatibility(long, [short], 'BACKWARD').map(({ path }) => path)).toEqual(['#/items/minItems']);
});

/** Three definitions that refer to one another at random, through objects, lists and unions. */
function tangled(random: Chance): Json {
  const names = ['a', 'b', 'c'];
  const any = (): Json =>
    random.oneIn(2) ? refTo(random.of(names)) : { type: random.of(['string', 'integer', 'number']) };
  const one = (): Json =>
    random.of<() => Json>([
      () => ({ type: 'object', properties: { x: any(), y: any() }, additionalProperties: false }),
      () => ({ type: 'array', items: any() }),
      () => ({ [random.of(['oneOf', 'anyOf', 'allOf'])]: [any(), any()] }),
      () => ({ type: 'object', properties: { x: any() }, additionalProperties: any() }),
      () => ({ not: any() }),
      any,
    ])();
  return { ...refTo('a'), definitions: { a: one(), b: one(), c: one() } };
}

// The findings are collected apart from the verdicts: where a verdict is bad, there must be something to tell.
test('there is a violation wherever the verdict is bad, and none where it is good', () => {
  assert(
    property(integer(), integer(), (first, second) => {
      const [before, after] = [parseSchema(tangled(chance(first))), parseSchema(tangled(chance(second)))];
      if (!before.ok || !after.ok) return;
      const accepted = decideVerdicts('strict', comparePair)(before.schema, after.schema);
      const differences = compareParsed(before.schema, after.schema, 'strict');
      expect(differences.every(({ type }) => isCompatible(type, 'strict'))).toBe(accepted);
    }),
    { numRuns: 2000 },
  );
});
