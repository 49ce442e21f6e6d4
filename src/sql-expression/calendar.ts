// The proleptic Gregorian calendar: days and microseconds since 1970-01-01, in UTC.

import { addWhole, floorDivide, multiplyWhole, subtractWhole, type Whole } from './value.ts';

export type CivilDate = { year: number; month: number; day: number };

export const microsPerSecond = 1_000_000;
export const microsPerMinute = 60 * microsPerSecond;
export const microsPerHour = 60 * microsPerMinute;
export const microsPerDay = 24 * microsPerHour;

const daysPerEra = 146_097;
const yearsPerEra = 400;
/** Days from 0000-03-01, where eras begin, to 1970-01-01. */
const epochShift = 719_468;

/** Year 0 is 1 BC. */
export function daysOf({ year, month, day }: CivilDate): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / yearsPerEra);
  const yearOfEra = marchYear - era * yearsPerEra;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - epochShift;
}

export function civilOf(days: number): CivilDate {
  const shifted = days + epochShift;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * yearsPerEra + (month <= 2 ? 1 : 0), month, day };
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

const leastDays = -2_147_483_646;
const greatestDays = 2_147_483_646;

/** Null when there is no such day, or DATE cannot hold it. */
export function daysOfChecked(date: CivilDate): number | null {
  const { year, month, day } = date;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  const days = daysOf(date);
  return days >= leastDays && days <= greatestDays ? days : null;
}

const leastMicros = -9_223_372_022_400_000_000n;
const greatestMicros = 9_223_372_036_854_775_806n;

export function isTimestamp(micros: Whole): boolean {
  return typeof micros === 'number' || (micros >= leastMicros && micros <= greatestMicros);
}

/** The day of a timestamp, and the microseconds since its midnight. */
export function dayOfMicros(micros: Whole): number {
  return typeof micros === 'number'
    ? Math.floor(micros / microsPerDay)
    : Number(floorDivide(micros, microsPerDay));
}

export function timeOfMicros(micros: Whole): number {
  return Number(subtractWhole(micros, multiplyWhole(dayOfMicros(micros), microsPerDay)));
}

export function microsOf(days: number, time: number): Whole {
  return addWhole(multiplyWhole(days, microsPerDay), time);
}

/** Monday is 1 and Sunday is 7. */
export function isoDayOfWeek(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}
