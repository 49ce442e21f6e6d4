// date_part, extract, and the functions named for a part: year(t), dayofweek(t) and so on. Infinities have no parts.

import { foldedText } from '../bound.ts';
import {
  civilOf,
  dayOfMicros,
  daysInMonth,
  daysOf,
  isoDayOfWeek,
  microsPerHour,
  microsPerMinute,
  microsPerSecond,
  timeOfMicros,
} from '../calendar.ts';
import { type Overload, overload, overloads, type SqlFunction } from '../overload.ts';
import { refuse } from '../refusal.ts';
import { bigint, date, double, interval, type SqlType, timestamp, timestamptz, varchar } from '../types.ts';
import {
  divideWhole,
  floorDivide,
  type Interval,
  multiplyWhole,
  remainderWhole,
  subtractWhole,
  type Whole,
} from '../value.ts';

type OfDay = (days: number) => number;
type OfTime = (micros: number) => number;
type Part = { ofDay: OfDay } | { ofTime: OfTime };

const yearOf: OfDay = days => civilOf(days).year;

/** Centuries count from 1, forwards and backwards. */
const counted = (unit: number) => (days: number) => {
  const year = yearOf(days);
  return year > 0 ? Math.trunc((year - 1) / unit) + 1 : Math.trunc(year / unit) - 1;
};

const dayOfYear: OfDay = days => days - daysOf({ year: yearOf(days), month: 1, day: 1 }) + 1;

/** The year in which the week's Thursday lies. */
export const isoYearOf: OfDay = days => yearOf(days - isoDayOfWeek(days) + 4);

const isoWeekOf: OfDay = days => {
  const thursday = days - isoDayOfWeek(days) + 4;
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
};

const yearWeekOf: OfDay = days => {
  const year = isoYearOf(days);
  return year * 100 + (year > 0 ? isoWeekOf(days) : -isoWeekOf(days));
};

const secondsIn: OfTime = micros => Math.floor((micros % microsPerMinute) / microsPerSecond);

const definitions: readonly [string, Part][] = [
  ['year years y yr yrs', { ofDay: yearOf }],
  ['month months mon mons', { ofDay: days => civilOf(days).month }],
  ['day days d dayofmonth', { ofDay: days => civilOf(days).day }],
  ['quarter quarters', { ofDay: days => Math.floor((civilOf(days).month - 1) / 3) + 1 }],
  ['decade decades dec decs', { ofDay: days => Math.trunc(yearOf(days) / 10) }],
  ['century centuries cent c', { ofDay: counted(100) }],
  ['millennium millennia mil millenium millenniums', { ofDay: counted(1000) }],
  ['era', { ofDay: days => (yearOf(days) > 0 ? 1 : 0) }],
  ['dayofweek dow weekday', { ofDay: days => isoDayOfWeek(days) % 7 }],
  ['isodow', { ofDay: isoDayOfWeek }],
  ['dayofyear doy', { ofDay: dayOfYear }],
  ['week weeks w weekofyear', { ofDay: isoWeekOf }],
  ['isoyear', { ofDay: isoYearOf }],
  ['yearweek', { ofDay: yearWeekOf }],
  ['hour hours hr hrs h', { ofTime: micros => Math.floor(micros / microsPerHour) }],
  ['minute minutes min mins m', { ofTime: micros => Math.floor(micros / microsPerMinute) % 60 }],
  ['second seconds sec secs s', { ofTime: secondsIn }],
  [
    'millisecond milliseconds ms msec msecs',
    { ofTime: micros => Math.floor((micros % microsPerMinute) / 1000) },
  ],
  ['microsecond microseconds us usec usecs', { ofTime: micros => micros % microsPerMinute }],
];

const parts = new Map(
  definitions.flatMap(([names, part]) => names.split(' ').map((name): [string, Part] => [name, part])),
);

function overTimes(part: Part): Overload[] {
  const ofDate = 'ofDay' in part ? part.ofDay : () => 0;
  const ofMicros =
    'ofDay' in part
      ? (micros: Whole) => part.ofDay(dayOfMicros(micros))
      : (micros: Whole) => part.ofTime(timeOfMicros(micros));
  const finite = (compute: (value: number) => number) => (value: number) =>
    value === Infinity || value === -Infinity ? null : compute(value);
  return [
    overload([date], bigint, finite(ofDate)),
    ...[timestamp, timestamptz].map(type => overload([type], bigint, finite(ofMicros as OfDay))),
  ];
}

