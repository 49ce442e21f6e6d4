// Widths of windows and of documents: a length of time, or calendar months. All begin and end in UTC.

import { civilOf, daysOf } from '../sql-expression/calendar.ts';
import { formatDuration, parseDuration } from './duration.ts';

/** Of a length, counted from `originMs`; or of so many months, counted from January 1970. */
export type Width = { ms: number; originMs: number } | { months: number };

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** Monday 5 January 1970: weeks begin on Mondays. */
const mondayMs = 4 * dayMs;

export const ofLength = (ms: number): Width => ({ ms, originMs: 0 });
export const ofWeeks = (weeks: number): Width => ({ ms: weeks * weekMs, originMs: mondayMs });
export const ofMonths = (months: number): Width => ({ months });

/** The last start at or before the time, epoch ms. */
export function startOf(width: Width, timeMs: number): number {
  if ('months' in width) return monthStart(Math.floor(monthOf(timeMs) / width.months) * width.months);
  return Math.floor((timeMs - width.originMs) / width.ms) * width.ms + width.originMs;
}

/** The start that is so many widths after a start, or before it. */
export function advance(width: Width, startMs: number, count: number): number {
  if ('months' in width) return monthStart(monthOf(startMs) + count * width.months);
  return startMs + count * width.ms;
}

/** The first start at or after the time. */
export function startFrom(width: Width, timeMs: number): number {
  const startMs = startOf(width, timeMs);
  return startMs < timeMs ? advance(width, startMs, 1) : startMs;
}

/** Whole widths from a start to a time. */
export function countBetween(width: Width, startMs: number, timeMs: number): number {
  if ('months' in width) return Math.floor((monthOf(timeMs) - monthOf(startMs)) / width.months);
  return Math.floor((timeMs - startMs) / width.ms);
}

export function times(width: Width, count: number): Width {
  return 'months' in width ? { months: width.months * count } : { ...width, ms: width.ms * count };
}

export function sameWidth(a: Width, b: Width): boolean {
  return nests(a, b) && nests(b, a);
}

/** Whether each start of `outer` is one of `inner`: then `outer` holds whole ones of `inner`. */
export function nests(inner: Width, outer: Width): boolean {
  if ('months' in inner) return 'months' in outer && outer.months % inner.months === 0;
  if ('months' in outer) return inner.originMs === 0 && dayMs % inner.ms === 0;
  return outer.ms % inner.ms === 0 && (outer.originMs - inner.originMs) % inner.ms === 0;
}

export function longestMs(width: Width): number {
  return 'months' in width ? width.months * 31 * dayMs : width.ms;
}

/** The most of `inner` that one of `outer` holds. */
export function mostWithin(inner: Width, outer: Width): number {
  if ('months' in inner) return 'months' in outer ? outer.months / inner.months : 0;
  return Math.ceil(longestMs(outer) / inner.ms);
}

/** As parseDuration, and weeks (`w`), months (`mo`) and years (`y`). Throws a SyntaxError on anything else. */
export function parseWidth(text: string): Width {
  const [, count, unit] = /^([1-9]\d{0,3})(w|mo|y)$/.exec(text) ?? [];
  if (unit === undefined) return ofLength(parseDuration(text));
  if (unit === 'w') return ofWeeks(Number(count));
  return ofMonths(Number(count) * (unit === 'y' ? 12 : 1));
}

/** The inverse of parseWidth, in the largest unit that is exact. */
export function formatWidth(width: Width): string {
  if ('months' in width) return width.months % 12 === 0 ? `${width.months / 12}y` : `${width.months}mo`;
  return width.originMs === mondayMs ? `${width.ms / weekMs}w` : formatDuration(width.ms);
}

/** Months since January 1970. */
function monthOf(timeMs: number): number {
  const { year, month } = civilOf(Math.floor(timeMs / dayMs));
  return (year - 1970) * 12 + month - 1;
}

function monthStart(index: number): number {
  const year = 1970 + Math.floor(index / 12);
  return daysOf({ year, month: index - (year - 1970) * 12 + 1, day: 1 }) * dayMs;
}
