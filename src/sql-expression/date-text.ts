// Dates, times of day and timestamps as text and back.

import {
  type CivilDate,
  civilOf,
  dayOfMicros,
  daysOfChecked,
  isTimestamp,
  microsOf,
  microsPerHour,
  microsPerMinute,
  microsPerSecond,
  timeOfMicros,
} from './calendar.ts';
import { parseRfc3339 } from './rfc3339.ts';
import { localToUtc } from './time-zone.ts';
import { subtractWhole, type Whole } from './value.ts';

const pad = (value: number, digits: number) => String(value).padStart(digits, '0');

export function formatDate(days: number): string {
  if (!Number.isFinite(days)) return formatInfinity(days);
  const { year, month, day } = civilOf(days);
  const shown = year > 0 ? year : 1 - year;
  return `${pad(shown, 4)}-${pad(month, 2)}-${pad(day, 2)}${year > 0 ? '' : ' (BC)'}`;
}

export function formatTime(micros: number): string {
  const seconds = Math.floor(micros / microsPerSecond);
  const [hour, minute, second] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const fraction = micros % microsPerSecond;
  const shown = fraction === 0 ? '' : `.${pad(fraction, 6).replace(/0+$/, '')}`;
  return `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}${shown}`;
}

export function formatTimestamp(micros: Whole): string {
  if (micros === Infinity || micros === -Infinity) return formatInfinity(micros);
  const date = formatDate(dayOfMicros(micros));
  const time = formatTime(timeOfMicros(micros));
  return date.endsWith(' (BC)') ? `${date.slice(0, -5)} (BC) ${time}` : `${date} ${time}`;
}

/** In UTC, which is the session's time zone. */
export function formatTimestampTz(micros: Whole): string {
  const text = formatTimestamp(micros);
  return text.endsWith('infinity') ? text : `${text}+00`;
}

function formatInfinity(value: number): string {
  return value > 0 ? 'infinity' : '-infinity';
}

const spaces = '[ \\t\\n\\v\\f\\r]*';
const dateText = new RegExp(`^${spaces}(-?)(\\d{1,9})([-/ \\\\])(\\d{1,2})\\3(\\d{1,2})( \\(BC\\))?`);
const specialText = new RegExp(`^${spaces}(epoch|-?inf(?:inity)?)${spaces}$`, 'i');
const timeText = new RegExp(`^${spaces}(\\d{1,2}):(\\d{1,2})(?:$|:(\\d{1,2})(?:\\.(\\d*))?)`);
const offsetText = /^([+-])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?:?/;

type Start = { days: number; length: number };

/** The date that the text begins with; null when there is none. */
function parseDateStart(text: string): Start | null {
  const special = specialText.exec(text);
  if (special) {
    const name = special[1]?.toLowerCase();
    const days = name === 'epoch' ? 0 : name?.startsWith('-') ? -Infinity : Infinity;
    return { days, length: text.length };
  }
  const match = dateText.exec(text);
  if (!match || /^\d/.test(text.slice(match[0].length))) return null;
  const date = civilOfMatch(match);
  const days = date && daysOfChecked(date);
  return days === null ? null : { days, length: match[0].length };
}

function civilOfMatch([, sign, digits, , month, day, bc]: RegExpExecArray): CivilDate | null {
  const written = Number(digits);
  if (bc !== undefined && (sign === '-' || written === 0)) return null;
  const year = bc !== undefined ? 1 - written : sign === '-' ? -written : written;
  return { year, month: Number(month), day: Number(day) };
}

/** What follows the date is not looked at, unless it is a digit. Null when the text is no date. */
export function parseDate(text: string): number | null {
  return parseDateStart(text)?.days ?? null;
}

function parseTimeStart(text: string): { micros: number; length: number } | null {
  const match = timeText.exec(text);
  if (!match) return null;
  const [all, hour, minute, second = '0', fraction = ''] = match;
  const micros =
    Number(hour) * microsPerHour +
    Number(minute) * microsPerMinute +
    Number(second) * microsPerSecond +
    Number(fraction.slice(0, 6).padEnd(6, '0'));
  const valid = Number(minute) < 60 && Number(second) < 60 && micros <= 24 * microsPerHour;
  return valid ? { micros, length: all.length } : null;
}

/** Null when the text is no time of day. */
export function parseTime(text: string): number | null {
  const start = parseTimeStart(text);
  if (start) return start.micros;
  const timestamp = parseTimestamp(text);
  return timestamp === null ? null : timeOfMicros(timestamp);
}

type Parsed = { micros: Whole; offset: Whole; zone: string | null };

function parseDateTime(text: string): Parsed | null {
  const date = parseDateStart(text);
  if (!date) return null;
  const noZone = { offset: 0, zone: null };
  if (!Number.isFinite(date.days)) return { micros: date.days, ...noZone };
  const afterDate = text.slice(date.length);
  if (afterDate === '') return checked({ micros: microsOf(date.days, 0), ...noZone });
  const clock = afterDate.replace(/^[ T]/, '');
  const time = parseTimeStart(clock);
  if (!time) return null;
  const zone = parseZone(clock.slice(time.length));
  return zone && checked({ micros: microsOf(date.days, time.micros), ...zone });
}

function checked(parsed: Parsed): Parsed | null {
  return isTimestamp(parsed.micros) ? parsed : null;
}

function parseZone(text: string): { offset: Whole; zone: string | null } | null {
  if (text.trim() === '') return { offset: 0, zone: null };
  if (/^Z\s*$/.test(text)) return { offset: 0, zone: null };
  const match = offsetText.exec(text);
  if (match && text.slice(match[0].length).trim() === '') {
    const [, sign, hours, minutes = '0', seconds = '0'] = match;
    const offset =
      Number(hours) * microsPerHour + Number(minutes) * microsPerMinute + Number(seconds) * microsPerSecond;
    return { offset: sign === '-' ? -offset : offset, zone: null };
  }
  const name = /^ ([A-Za-z][\w/+-]*)\s*$/.exec(text);
  return name?.[1] ? { offset: 0, zone: name[1] } : null;
}

/** An offset in the text is not applied, as in DuckDB; a named zone other than UTC is no timestamp. */
export function parseTimestamp(text: string): Whole | null {
  const parsed = parseDateTime(text);
  if (!parsed || (parsed.zone !== null && parsed.zone.toUpperCase() !== 'UTC')) return null;
  return parsed.micros;
}

/** Null when the text is no timestamp, or its zone is not known. */
export function parseTimestampTz(text: string): Whole | null {
  const usual = parseRfc3339(text);
  if (usual !== null) return usual;
  const parsed = parseDateTime(text);
  if (!parsed) return null;
  if (parsed.micros === Infinity || parsed.micros === -Infinity) return parsed.micros;
  if (parsed.zone !== null) return localToUtc(parsed.zone, parsed.micros);
  const micros = subtractWhole(parsed.micros, parsed.offset);
  return isTimestamp(micros) ? micros : null;
}