const intervalParts: Record<string, (amount: Interval) => Whole> = {
  year: ({ months }) => Math.trunc(months / 12) + 0,
  month: ({ months }) => (months % 12) + 0,
  day: ({ days }) => days,
  hour: ({ micros }) => divideWhole(micros, microsPerHour),
  minute: ({ micros }) => divideWhole(remainderWhole(micros, microsPerHour), microsPerMinute),
  second: ({ micros }) => divideWhole(remainderWhole(micros, microsPerMinute), microsPerSecond),
};

function intervalPart(name: string): Overload[] {
  const compute = intervalParts[name];
  return compute ? [overload([interval], bigint, compute)] : [];
}

const secondsPerYear = 31_557_600;
const secondsPerDay = 86_400;

/** Years of 365.25 days and months of 30. */
function intervalSeconds({ months, days, micros }: Interval): number {
  const whole = Math.trunc(months / 12) * secondsPerYear + ((months % 12) * 30 + days) * secondsPerDay;
  return whole + Number(micros) / microsPerSecond;
}

const epoch = overloads(
  overload([date], double, (days: number) => (Number.isFinite(days) ? days * secondsPerDay : null)),
  overload([interval], double, intervalSeconds),
  overload([timestamp], double, (micros: Whole) =>
    micros === Infinity || micros === -Infinity ? null : Number(micros) / microsPerSecond,
  ),
  overload([timestamptz], double, (micros: Whole) =>
    micros === Infinity || micros === -Infinity ? null : zonedSeconds(micros),
  ),
);

/** With a time zone DuckDB adds milliseconds and microseconds up, which rounds otherwise. */
function zonedSeconds(micros: Whole): number {
  const millis = floorDivide(micros, 1000);
  return Number(millis) / 1000 + Number(subtractWhole(micros, multiplyWhole(millis, 1000))) / microsPerSecond;
}

function functionOf(name: string): SqlFunction | undefined {
  if (name === 'epoch') return epoch;
  const part = parts.get(name);
  return part && overloads(...overTimes(part), ...intervalPart(name));
}

const datePart: SqlFunction = call => {
  const [name, value] = call.args;
  const text = name && foldedText({ ...name, literal: false });
  const compute = typeof text === 'string' ? functionOf(text.toLowerCase()) : undefined;
  if (!value || !compute) return refuse(call.node, `there is no part "${text}"`, partNames);
  return compute({ ...call, args: [value] });
};

const partNames = `one of ${definitions.map(([names]) => names.split(' ')[0]).join(', ')}, epoch`;

const monthNames =
  'January February March April May June July August September October November December'.split(' ');
const dayNames = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

export const monthName: (days: number) => string = days => monthNames[civilOf(days).month - 1] ?? '';
export const dayName: (days: number) => string = days => dayNames[isoDayOfWeek(days) - 1] ?? '';

function ofDay(gives: SqlType, compute: (days: number) => string | number): SqlFunction {
  const finite = (days: number) => (Number.isFinite(days) ? compute(days) : null);
  return overloads(
    overload([date], gives, finite),
    ...[timestamp, timestamptz].map(type =>
      overload([type], gives, (micros: Whole) =>
        micros === Infinity || micros === -Infinity ? null : finite(dayOfMicros(micros)),
      ),
    ),
  );
}

function lastDay(days: number): number {
  const { year, month } = civilOf(days);
  return daysOf({ year, month, day: daysInMonth(year, month) });
}

const named =
  'year month day quarter decade century millennium era dayofweek weekday isodow dayofyear dayofmonth week weekofyear isoyear yearweek hour minute second millisecond microsecond epoch';

export const dateParts: Record<string, SqlFunction> = {
  ...Object.fromEntries(named.split(' ').map(name => [name, functionOf(name) ?? datePart])),
  date_part: datePart,
  datepart: datePart,
  dayname: ofDay(varchar, dayName),
  monthname: ofDay(varchar, monthName),
  last_day: ofDay(date, lastDay),
};
