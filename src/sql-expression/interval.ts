// Intervals: months, days and microseconds, which do not turn into one another.

import { microsPerDay, microsPerHour, microsPerMinute, microsPerSecond } from './calendar.ts';
import { formatTime } from './date-text.ts';
import { limitsOf } from './integer-limits.ts';
import { overflow } from './runtime-error.ts';
import { bigint, integer } from './types.ts';
import { addWhole, divideWhole, type Interval, multiplyWhole, remainderWhole, type Whole } from './value.ts';

type Unit = { months?: number; days?: number; micros?: number };

const unitsByNames: readonly [string, Unit][] = [
  ['microsecond microseconds us usec usecs', { micros: 1 }],
  ['millisecond milliseconds ms msec msecs', { micros: 1000 }],
  ['second seconds s sec secs', { micros: microsPerSecond }],
  ['minute minutes m min mins', { micros: microsPerMinute }],
  ['hour hours h hr hrs', { micros: microsPerHour }],
  ['day days d dayofmonth', { days: 1 }],
  ['week weeks w', { days: 7 }],
  ['month months mon mons', { months: 1 }],
  ['quarter quarters', { months: 3 }],
  ['year years y yr yrs', { months: 12 }],
  ['decade decades dec decs', { months: 120 }],
];

const units = new Map(
  unitsByNames.flatMap(([names, unit]) => names.split(' ').map((name): [string, Unit] => [name, unit])),
);

const part = /^\s*(?:([+-]?)(\d+):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6}))?)?|([+-]?\d+)\s*([a-z]+))/i;

/** Whole numbers of units, and times of day; null for any other text. */
export function parseInterval(text: string): Interval | null {
  let rest = text.trim().replace(/^@/, '');
  const ago = / ago$/i.test(rest);
  if (ago) rest = rest.slice(0, -4);
  let total: Interval = { months: 0, days: 0, micros: 0 };
  if (rest === '') return null;
  while (rest.trim() !== '') {
    const match = part.exec(rest);
    const amount = match && (match[6] === undefined ? clockTime(match) : unitAmount(match));
    if (!amount) return null;
    total = addIntervals(total, amount);
    rest = rest.slice(match[0].length);
  }
  return ago ? scaleInterval(total, -1) : total;
}

function unitAmount(match: RegExpExecArray): Interval | null {
  const unit = units.get((match[7] ?? '').toLowerCase());
  return unit ? intervalOf(unit, Number(match[6])) : null;
}

function clockTime([, sign, hours, minutes, seconds = '0', fraction = '']: RegExpExecArray): Interval | null {
  if (Number(minutes) > 59 || Number(seconds) > 59) return null;
  const micros =
    Number(hours) * microsPerHour +
    Number(minutes) * microsPerMinute +
    Number(seconds) * microsPerSecond +
    Number(fraction.padEnd(6, '0'));
  return { months: 0, days: 0, micros: sign === '-' ? -micros : micros };
}

function intervalOf({ months = 0, days = 0, micros = 0 }: Unit, count: Whole): Interval {
  return checked(multiplyWhole(months, count), multiplyWhole(days, count), multiplyWhole(micros, count));
}

const { least: leastCount, greatest: greatestCount } = limitsOf(integer);
const { least: leastMicros, greatest: greatestMicros } = limitsOf(bigint);

/** Months and days have 32 bits, microseconds 64. */
function checked(months: Whole, days: Whole, micros: Whole): Interval {
  const fits =
    months >= leastCount &&
    months <= greatestCount &&
    days >= leastCount &&
    days <= greatestCount &&
    (typeof micros === 'number' || (micros >= leastMicros && micros <= greatestMicros));
  return fits ? { months: Number(months), days: Number(days), micros } : overflow('an interval');
}

/** So many of a unit, such as `month`. Throws a TypeError when there is no such unit. */
export function intervalOfUnit(name: string, count: Whole): Interval {
  const unit = units.get(name);
  if (!unit) throw new TypeError(`${name} is no unit of time`);
  return intervalOf(unit, count);
}

export function addIntervals(a: Interval, b: Interval): Interval {
  return checked(a.months + b.months, a.days + b.days, addWhole(a.micros, b.micros));
}

export function scaleInterval({ months, days, micros }: Interval, factor: Whole): Interval {
  return checked(multiplyWhole(months, factor), multiplyWhole(days, factor), multiplyWhole(micros, factor));
}

const daysPerMonth = 30;

/** Microseconds with months of 30 days and days of 24 hours: what intervals are compared by. */
export function intervalSize({ months, days, micros }: Interval): Whole {
  return addWhole(multiplyWhole(months * daysPerMonth + days, microsPerDay), micros);
}

export function formatInterval({ months, days, micros }: Interval): string {
  const years = Math.trunc(months / 12);
  const parts = [counted(years, 'year'), counted(months % 12, 'month'), counted(days, 'day')].filter(Boolean);
  if (micros !== 0 || parts.length === 0) parts.push(formatClock(micros));
  return parts.join(' ');
}

function counted(count: number, unit: string): string {
  return count === 0 ? '' : `${count} ${unit}${count === 1 || count === -1 ? '' : 's'}`;
}

function formatClock(micros: Whole): string {
  const size = micros < 0 ? multiplyWhole(micros, -1) : micros;
  const hours = divideWhole(size, microsPerHour);
  const rest = formatTime(Number(remainderWhole(size, microsPerHour)));
  return `${micros < 0 ? '-' : ''}${String(hours).padStart(2, '0')}${rest.slice(2)}`;
}
