// Named time zones, from the platform's copy of the IANA database.

import { microsPerSecond } from './calendar.ts';
import { addWhole, floorDivide, subtractWhole, type Whole } from './value.ts';

export type TimeZone = {
  /** Microseconds to add to an instant to have the zone's local time. */
  offsetAt(micros: Whole): number;
};

const utc: TimeZone = { offsetAt: () => 0 };
const zones = new Map<string, TimeZone | null>();

/** Null when there is no such zone. */
export function timeZone(name: string): TimeZone | null {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = name.toUpperCase() === 'UTC' ? utc : /^[a-z]/i.test(name) ? openZone(name) : null;
  zones.set(name, zone);
  return zone;
}

function openZone(name: string): TimeZone | null {
  try {
    return cachedByHour(new Intl.DateTimeFormat('en-US', { ...clockParts, timeZone: name }));
  } catch {
    return null;
  }
}

const clockParts = {
  calendar: 'gregory',
  hourCycle: 'h23',
  era: 'short',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;

/** Offsets change only at whole quarters of an hour, so the answer for one instant is good for its quarter. */
const quarterSeconds = 900;
const greatestCacheSize = 100_000;

function cachedByHour(format: Intl.DateTimeFormat): TimeZone {
  const offsets = new Map<number, number>();
  return {
    offsetAt(micros) {
      const second = Number(floorDivide(micros, microsPerSecond));
      const quarter = Math.floor(second / quarterSeconds);
      const known = offsets.get(quarter);
      if (known !== undefined) return known;
      if (offsets.size >= greatestCacheSize) offsets.clear();
      const offset = (localSecond(format, second) - second) * microsPerSecond;
      offsets.set(quarter, offset);
      return offset;
    },
  };
}

/** Beyond what a Date can hold, the calendar is that of 400 years before. */
const greatestSecond = 8_640_000_000_000 - 86_400;
const secondsPerCycle = 146_097 * 86_400;

/** Seconds of the zone's clock, counted as though it were UTC. */
function localSecond(format: Intl.DateTimeFormat, second: number): number {
  if (Math.abs(second) > greatestSecond) {
    const cycles = Math.sign(second) * Math.ceil((Math.abs(second) - greatestSecond) / secondsPerCycle);
    return localSecond(format, second - cycles * secondsPerCycle) + cycles * secondsPerCycle;
  }
  const parts = Object.fromEntries(
    format.formatToParts(second * 1000).map(({ type, value }) => [type, value]),
  );
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
  const date = new Date(0);
  date.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
  date.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
  return date.getTime() / 1000;
}

export function utcToLocal(zone: TimeZone, micros: Whole): Whole {
  return addWhole(micros, zone.offsetAt(micros));
}

const microsPerDay = 86_400 * microsPerSecond;

/**
 * The instant of a zone's local time. A time that comes twice, when clocks go back, is the later one; a time that
 * never comes, when they go forward, is as many minutes after the change as it is after the gap's beginning.
 */
export function fromLocal(zone: TimeZone, local: Whole): Whole {
  const before = zone.offsetAt(subtractWhole(local, microsPerDay));
  const after = zone.offsetAt(addWhole(local, microsPerDay));
  const late = subtractWhole(local, after);
  if (zone.offsetAt(late) === after) return late;
  return subtractWhole(local, before);
}

/** Null when there is no such zone. */
export function localToUtc(name: string, local: Whole): Whole | null {
  const zone = timeZone(name);
  return zone && fromLocal(zone, local);
}
