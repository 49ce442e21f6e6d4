// + - * over dates, times and intervals.

import {
  civilOf,
  dayOfMicros,
  daysInMonth,
  daysOf,
  isTimestamp,
  microsOf,
  microsPerDay,
  timeOfMicros,
} from '../calendar.ts';
import { dateToTimestamp } from '../cast-time.ts';
import { addIntervals, scaleInterval } from '../interval.ts';
import { type Overload, overload } from '../overload.ts';
import { overflow } from '../runtime-error.ts';
import { bigint, date, integer, interval, time, timestamp, timestamptz } from '../types.ts';
import { addWhole, divideWhole, type Interval, remainderWhole, subtractWhole, type Whole } from '../value.ts';

function isInfinite(value: Whole): value is number {
  return value === Infinity || value === -Infinity;
}

/** Months first: a day that its month lacks becomes the month's last. */
export function addInterval(micros: Whole, { months, days, micros: time }: Interval): Whole {
  if (isInfinite(micros)) return micros;
  const day = dayOfMicros(micros);
  const moved = months === 0 ? day : addMonths(day, months);
  const sum = addWhole(microsOf(moved + days, timeOfMicros(micros)), time);
  return isTimestamp(sum) ? sum : overflow('a timestamp');
}

/** With a time zone and anything negative in the interval, DuckDB begins with the time: then months, then days. */
export function addZoned(micros: Whole, amount: Interval): Whole {
  const { months, days, micros: time } = amount;
  if ((months >= 0 && days >= 0 && time >= 0) || isInfinite(micros)) return addInterval(micros, amount);
  const first = addInterval(micros, { months: 0, days: 0, micros: time });
  return addInterval(first, { months, days, micros: 0 });
}

export function addMonths(days: number, months: number): number {
  const { year, month, day } = civilOf(days);
  const count = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1 };
  return daysOf({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) });
}

function subtractInterval(micros: Whole, amount: Interval): Whole {
  return addInterval(micros, scaleInterval(amount, -1));
}

function addDays(days: number, count: Whole): number {
  if (!Number.isFinite(days)) return days;
  const sum = days + Number(count);
  return Math.abs(sum) < 2 ** 31 - 1 ? sum : overflow('a date');
}

/** Infinities are stored as the first and the last day, and DuckDB subtracts what is stored. */
function storedDays(days: number): number {
  return Number.isFinite(days) ? days : Math.sign(days) * (2 ** 31 - 1);
}

/** The interval is taken around the clock. */
function addToTime(micros: number, amount: Interval): number {
  const day = microsPerDay;
  const sum = Number(remainderWhole(addWhole(micros, remainderWhole(amount.micros, day)), day));
  return sum < 0 ? sum + day : sum;
}

function isLong(value: Whole): boolean {
  return typeof value === 'number' || BigInt.asIntN(64, value) === value;
}

/** Whole days, and the rest as time. */
function difference(a: Whole, b: Whole): Interval {
  if (isInfinite(a) || isInfinite(b)) return overflow('the difference of infinite timestamps');
  const micros = subtractWhole(a, b);
  if (!isLong(micros)) return overflow('the difference of these timestamps');
  return {
    months: 0,
    days: Number(divideWhole(micros, microsPerDay)),
    micros: remainderWhole(micros, microsPerDay),
  };
}

function dateAndTime(days: number, time: number): Whole {
  const midnight = dateToTimestamp(days);
  return isInfinite(midnight) ? midnight : addWhole(midnight, time);
}

export const dateAdditions: Overload[] = [
  overload([date, integer], date, addDays),
  overload([integer, date], date, (count: number, days: number) => addDays(days, count)),
  overload([interval, interval], interval, addIntervals),
  overload([date, interval], timestamp, (days: number, amount: Interval) =>
    addInterval(dateToTimestamp(days), amount),
  ),
  overload([interval, date], timestamp, (amount: Interval, days: number) =>
    addInterval(dateToTimestamp(days), amount),
  ),
  overload([time, interval], time, addToTime),
  overload([interval, time], time, (amount: Interval, micros: number) => addToTime(micros, amount)),
  overload([timestamp, interval], timestamp, addInterval),
  overload([interval, timestamp], timestamp, (amount: Interval, micros: Whole) =>
    addInterval(micros, amount),
  ),
  overload([timestamptz, interval], timestamptz, addZoned),
  overload([interval, timestamptz], timestamptz, (amount: Interval, micros: Whole) =>
    addZoned(micros, amount),
  ),
  overload([time, date], timestamp, (time: number, days: number) => dateAndTime(days, time)),
  overload([date, time], timestamp, dateAndTime),
];

export const dateSubtractions: Overload[] = [
  overload([date, date], bigint, (a: number, b: number) => storedDays(a) - storedDays(b)),
  overload([date, integer], date, (days: number, count: number) => addDays(days, -count)),
  overload([interval], interval, (amount: Interval) => scaleInterval(amount, -1)),
  overload([interval, interval], interval, (a: Interval, b: Interval) =>
    addIntervals(a, scaleInterval(b, -1)),
  ),
  overload([date, interval], timestamp, (days: number, amount: Interval) =>
    subtractInterval(dateToTimestamp(days), amount),
  ),
  overload([time, interval], time, (micros: number, amount: Interval) =>
    addToTime(micros, scaleInterval(amount, -1)),
  ),
  overload([timestamp, interval], timestamp, subtractInterval),
  overload([timestamptz, interval], timestamptz, (micros: Whole, amount: Interval) =>
    addZoned(micros, scaleInterval(amount, -1)),
  ),
  ...[timestamp, timestamptz].map(type => overload([type, type], interval, difference)),
];

export const intervalProducts: Overload[] = [
  overload([interval, bigint], interval, (amount: Interval, factor: Whole) => scaleInterval(amount, factor)),
  overload([bigint, interval], interval, (factor: Whole, amount: Interval) => scaleInterval(amount, factor)),
];
