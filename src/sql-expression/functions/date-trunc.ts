// date_trunc: a time, cut to the beginning of its year, month, hour …

import { foldedText } from '../bound.ts';
import {
  civilOf,
  dayOfMicros,
  daysOf,
  isoDayOfWeek,
  microsOf,
  microsPerHour,
  microsPerMinute,
  microsPerSecond,
  timeOfMicros,
} from '../calendar.ts';
import { dateToTimestamp } from '../cast-time.ts';
import { type Apply, type Call, overloads, prepared, type SqlFunction } from '../overload.ts';
import { refuse } from '../refusal.ts';
import { date, timestamp, timestamptz, varchar } from '../types.ts';
import type { Whole } from '../value.ts';
import { isoYearOf } from './date-parts.ts';

type Truncation = (micros: Whole) => Whole;

function toDay(cut: (days: number) => number): Truncation {
  return micros => microsOf(cut(dayOfMicros(micros)), 0);
}

function toYears(count: number): Truncation {
  return toDay(days => daysOf({ year: Math.trunc(civilOf(days).year / count) * count, month: 1, day: 1 }));
}

function toMonths(count: number): Truncation {
  return toDay(days => {
    const { year, month } = civilOf(days);
    return daysOf({ year, month: month - ((month - 1) % count), day: 1 });
  });
}

function toTime(unit: number): Truncation {
  return micros => {
    const time = timeOfMicros(micros);
    return microsOf(dayOfMicros(micros), time - (time % unit));
  };
}

const startOfWeek = (days: number) => days - isoDayOfWeek(days) + 1;

const definitions: readonly [string, Truncation][] = [
  ['millennium millennia mil millenniums', toYears(1000)],
  ['century centuries cent c', toYears(100)],
  ['decade decades dec decs', toYears(10)],
  ['year years y yr yrs', toYears(1)],
  ['isoyear', toDay(days => startOfWeek(daysOf({ year: isoYearOf(days), month: 1, day: 4 })))],
  ['quarter quarters', toMonths(3)],
  ['month months mon mons', toMonths(1)],
  ['week weeks w yearweek', toDay(startOfWeek)],
  ['day days d dayofmonth dow isodow doy dayofyear weekday dayofweek', toDay(days => days)],
  ['hour hours hr hrs h', toTime(microsPerHour)],
  ['minute minutes min mins m', toTime(microsPerMinute)],
  ['second seconds sec secs s', toTime(microsPerSecond)],
  ['millisecond milliseconds ms msec msecs', toTime(1000)],
  ['microsecond microseconds us usec usecs', micros => micros],
];

const truncations = new Map(
  definitions.flatMap(([names, cut]) => names.split(' ').map((name): [string, Truncation] => [name, cut])),
);

function truncationOf({ args: [name], node }: Call): Truncation {
  const text = foldedText(name);
  const cut = text === null ? undefined : truncations.get(text.toLowerCase());
  if (!cut)
    return refuse(node, `times are not cut to "${text}"`, 'a constant: year, month, week, day, hour …');
  return micros => (micros === Infinity || micros === -Infinity ? micros : cut(micros));
}

const ofTimestamp = (call: Call): Apply => {
  const cut = truncationOf(call);
  return (_name: string, micros: Whole) => cut(micros);
};

const ofDate = (call: Call): Apply => {
  const cut = truncationOf(call);
  return (_name: string, days: number) => cut(dateToTimestamp(days));
};

const truncate = overloads(
  prepared([varchar, date], timestamp, ofDate),
  prepared([varchar, timestamp], timestamp, ofTimestamp),
  prepared([varchar, timestamptz], timestamptz, ofTimestamp),
);

export const dateTruncation: Record<string, SqlFunction> = { date_trunc: truncate, datetrunc: truncate };
