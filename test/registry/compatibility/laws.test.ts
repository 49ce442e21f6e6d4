// Laws of the rules, on random schemas:
// 1. a schema is compatible with itself, under both policies and in both directions;
// 2. the order of keys, of required names and of enum values changes nothing;
// 3. what the strict policy bears, the lenient one bears;
// 4. where the strict policy says backward, documents valid under the old schema are valid under the new one.
// 5. no JSON makes them throw, be it a schema or not.
// The fourth holds for the part of JSON Schema that `randomSchema` makes; the exceptions are Confluent's, and listed in
// docs/decisions/schema-compatibility.md.
import { Ajv } from 'ajv';
import {
  type Arbitrary,
  array,
  assert,
  constantFrom,
  dictionary,
  integer,
  jsonValue,
  letrec,
  oneof,
  property,
} from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/json.ts';
import { checkCompatibility } from '../../../src/registry/compatibility/check-compatibility.ts';
import { compareSchemas } from '../../../src/registry/compatibility/compare-schemas.ts';
import { chance, changed, documentFor, randomSchema, shuffled } from './random-schemas.ts';

const DEPTH = 3;
const seeds = integer();

function randomChange(seed: number) {
  const random = chance(seed);
  const before = randomSchema(random, DEPTH);
  return { random, before, after: changed(random, before, DEPTH) };
}

/** With `anyOf` for `oneOf`: that a document may now fit two choices is not looked at, here as in Confluent's registry. */
function inclusive(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(inclusive);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) =>
      keyword === 'oneOf'
        ? ['anyOf', inclusive(value)]
        : [keyword, keyword === 'not' ? value : inclusive(value)],
    ),
  );
}

describe('the rules', () => {
  test('find every schema compatible with itself', () => {
    assert(
      property(seeds, seed => {
        const schema = randomSchema(chance(seed), DEPTH);
        for (const policy of ['strict', 'lenient'] as const)
          expect(checkCompatibility(schema, [schema], 'FULL', { policy })).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('find the same whatever the order of keys', () => {
    assert(
      property(seeds, seed => {
        const { random, before, after } = randomChange(seed);
        expect(compareSchemas(shuffled(random, before), shuffled(random, after))).toEqual(
          compareSchemas(before, after),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('are borne by the lenient policy where the strict one bears them', () => {
    assert(
      property(seeds, seed => {
        const { before, after } = randomChange(seed);
        const strict = checkCompatibility(after, [before], 'BACKWARD');
        const lenient = checkCompatibility(after, [before], 'BACKWARD', { policy: 'lenient' });
        expect(lenient.length).toBeLessThanOrEqual(strict.length);
      }),
      { numRuns: 500 },
    );
  });

  test('keep old documents valid where the strict policy says backward', () => {
    const ajv = new Ajv({ strict: false });
    let documents = 0;
    assert(
      property(seeds, array(integer(), { minLength: 12, maxLength: 12 }), (seed, documentSeeds) => {
        const { before, after } = randomChange(seed);
        if (checkCompatibility(after, [before], 'BACKWARD').length > 0) return;
        const [old, next] = [ajv.compile(before), ajv.compile(inclusive(after) as object)];
        for (const documentSeed of documentSeeds) {
          const document = documentFor(chance(documentSeed), before);
          if (!old(document)) continue;
          documents += 1;
          expect(next(document), JSON.stringify({ before, after, document })).toBe(true);
        }
      }),
      { numRuns: 600 },
    );
    expect(documents).toBeGreaterThan(200);
  });

  test('throw at no JSON', () => {
    const keyword = constantFrom(...KEYWORDS);
    const { schema } = letrec<{ schema: Json }>(tie => ({
      schema: oneof(
        { depthSize: 'small' },
        jsonValue() as Arbitrary<Json>,
        dictionary(keyword, tie('schema')),
        dictionary(keyword, array(tie('schema'), { maxLength: 3 })),
        dictionary(
          keyword,
          constantFrom<Json>('string', 'object', ['array', 'null'], '#', '#/definitions/a', 1, true, '(', {}),
        ),
      ),
    }));
    assert(
      property(schema, schema, (before, after) => {
        for (const policy of ['strict', 'lenient'] as const)
          expect(
            checkCompatibility(after, [before], 'FULL', { policy, references: { '#': before } }),
          ).toBeInstanceOf(Array);
      }),
      { numRuns: 200 },
    );
  });
});

const KEYWORDS = [
  ...[
    '$ref',
    '$id',
    '$schema',
    '$defs',
    'definitions',
    '$anchor',
    'type',
    'enum',
    'const',
    'not',
    'allOf',
    'anyOf',
    'oneOf',
  ],
  ...[
    'if',
    'then',
    'properties',
    'required',
    'additionalProperties',
    'patternProperties',
    'dependencies',
    'dependentRequired',
  ],
  ...[
    'items',
    'prefixItems',
    'additionalItems',
    'unevaluatedItems',
    'contains',
    'minItems',
    'minLength',
    'pattern',
    'maximum',
  ],
  ...['exclusiveMaximum', 'multipleOf', 'title', 'default', 'unevaluatedProperties', 'a', '__proto__'],
];
