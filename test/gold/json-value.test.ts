import { expect, test } from 'vitest';
import { jsonValue } from '../../src/gold/json-value.ts';
import {
  bigint,
  date,
  decimal,
  double,
  hugeint,
  interval,
  list,
  type SqlType,
  struct,
  time,
  timestamptz,
  typeName,
  varchar,
} from '../../src/sql-expression/types.ts';
import type { Value } from '../../src/sql-expression/value.ts';

const noon = Date.UTC(2026, 0, 5, 12) * 1_000;

test.each<[SqlType, Value, unknown]>([
  [bigint, 42, 42],
  [hugeint, 2n ** 80n, '1208925819614629174706176'],
  [decimal(12, 2), -5, -0.05],
  [decimal(38, 2), 10n ** 20n, '1000000000000000000.00'],
  [decimal(18, 0), 7, 7],
  [double, 0.1, 0.1],
  [double, Number.NaN, 'NaN'],
  [double, Number.NEGATIVE_INFINITY, '-Infinity'],
  [timestamptz, noon, '2026-01-05T12:00:00.000Z'],
  [timestamptz, noon + 1, '2026-01-05T12:00:00.000001Z'],
  [timestamptz, -1, '1969-12-31T23:59:59.999999Z'],
  [timestamptz, Number.POSITIVE_INFINITY, 'infinity'],
  [date, 20_458, '2026-01-05'],
  [time, 3_600_000_000, '01:00:00'],
  [interval, { months: 0, days: 1, micros: 0 }, '1 day'],
  [list(decimal(4, 1)), [15, null], [1.5, null]],
  [struct([{ name: 'at', type: timestamptz }]), { at: noon }, { at: '2026-01-05T12:00:00.000Z' }],
  [varchar, null, null],
])('a value of type %o is shown as JSON readers can take it: %s', (type, value, shown) => {
  expect(jsonValue(type, value), typeName(type)).toEqual(shown);
});
