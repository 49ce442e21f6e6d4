// date_diff counts the boundaries of a unit between two times, date_sub the whole units.

import { foldedText } from '../bound.ts';
import {
  civilOf,
  dayOfMicros,
  microsPerDay,
  microsPerHour,
  microsPerMinute,
  microsPerSecond,
} from '../calendar.ts';
import { dateToTimestamp } from '../cast-time.ts';
import { type Apply, type Call, overloads, prepared, type SqlFunction } from '../overload.ts';
import { refuse } from '../refusal.ts';
import { bigint, date, timestamp, timestamptz, varchar } from '../types.ts';
import { divideWhole, floorDivide, subtractWhole, type Whole } from '../value.ts';
import { isoYearOf } from './date-parts.ts';

/** Which unit, counted from some origin, a time lies in. */
type Ordinal = (micros: Whole) => Whole;

const ofDay = (ordinal: (days: number) => number) => (micros: Whole) => ordinal(dayOfMicros(micros));
const ofYears = (count: number) => ofDay(days => Math.trunc(civilOf(days).year / count));
const ofMicros = (unit: number) => (micros: Whole) => floorDivide(micros, unit);

function monthNumber(days: number): number {
  const { year, month } = civilOf(days);
  return year * 12 + month - 1;
}

const definitions: readonly [string, Ordinal][] = [
  ['millennium millennia mil', ofYears(1000)],
  ['century centuries cent c', ofYears(100)],
  ['decade decades dec decs', ofYears(10)],
  ['year years y yr yrs', ofYears(1)],
  ['isoyear', ofDay(isoYearOf)],
  ['quarter quarters', ofDay(days => Math.floor(monthNumber(days) / 3))],
  ['month months mon mons', ofDay(monthNumber)],
  ['day days d dayofmonth', ofDay(days => days)],
  ['hour hours hr hrs h', ofMicros(microsPerHour)],
  ['minute minutes min mins m', ofMicros(microsPerMinute)],
  ['second seconds sec secs s', ofMicros(microsPerSecond)],
  ['millisecond milliseconds ms msec msecs', ofMicros(1000)],
  ['microsecond microseconds us usec usecs', micros => micros],
];

const ordinals = new Map(
  definitions.flatMap(([names, ordinal]) =>
    names.split(' ').map((name): [string, Ordinal] => [name, ordinal]),
  ),
);

const durations: Record<string, number> = {
  week: 7 * microsPerDay,
  day: microsPerDay,
  hour: microsPerHour,
  minute: microsPerMinute,
  second: microsPerSecond,
  millisecond: 1000,
  microsecond: 1,
};

type Difference = (from: Whole, to: Whole) => Whole;

/** Weeks have no boundaries: seven days make one. */
const wholeWeeks: Difference = (from, to) => Math.trunc((dayOfMicros(to) - dayOfMicros(from)) / 7) + 0;

function boundaries(call: Call): Difference {
  const unit = foldedText(call.args[0])?.toLowerCase() ?? '';
  if (/^w(eeks?)?$/.test(unit)) return wholeWeeks;
  const ordinal = ordinals.get(unit);
  if (!ordinal)
    return refuse(call.node, `times are not counted in "${unit}"`, 'a constant: year, month, day …');
  return (from, to) => subtractWhole(ordinal(to), ordinal(from));
}

function wholeUnits(call: Call): Difference {
  const unit = foldedText(call.args[0])?.toLowerCase() ?? '';
  const duration = durations[unit];
  if (duration === undefined)
    return refuse(call.node, `whole units of "${unit}" are not counted`, 'day, hour, minute, or date_diff');
  return (from, to) => divideWhole(subtractWhole(to, from), duration);
}

function isInfinite(micros: Whole): boolean {
  return micros === Infinity || micros === -Infinity;
}

function between(differenceOf: (call: Call) => Difference): SqlFunction {
  const ofTimestamps = (call: Call): Apply => {
    const difference = differenceOf(call);
    return (_unit: string, from: Whole, to: Whole) =>
      isInfinite(from) || isInfinite(to) ? null : difference(from, to);
  };
  const ofDates = (call: Call): Apply => {
    const difference = differenceOf(call);
    return (_unit: string, from: number, to: number) =>
      isInfinite(from) || isInfinite(to) ? null : difference(dateToTimestamp(from), dateToTimestamp(to));
  };
  return overloads(
    prepared([varchar, date, date], bigint, ofDates),
    ...[timestamp, timestamptz].map(type => prepared([varchar, type, type], bigint, ofTimestamps)),
  );
}

const dateDiff = between(boundaries);
const dateSub = between(wholeUnits);

export const dateDifferences: Record<string, SqlFunction> = {
  date_diff: dateDiff,
  datediff: dateDiff,
  date_sub: dateSub,
  datesub: dateSub,
};
