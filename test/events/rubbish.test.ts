import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileJudge } from '../../src/events/judge.ts';
import type { JsonObject } from '../../src/json.ts';
import { faultOf } from '../fuzz/judgements.ts';
import { mutate, salesEvents, stockEvents } from '../fuzz/mutations.ts';
import { frame, raw, sales, stock } from './sources.ts';

const judges = [compileJudge(sales), compileJudge(stock)];
const properties = fc.dictionary(
  fc.constantFrom(
    'ce_specversion',
    'ce_id',
    'cloudEvents:specversion',
    'cloudEvents:type',
    'type',
    'content-type',
  ),
  fc.jsonValue({ maxDepth: 2 }),
) as fc.Arbitrary<JsonObject>;
const contentTypes = fc.constantFrom(
  null,
  'application/json',
  'application/cloudevents+json',
  'avro/binary',
  '',
);

/** `npm run fuzz` does the same millions of times. */
describe('whatever comes has a judgement, and what is accepted is what its bytes say', () => {
  test.each([
    ['bytes', fc.uint8Array({ maxLength: 200 })],
    [
      'frames of bytes',
      fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 50 })).map(([id, bytes]) => frame(id, bytes)),
    ],
    ['JSON', fc.json({ maxDepth: 4 }).map(text => Buffer.from(text))],
    ['frames of JSON', fc.json({ maxDepth: 4 }).map(text => frame(1, text))],
  ])('%s', (_name, bodies) => {
    fc.assert(
      fc.property(bodies, properties, contentTypes, (body, given, contentType) => {
        const event = raw(body, { properties: given, contentType });
        for (const judge of judges) expect(faultOf(event, judge(event))).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['events', salesEvents, 0],
    ['changes', stockEvents, 1],
  ] as const)('%s that were mutated on their way', (_name, events, judge) => {
    const numbers = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
    fc.assert(
      fc.property(fc.constantFrom(...events), numbers, (event, stream) => {
        const mutated = mutate(event, () => stream.next().value as number);
        expect(faultOf(mutated, (judges[judge] as (typeof judges)[number])(mutated))).toBeNull();
      }),
      { numRuns: 5_000 },
    );
  });
});
