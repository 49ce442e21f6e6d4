// Random streams of the catalog's tables: what is optional is null or missing, integers go beyond 2^53 in sum, text is of
// any script, events come late and out of order; a row of the table of changes is inserted, updated and deleted.

import fc from 'fast-check';
import type { SilverEvent, WeightedRow } from '../../../src/events/silver-event.ts';
import type { JsonObject } from '../../../src/json.ts';

export const startMs = Date.UTC(2026, 0, 5, 22);
const hours = 6;

/** Some lie about where weeks, months and years begin. */
const edges = ['2024-02-29', '2025-01-01', '2025-12-29', '2026-01-01', '2026-04-01'].map(day =>
  Date.parse(day),
);
const eventTime = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: hours * 3_600_000 }).map(ms => startMs + ms) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...edges), fc.constantFrom(-1, 0, 1, 12_345_678, -86_400_000))
      .map(([edge, by]) => edge + by),
  },
);

const word = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'B',
    'aa',
    'ab',
    '',
    ' ',
    '12',
    '-3.5',
    'none',
    'ä',
    'é',
    'ß',
    '日本',
    '😀',
    'z!y',
    'a:b',
    'a|b',
    "o'n",
    '"q"',
  ),
  fc
    .string({ unit: 'grapheme', maxLength: 4 })
    .filter(found => found.isWellFormed() && !found.includes('\0')),
);
const key = fc.constantFrom('a', 'b', 'Ä', '', 'x|y');

const quantity = fc.oneof(
  fc.integer({ min: -5, max: 9 }),
  fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
  fc.constantFrom(
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    2 ** 62,
    -(2 ** 62),
    2 ** 24,
    -(2 ** 24),
    2 ** 40,
    1e30,
  ),
);
const real = fc.oneof(
  fc.integer({ min: -99_999, max: 99_999 }).map(cents => cents / 100),
  fc.constantFrom(0.1, 0.2, 0.005, 1.015, 2.5, -2.5, 1e15, -1e15, 123456789.125, 1e-9, 1e22),
);
const time = fc.oneof(
  eventTime.map(ms => new Date(ms).toISOString()),
  fc.constantFrom('2026-01-06T00:00:00Z', '2026-01-05T23:59:59.999999Z', '2026-01-06T01:30:00+02:00'),
);
const day = fc.constantFrom('2026-01-05', '2026-01-06', '2024-02-29');
const small = fc.integer({ min: 0, max: 5 });

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 4 });

/** Fields that are not in `required` may be missing. */
const row = (fields: Record<string, fc.Arbitrary<unknown>>, required: string[]): fc.Arbitrary<JsonObject> =>
  fc.record(fields, { requiredKeys: required }) as fc.Arbitrary<JsonObject>;

const part = row({ code: key, pieces: maybe(small) }, ['code']);
const line = row(
  {
    sku: key,
    quantity: fc.oneof(
      small,
      quantity.filter(value => Math.abs(value) < 2 ** 62),
    ),
    price: maybe(real),
    gift: maybe(fc.boolean()),
    note: maybe(word),
    parts: fc.array(part, { maxLength: 2 }),
  },
  ['sku', 'quantity'],
);
const sale = row(
  {
    store: key,
    code: maybe(word),
    amount: maybe(quantity),
    price: maybe(real),
    paid: maybe(fc.boolean()),
    at: maybe(time),
    due: maybe(day),
    buyer: row({ name: maybe(word), age: maybe(small), tags: fc.array(word, { maxLength: 3 }) }, []),
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    misc: fc.oneof(word, small, fc.boolean(), fc.constant({ k: [1, 2] })),
  },
  ['store'],
);
const order = row(
  {
    shop: key,
    total: maybe(quantity),
    express: maybe(fc.boolean()),
    items: fc.array(line, { minLength: 1, maxLength: 3 }),
  },
  ['shop'],
);
const stock = row(
  {
    store: key,
    sku: key,
    on_hand: maybe(quantity),
    reserved: maybe(small),
    price: maybe(real),
    checked: maybe(fc.boolean()),
    note: maybe(word),
    counted: maybe(time),
  },
  ['store', 'sku'],
);

/** Values of `uid` are in one row each: what is greatest or least by them is in one row too. */
function numbered(value: unknown, next: () => number): unknown {
  if (Array.isArray(value)) return value.map(element => numbered(element, next));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, numbered(field, next)]);
  return { ...Object.fromEntries(fields), ...('k' in value ? {} : { uid: next() }) };
}

type Change = { of: number; at: number; row: JsonObject | null };

const change: fc.Arbitrary<Change> = fc.record({
  of: fc.integer({ min: 0, max: 5 }),
  at: eventTime,
  row: fc.option(stock, { nil: null, freq: 3 }),
});

/** The events of three lanes of each hub, in order. */
export type Stream = { shops: SilverEvent[][]; inventory: SilverEvent[][] };

const lanes = 3;

const occurrence = fc.oneof(
  fc.record({ table: fc.constant('sale'), row: sale, at: eventTime, lane: fc.nat(lanes - 1) }),
  fc.record({ table: fc.constant('web_order'), row: order, at: eventTime, lane: fc.nat(lanes - 1) }),
);

export const streams: fc.Arbitrary<Stream> = fc
  .record({
    occurrences: fc.array(occurrence, { minLength: 6, maxLength: 40, size: 'max' }),
    changes: fc.array(change, { minLength: 4, maxLength: 30, size: 'max' }),
  })
  .map(({ occurrences, changes }) => {
    let last = 0;
    const next = () => ++last;
    const shops = Array.from({ length: lanes }, (): SilverEvent[] => []);
    for (const { table, row, at, lane } of occurrences)
      shops[lane]?.push(
        silverEvent(table, `${table}/${next()}`, [
          { weight: 1, row: numbered(row, next) as JsonObject, eventTimeMs: at },
        ]),
      );
    return { shops, inventory: changedRows(changes, next) };
  });

/** All changes of a row come by one lane; each has the row's last state as its before-image. */
function changedRows(changes: readonly Change[], next: () => number): SilverEvent[][] {
  const inventory = Array.from({ length: lanes }, (): SilverEvent[] => []);
  const present = new Map<number, WeightedRow>();
  for (const { of, at, row } of changes) {
    const before = present.get(of);
    const after: WeightedRow | null = row && {
      weight: 1,
      row: numbered(row, next) as JsonObject,
      eventTimeMs: at,
    };
    if (after) present.set(of, after);
    else present.delete(of);
    const rows = [...(before ? [{ ...before, weight: -1 as const }] : []), ...(after ? [after] : [])];
    if (rows.length > 0) inventory[of % lanes]?.push(silverEvent('stock', `stock/${next()}`, rows));
  }
  return inventory;
}

function silverEvent(table: string, identity: string, rows: WeightedRow[]): SilverEvent {
  return {
    type: table,
    table,
    identity,
    eventTimeMs: rows.at(-1)?.eventTimeMs ?? 0,
    rows,
    warnings: [],
  };
}
