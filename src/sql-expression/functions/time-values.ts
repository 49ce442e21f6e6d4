// Functions that make dates, timestamps and intervals from numbers, and numbers from them.

import { foldedText } from '../bound.ts';
import {
  daysOfChecked,
  isTimestamp,
  microsOf,
  microsPerHour,
  microsPerMinute,
  microsPerSecond,
} from '../calendar.ts';
import { roundHalfEven } from '../cast-number.ts';
import { dateToTimestamp } from '../cast-time.ts';
import { intervalOfUnit } from '../interval.ts';
import {
  type Apply,
  type Call,
  type Overload,
  overload,
  overloads,
  prepared,
  type SqlFunction,
} from '../overload.ts';
import { refuse } from '../refusal.ts';
import { cannotConvert, overflow } from '../runtime-error.ts';
import { fromLocal, timeZone, utcToLocal } from '../time-zone.ts';
import {
  bigint,
  boolean,
  date,
  double,
  float,
  integer,
  interval,
  timestamp,
  timestamptz,
  varchar,
} from '../types.ts';
import { divideWhole, multiplyWhole, type Whole, whole } from '../value.ts';
import { addInterval, addZoned } from './time-arithmetic.ts';

function isInfinite(value: Whole): boolean {
  return value === Infinity || value === -Infinity;
}

function makeDate(year: Whole, month: Whole, day: Whole): number {
  const days = daysOfChecked({ year: Number(year), month: Number(month), day: Number(day) });
  return days ?? cannotConvert(`${year}-${month}-${day}`, 'DATE');
}

function checked(micros: Whole): Whole {
  return isTimestamp(micros) ? micros : overflow('a timestamp');
}

function makeTimestamp(
  year: Whole,
  month: Whole,
  day: Whole,
  hour: Whole,
  minute: Whole,
  second: number,
): Whole {
  const whole = Math.trunc(second);
  const micros = roundHalfEven((second - whole) * microsPerSecond);
  const clock = Number(minute) * microsPerMinute + whole * microsPerSecond + micros;
  const inHour = minute >= 0 && minute < 60 && whole >= 0 && whole <= 60 && micros >= 0;
  const inDay = hour >= 0 && (hour < 24 || (hour === 24 && clock === 0));
  if (!(inHour && inDay)) return cannotConvert(`${hour}:${minute}:${second}`, 'TIME');
  return checked(microsOf(makeDate(year, month, day), Number(hour) * microsPerHour + clock));
}

function fromSeconds(seconds: number): Whole {
  const micros = roundHalfEven(seconds * microsPerSecond);
  if (!Number.isFinite(micros)) return cannotConvert(seconds, 'TIMESTAMP WITH TIME ZONE');
  return checked(whole(BigInt(micros)));
}

/** Whole units since 1970; NULL for infinities. */
function epochIn(unit: number): SqlFunction {
  const count = (micros: Whole) => (isInfinite(micros) ? null : divideWhole(micros, unit));
  return overloads(
    overload([date], bigint, (days: number) => count(dateToTimestamp(days))),
    ...[timestamp, timestamptz].map(type => overload([type], bigint, count)),
    ...(unit === 1000
      ? [overload([bigint], timestamp, (millis: Whole) => checked(multiplyWhole(millis, 1000)))]
      : []),
  );
}

function units(name: string, ...types: readonly (typeof bigint)[]): SqlFunction {
  return overloads(
    ...types.map(type => overload([type], interval, (count: Whole) => intervalOfUnit(name, count))),
  );
}

/** Of a number with a fraction: microseconds. */
function fractional(unit: number): SqlFunction {
  return overloads(
    overload([double], interval, (count: number) => {
      const micros = roundHalfEven(count * unit);
      if (!Number.isFinite(micros)) return cannotConvert(count, 'INTERVAL');
      return intervalOfUnit('microsecond', whole(BigInt(micros)));
    }),
  );
}

function zoneOf({ args: [name], node }: Call) {
  const text = foldedText(name);
  const zone = text === null ? null : timeZone(text);
  return zone ?? refuse(node, `${text ?? 'this'} is no time zone`, "a constant, such as 'Europe/London'");
}

/** AT TIME ZONE: from the zone's local time to the instant, and back. */
const zoned: Overload[] = [
  prepared([varchar, timestamp], timestamptz, (call): Apply => {
    const zone = zoneOf(call);
    return (_name: string, local: Whole) => (isInfinite(local) ? local : fromLocal(zone, local));
  }),
  prepared([varchar, timestamptz], timestamp, (call): Apply => {
    const zone = zoneOf(call);
    return (_name: string, micros: Whole) => (isInfinite(micros) ? micros : utcToLocal(zone, micros));
  }),
];

const finiteness: Overload[] = [
  ...[float, double].map(type => overload([type], boolean, Number.isFinite)),
  ...[date, timestamp, timestamptz].map(type =>
    overload([type], boolean, (value: Whole) => !isInfinite(value)),
  ),
];

export const timeValues: Record<string, SqlFunction> = {
  make_date: overloads(overload([bigint, bigint, bigint], date, makeDate)),
  make_timestamp: overloads(
    overload([bigint, bigint, bigint, bigint, bigint, double], timestamp, makeTimestamp),
    overload([bigint], timestamp, checked),
  ),
  to_timestamp: overloads(overload([double], timestamptz, fromSeconds)),
  epoch_ms: epochIn(1000),
  epoch_us: epochIn(1),
  to_years: units('year', integer),
  to_quarters: units('quarter', integer),
  to_months: units('month', integer),
  to_weeks: units('week', integer),
  to_days: units('day', integer),
  to_hours: units('hour', bigint),
  to_minutes: units('minute', bigint),
  to_seconds: fractional(microsPerSecond),
  to_milliseconds: fractional(1000),
  to_microseconds: units('microsecond', bigint),
  timezone: overloads(...zoned),
  isfinite: overloads(...finiteness),
  date_add: overloads(
    overload([date, interval], timestamp, (days: number, amount: never) =>
      addInterval(dateToTimestamp(days), amount),
    ),
    overload([timestamp, interval], timestamp, addInterval),
    overload([timestamptz, interval], timestamptz, addZoned),
  ),
};
