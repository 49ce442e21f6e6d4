// The promise of features: a training set has, of each row, what the scorer would have been told at that instant.
// ASSAY_FEATURE_RUNS asks for more histories than the suite has time for.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import {
  compileTemplate,
  type Happening,
  onlineAt,
  openHistory,
  projectModel,
  testCatalog,
} from './history.ts';
import { randomView } from './random-view.ts';

const runs = Number(process.env.ASSAY_FEATURE_RUNS ?? 8);
const startMs = Date.UTC(2026, 10, 25);
const minuteMs = 60_000;

const card = fc.constantFrom('tok_000000000001', 'o\'n "e', '007', '');
const shop = fc.constantFrom('S1', 'S2', 's3', 'é');
const amount = fc.oneof(fc.integer({ min: -5, max: 9 }), fc.constantFrom(2 ** 52 - 1, -(2 ** 51)));
/** Often on the edge of a window. */
const time = fc.oneof(
  fc.integer({ min: 0, max: 26 * 60 }).map(minute => startMs + minute * minuteMs),
  fc.integer({ min: 0, max: 26 * 60 * minuteMs }).map(ms => startMs + ms),
);
/** Some come when the window is no longer kept. */
const delay = fc.constantFrom(
  0,
  0,
  1_500,
  40 * minuteMs,
  47 * 60 * minuteMs,
  49 * 60 * minuteMs,
  80 * 60 * minuteMs,
);

const lines = fc.array(fc.record({ sku: shop, units: fc.option(amount) }), { maxLength: 3 });
const payment = fc
  .record({ cardToken: card, storeId: shop, terminalId: fc.option(shop), amountMinor: amount })
  .map(({ terminalId, ...row }) => (terminalId === null ? row : { ...row, terminalId }));

const happening: fc.Arbitrary<Happening> = fc
  .record({
    lane: fc.constantFrom(0 as const, 1 as const),
    what: fc.oneof(
      fc.record({ table: fc.constantFrom('payments_authorised', 'payments_declined'), row: payment }),
      fc.record({ table: fc.constant('shop_basket'), row: fc.record({ card, lines }) }),
    ),
    eventTimeMs: time,
    delay,
  })
  .map(({ what, delay, ...at }) => ({ ...at, ...what, enqueuedTimeMs: at.eventTimeMs + delay }));

const history = fc.record({
  happenings: fc.array(happening, { minLength: 20, maxLength: 90, size: 'max' }),
  templates: fc.tuple(randomView, randomView),
  /** Some at the very millisecond of an event, and some a millisecond before. */
  moments: fc.array(fc.record({ card, at: fc.oneof(time, fc.nat(89)), before: fc.constantFrom(0, 0, 1) }), {
    minLength: 5,
    maxLength: 15,
  }),
});

/** DuckDB's text as an API shows it: what is a number online is compared as one, to its last digit. */
function likeOnline(text: string | null | undefined, online: Json): Json {
  if (text === null || text === undefined) return null;
  if (typeof online === 'number') return Number(text);
  if (typeof online === 'boolean') return text === 'true';
  // 0 / 0, which DuckDB writes with a sign.
  return text === '-nan' || text === 'nan' ? 'NaN' : text;
}

test('features of a training set are those that were online at the instant, to the last digit', async () => {
  const catalog = testCatalog();
  const fraud = projectModel(catalog, 'payment_fraud_features');
  await fc.assert(
    fc.asyncProperty(history, async ({ happenings, templates, moments }) => {
      const random = await Promise.all(templates.map((sql, i) => compileTemplate(catalog, `view_${i}`, sql)));
      const past = await openHistory(catalog, happenings);
      try {
        const instants = moments.map(({ card, at, before }) => {
          const atMs = at < startMs ? (happenings[at % happenings.length]?.eventTimeMs ?? startMs) : at;
          return { card, atMs: atMs - before };
        });
        for (const compiled of [fraud, ...random]) {
          const [key] = compiled.model.plan.key.map(({ name }) => name) as [string];
          const spine = instants.map(({ card, atMs }, i) => ({
            ...{ [key]: card, as_of: new Date(atMs).toISOString(), label: i },
          }));
          const rows = await past.export(compiled, spine);
          expect(
            rows.map(({ label }) => label),
            compiled.file.sql,
          ).toEqual(spine.map((_, i) => String(i)));
          for (const [i, { card, atMs }] of instants.entries()) {
            const online = await onlineAt(compiled, happenings, [card], atMs);
            const row = rows[i] ?? {};
            const offline = Object.fromEntries(
              Object.entries(online).map(([name, value]) => [name, likeOnline(row[name], value)]),
            );
            expect({ card, at: new Date(atMs), ...offline }, compiled.file.sql).toEqual({
              ...{ card, at: new Date(atMs), ...online },
            });
            expect(Object.keys(row).sort()).toEqual([key, 'as_of', 'label', ...Object.keys(online)].sort());
          }
        }
      } finally {
        past.close();
      }
    }),
    { numRuns: runs, endOnFailure: true },
  );
}, 3_600_000);
