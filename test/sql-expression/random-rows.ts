// Columns of every type, and random rows for them: NULLs, extremes, and what is awkward.

import fc from 'fast-check';
import {
  bigint,
  boolean,
  date,
  decimal,
  double,
  float,
  hugeint,
  integer,
  interval,
  list,
  type SqlType,
  smallint,
  timestamp,
  timestamptz,
  tinyint,
  typeName,
  varchar,
} from '../../src/sql-expression/types.ts';
import { type Interval, type Value, whole } from '../../src/sql-expression/value.ts';
import type { Column, Row } from './duckdb.ts';

/** A value, and the SQL that gives DuckDB the same. */
type Cell = { value: Value; sql: string };

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

function integers(type: SqlType, bits: bigint): fc.Arbitrary<Cell> {
  const [least, greatest] = [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
  const values = fc.oneof(
    fc.bigInt({ min: least, max: greatest }),
    fc.bigInt({ min: -20n, max: 20n }),
    fc.constantFrom(least, least + 1n, greatest, 0n, -1n),
  );
  return values.map(value => ({ value: whole(value), sql: `'${value}'::${typeName(type)}` }));
}

function decimals(width: number, scale: number): fc.Arbitrary<Cell> {
  const limit = 10n ** BigInt(width) - 1n;
  const values = fc.oneof(
    fc.bigInt({ min: -limit, max: limit }),
    fc.bigInt({ min: -100_000n, max: 100_000n }),
    fc.constantFrom(limit, -limit, 0n, 5n, -5n, 50n, 250n, -250n),
  );
  return values.map(value => {
    const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
    const text = `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    return { value: whole(value), sql: `'${text}'::DECIMAL(${width},${scale})` };
  });
}

const awkwardDoubles = [
  0,
  -0,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  1e15,
  1e16,
  1e21,
  1e300,
  -1e300,
  5e-324,
  0.1,
  127.5,
  2147483647.5,
  9.5e18,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

function floating(type: SqlType, round: (value: number) => number): fc.Arbitrary<Cell> {
  const values = fc.oneof(
    fc.double(),
    fc.double({ min: -1000, max: 1000, noNaN: true }),
    fc.integer({ min: -10_000, max: 10_000 }).map(value => value / 100),
    fc.constantFrom(...awkwardDoubles),
  );
  return values.map(round).map(value => ({
    value,
    sql: `'${Object.is(value, -0) ? '-0.0' : String(value)}'::${typeName(type)}`,
  }));
}

const words = [
  '',
  'a',
  'A',
  'b',
  'ab',
  'aab',
  'ABC',
  ' a ',
  'é',
  'É',
  'ß',
  '😀',
  'x😀y',
  'a,b,c',
  'a%b_c',
  '%',
  '10',
];

const texts = fc.oneof(
  fc.constantFrom(...words),
  fc.string({ unit: fc.constantFrom('a', 'b', 'A', ',', ' ', 'é', '😀', '\uffee', '1'), maxLength: 6 }),
);

/** Without fractions before positive exponents: of those, DuckDB takes decimals that are out of their range. */
const numberTexts = fc.oneof(
  fc.string({ unit: fc.constantFrom('0', '1', '5', '9', '.', '-', ' ', '_'), maxLength: 7 }),
  fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }).map(String),
  fc.double({ min: -1e20, max: 1e20 }).map(String),
  fc
    .tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -9, max: 5 }))
    .map(([digits, e]) => `${digits}e${e}`),
  fc.constantFrom('true', 'f', 'nan', '-inf', '0x1F', '1e2', '2.5', ' 7 '),
);

const clock = fc.constantFrom(
  '',
  ' 10:20:30',
  'T23:59:59.999999',
  ' 24:00:00',
  ' 1:2',
  'T10:00:00.5',
  ' 10:60:00',
  'x',
);
/** Without names: after a row with one, DuckDB has been seen to read those that follow in its zone. */
const zone = fc.constantFrom('', 'Z', '+02:00', '-0330', '+05', ' UTC', 'z', '+1');
const year = fc.constantFrom('2024', '1969', '2000', '0001', '9999', '12024', '24', '');
const smallNumber = fc.integer({ min: 0, max: 32 }).map(String);

const twoDigits = (max: number) => fc.integer({ min: 0, max }).map(value => String(value).padStart(2, '0'));

/** Instants as events write them, now and then out of range. */
export const instantTexts = fc
  .tuple(
    fc.constantFrom('2024', '1969', '2000', '9999', '0001', '0000'),
    fc.tuple(twoDigits(13), twoDigits(32)),
    fc.constantFrom('T', ' ', 't'),
    fc.tuple(twoDigits(24), twoDigits(60), twoDigits(60)),
    fc.constantFrom('', '.5', '.123456', '.123456789', '.', '.1x'),
    fc.constantFrom('Z', 'z', '+01:00', '-05:30', '+0100', '+99:99', '', 'Zx'),
  )
  .map(([y, day, separator, time, fraction, offset]) =>
    [y, '-', day.join('-'), separator, time.join(':'), fraction, offset].join(''),
  );

const spacedTexts = fc
  .tuple(year, smallNumber, smallNumber, clock, zone, fc.constantFrom('-', '/', ' '))
  .map(([y, m, d, time, offset, separator]) => `${y}${separator}${m}${separator}${d}${time}${offset}`);

const timeTexts = fc.oneof(spacedTexts, instantTexts);

const asText = (values: fc.Arbitrary<string>) =>
  values.map((value): Cell => ({ value, sql: `${quote(value)}::VARCHAR` }));

const microsPerDay = 86_400_000_000n;

const instants = fc.oneof(
  fc.bigInt({ min: -(microsPerDay * 40_000n), max: microsPerDay * 40_000n }),
  fc.bigInt({ min: 1_600_000_000_000_000n, max: 1_750_000_000_000_000n }),
  fc.bigInt({ min: 18_000n, max: 20_500n }).map(days => days * microsPerDay),
  fc.constantFrom(0n, -1n, 253_402_300_799_999_999n),
);

/** In a column of their own, which no time zone meets: with one, DuckDB's own calendar fails for good on some. */
const farInstants = fc.bigInt({ min: -9_000_000_000_000_000_000n, max: 9_000_000_000_000_000_000n });

const infinities = (type: SqlType): fc.Arbitrary<Cell> =>
  fc.constantFrom(Infinity, -Infinity).map(value => ({
    value,
    sql: `'${value > 0 ? '' : '-'}infinity'::${typeName(type)}`,
  }));

function instantsOf(type: SqlType, instants: fc.Arbitrary<bigint>): fc.Arbitrary<Cell> {
  const name = typeName(type);
  return fc.oneof(
    {
      weight: 12,
      arbitrary: instants.map(value => ({
        value: whole(value),
        sql: `make_timestamp(${value}::BIGINT)::${name}`,
      })),
    },
    { weight: 1, arbitrary: infinities(type) },
  );
}

const dates: fc.Arbitrary<Cell> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .oneof(
        fc.integer({ min: -40_000, max: 40_000 }),
        fc.integer({ min: 18_000, max: 20_500 }),
        fc.constantFrom(0, -1, 11_016),
      )
      .map(value => ({ value, sql: `(DATE '1970-01-01' + ${value})` })),
  },
  { weight: 1, arbitrary: infinities(date) },
);

const intervals: fc.Arbitrary<Cell> = fc
  .record({
    months: fc.oneof(fc.constant(0), fc.integer({ min: -30, max: 30 })),
    days: fc.oneof(fc.constant(0), fc.integer({ min: -100, max: 100 })),
    micros: fc.oneof(fc.constant(0), fc.integer({ min: -200_000_000_000, max: 200_000_000_000 })),
  })
  .map((value: Interval) => ({
    value,
    sql: `(to_months(${value.months}) + to_days(${value.days}) + to_microseconds(${value.micros}))`,
  }));

const longs = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -5, max: 5 }),
  fc.constantFrom(2 ** 53 - 1, -(2 ** 53) + 1),
);
const lists: fc.Arbitrary<Cell> = fc.array(longs, { maxLength: 5 }).map(value => ({
  value,
  sql: `[${value.map(each => each ?? 'NULL').join(', ')}]::BIGINT[]`,
}));

const cells: [Column, fc.Arbitrary<Cell>][] = [
  [{ name: 'b', type: boolean }, fc.boolean().map(value => ({ value, sql: String(value) }))],
  [{ name: 'ti', type: tinyint }, integers(tinyint, 8n)],
  [{ name: 'si', type: smallint }, integers(smallint, 16n)],
  [{ name: 'i', type: integer }, integers(integer, 32n)],
  [{ name: 'l', type: bigint }, integers(bigint, 64n)],
  [{ name: 'h', type: hugeint }, integers(hugeint, 128n)],
  [{ name: 'f', type: float }, floating(float, Math.fround)],
  [{ name: 'd', type: double }, floating(double, value => value)],
  [{ name: 'm', type: decimal(9, 2) }, decimals(9, 2)],
  [{ name: 'n', type: decimal(18, 4) }, decimals(18, 4)],
  [{ name: 'w', type: decimal(38, 10) }, decimals(38, 10)],
  [{ name: 's', type: varchar }, asText(texts)],
  [{ name: 'nt', type: varchar }, asText(numberTexts)],
  [{ name: 'tt', type: varchar }, asText(timeTexts)],
  [{ name: 'day', type: date }, dates],
  [{ name: 'ts', type: timestamp }, instantsOf(timestamp, instants)],
  [{ name: 'far', type: timestamp }, instantsOf(timestamp, farInstants)],
  [{ name: 'tz', type: timestamptz }, instantsOf(timestamptz, instants)],
  [{ name: 'iv', type: interval }, intervals],
  [{ name: 'ls', type: list(bigint) }, lists],
];

export const columns: readonly Column[] = cells.map(([column]) => column);

export type RandomRow = { row: Row; sql: string[] };

const nullCell: Cell = { value: null, sql: 'NULL' };

/** About one value in eight is NULL. */
export const randomRow: fc.Arbitrary<RandomRow> = fc
  .tuple(
    ...cells.map(([, cell]) =>
      fc.oneof({ weight: 7, arbitrary: cell }, { weight: 1, arbitrary: fc.constant(nullCell) }),
    ),
  )
  .map(values => ({
    row: Object.fromEntries(values.map(({ value }, i) => [columns[i]?.name ?? '', value])),
    sql: values.map(({ sql }) => sql),
  }));
