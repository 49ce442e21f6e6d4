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

/** With a time zone, years before Christ are cut as they are counted: from 711 BC to 710 BC. */
function toEraYears(count: number): Truncation {
  const cut = toYears(count);
  const cutBefore = toDay(days => {
    const before = Math.trunc((1 - civilOf(days).year) / count) * count;
    return daysOf({ year: 1 - before, month: 1, day: 1 });
  });
  return micros => (civilOf(dayOfMicros(micros)).year > 0 ? cut(micros) : cutBefore(micros));
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

const yearCounts: readonly [string, number][] = [
  ['millennium millennia mil millenniums', 1000],
  ['century centuries cent c', 100],
  ['decade decades dec decs', 10],
];

function byName(toYearsOf: (count: number) => Truncation): Map<string, Truncation> {
  const ofYears = yearCounts.map(([names, count]): [string, Truncation] => [names, toYearsOf(count)]);
  return new Map(
    [...definitions, ...ofYears].flatMap(([names, cut]) =>
      names.split(' ').map((name): [string, Truncation] => [name, cut]),
    ),
  );
}

const plainTruncations = byName(toYears);
const zonedTruncations = byName(toEraYears);

function truncationOf({ args: [name, value], node }: Call): Truncation {
  const text = foldedText(name);
  const truncations = value?.type.id === timestamptz.id ? zonedTruncations : plainTruncations;
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
