// time_bucket: the beginning of the window that a time lies in.

import { foldedText, foldedValue } from '../bound.ts';
import { civilOf, dayOfMicros, daysOf, microsOf, microsPerDay } from '../calendar.ts';
import { dateToTimestamp, timestampToDate } from '../cast-time.ts';
import { scaleInterval } from '../interval.ts';
import { type Apply, type Call, overloads, prepared, type SqlFunction } from '../overload.ts';
import { refuse } from '../refusal.ts';
import { fromLocal, type TimeZone, timeZone, utcToLocal } from '../time-zone.ts';
import { date, interval, type SqlType, timestamp, timestamptz, varchar } from '../types.ts';
import { addWhole, floorDivide, type Interval, multiplyWhole, subtractWhole, type Whole } from '../value.ts';
import { addInterval } from './time-arithmetic.ts';

/** Windows of months begin with the year 2000, others with its first Monday. */
const monthOrigin = 2000 * 12;
const originDay = daysOf({ year: 2000, month: 1, day: 3 });
const defaultOrigin = microsOf(originDay, 0);

type Bucket = (micros: Whole, origin: Whole | null) => Whole;

function isInfinite(value: Whole): boolean {
  return value === Infinity || value === -Infinity;
}

function bucketOf({ args: [width], node }: Call): { bucket: Bucket; size: Interval } {
  const size = width && foldedValue(width);
  if (!size || typeof size !== 'object')
    return refuse(node, 'the width of windows is a constant', "INTERVAL '5 minutes'");
  const { months, days, micros } = size as Interval;
  if (months !== 0 && (days !== 0 || micros !== 0))
    return refuse(node, 'a width of months has no days or time in it');
  const total = addWhole(multiplyWhole(days, microsPerDay), micros);
  if (months < 0 || total < 0 || (months === 0 && total === 0))
    return refuse(node, 'the width is greater than zero');
  const bucket = months > 0 ? byMonths(months) : byMicros(total);
  return {
    bucket: (value, origin) => (isInfinite(value) ? value : bucket(value, origin)),
    size: size as Interval,
  };
}

function byMonths(width: number): Bucket {
  return (micros, origin) => {
    const first = origin === null ? monthOrigin : monthNumber(origin);
    const start = first + Math.floor((monthNumber(micros) - first) / width) * width;
    return microsOf(
      daysOf({ year: Math.floor(start / 12), month: (((start % 12) + 12) % 12) + 1, day: 1 }),
      0,
    );
  };
}

function monthNumber(micros: Whole): number {
  const { year, month } = civilOf(dayOfMicros(micros));
  return year * 12 + month - 1;
}

function byMicros(width: Whole): Bucket {
  return (micros, origin) => {
    const first = origin ?? defaultOrigin;
    return addWhole(first, multiplyWhole(floorDivide(subtractWhole(micros, first), width), width));
  };
}

/** The three ways to give an origin, for one type of times. */
function ofType(type: SqlType, toMicros: (value: never) => Whole, fromMicros: (micros: Whole) => Whole) {
  const read = toMicros as (value: Whole) => Whole;
  const plain = (call: Call): Apply => {
    const { bucket } = bucketOf(call);
    return (_width: Interval, value: Whole) => fromMicros(bucket(read(value), null));
  };
  const withOrigin = (call: Call): Apply => {
    const { bucket } = bucketOf(call);
    return (_width: Interval, value: Whole, origin: Whole) =>
      isInfinite(origin) ? null : fromMicros(bucket(read(value), read(origin)));
  };
  const withOffset = (call: Call): Apply => {
    const { bucket } = bucketOf(call);
    return (_width: Interval, value: Whole, offset: Interval) =>
      fromMicros(addInterval(bucket(addInterval(read(value), scaleInterval(offset, -1)), null), offset));
  };
  return [
    prepared([interval, type], type, plain),
    prepared([interval, type, type], type, withOrigin),
    prepared([interval, type, interval], type, withOffset),
  ];
}

/** In a zone's local time: its days begin at its midnight, also where the clocks change. */
function inZone(call: Call): Apply {
  const name = foldedText(call.args[2]);
  const zone = name === null ? null : timeZone(name);
  if (!zone)
    return refuse(call.node, `${name ?? 'this'} is no time zone`, "a constant, such as 'Europe/London'");
  const { bucket, size } = bucketOf(call);
  if (size.months === 0 && size.micros !== 0) return byInstants(zone, bucket);
  return (_width: Interval, micros: Whole) =>
    isInfinite(micros) ? micros : fromLocal(zone, bucket(utcToLocal(zone, micros), null));
}

/** Windows of hours are as long as they say; only the first begins at a local midnight. */
function byInstants(zone: TimeZone, bucket: Bucket): Apply {
  const origin = fromLocal(zone, defaultOrigin);
  return (_width: Interval, micros: Whole) => bucket(micros, origin);
}

export const timeBuckets: Record<string, SqlFunction> = {
  time_bucket: overloads(
    ...ofType(date, dateToTimestamp, timestampToDate),
    ...[timestamp, timestamptz].flatMap(type =>
      ofType(
        type,
        (micros: Whole) => micros,
        micros => micros,
      ),
    ),
    prepared([interval, timestamptz, varchar], timestamptz, inZone),
  ),
};
