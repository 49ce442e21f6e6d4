// Whatever comes, it is a schema of Avro or has a reason why not.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../../src/json.ts';
import { parseAvro } from '../../../src/registry/avro/validate-avro.ts';

const types = fc.constantFrom('record', 'enum', 'fixed', 'array', 'map', 'int', 'R', 'constructor', '');
/** Near enough to schemas that parts of them are read. */
const { almost } = fc.letrec<{ almost: Json }>(tie => ({
  almost: fc.oneof(
    { maxDepth: 4 },
    types,
    fc.jsonValue() as fc.Arbitrary<Json>,
    fc.array(tie('almost'), { maxLength: 3 }),
    fc.record(
      {
        type: fc.oneof(types, tie('almost')),
        name: fc.constantFrom('R', 'x.R', '__proto__', 'toString', 'a b', ''),
        namespace: fc.constantFrom('x', '', 'a..b'),
        fields: fc.array(
          fc.record(
            { name: fc.constantFrom('a', 'b', '__proto__'), type: tie('almost'), default: tie('almost') },
            { requiredKeys: [] },
          ),
          { maxLength: 2 },
        ),
        symbols: fc.array(fc.constantFrom('A', 'B', '1'), { maxLength: 2 }),
        items: tie('almost'),
        values: tie('almost'),
        size: fc.oneof(fc.integer(), fc.string()),
      },
      { requiredKeys: ['type'] },
    ) as fc.Arbitrary<Json>,
  ),
}));

test('nothing is thrown, and what is refused has a reason', () => {
  fc.assert(
    fc.property(almost, fc.array(almost, { maxLength: 2 }), (json, references) => {
      const parsed = parseAvro(json, references);
      if (!parsed.ok) expect(parsed.reason).not.toBe('');
    }),
    { numRuns: 3_000 },
  );
});

test('a name that every object has is a name like any other', () => {
  const record = (name: string) => ({ type: 'record', name, fields: [] });
  expect(parseAvro(record('constructor'), []).ok).toBe(true);
  expect(parseAvro('constructor', [])).toMatchObject({ ok: false });
});
