// Instants as events write them, such as 2024-07-01T10:00:00.5+01:00: the hot way to read a timestamp. What is written
// in any other way is left to date-text.ts.

import {
  daysInMonth,
  daysOf,
  microsPerDay,
  microsPerHour,
  microsPerMinute,
  microsPerSecond,
} from './calendar.ts';

const [zero, dash, colon, point, plus, letterT, letterZ, blank] = Array.from('0-:.+TZ ', each =>
  each.charCodeAt(0),
);
const fractionStart = 20;
const mostFractionDigits = 6;

/** Two digits as a number; NaN when they are none. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - (zero ?? 0);
  const ones = text.charCodeAt(at + 1) - (zero ?? 0);
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Microseconds since 1970; null for text of another form, whether it is a timestamp or not. */
export function parseRfc3339(text: string): number | null {
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return null;
  const separator = text.charCodeAt(10);
  if (separator !== letterT && separator !== blank) return null;
  if (text.charCodeAt(13) !== colon || text.charCodeAt(16) !== colon) return null;
  const year = pair(text, 0) * 100 + pair(text, 2);
  const [month, day] = [pair(text, 5), pair(text, 8)];
  const [hour, minute, second] = [pair(text, 11), pair(text, 14), pair(text, 17)];
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!(isDay && hour < 24 && minute < 60 && second < 60 && year > 0)) return null;
  const rest = fractionAndOffset(text);
  if (Number.isNaN(rest)) return null;
  const clock = hour * microsPerHour + minute * microsPerMinute + second * microsPerSecond;
  const micros = daysOf({ year, month, day }) * microsPerDay + clock + rest;
  return Number.isSafeInteger(micros) ? micros : null;
}

/** Digits after the sixth are dropped. NaN when what follows the seconds is anything else. */
function fractionAndOffset(text: string): number {
  let at = fractionStart - 1;
  let micros = 0;
  if (text.charCodeAt(at) === point) {
    let unit = 10 ** (mostFractionDigits - 1);
    at++;
    for (let digit = digitAt(text, at); digit >= 0; digit = digitAt(text, ++at)) {
      micros += digit * unit;
      unit = unit > 1 ? unit / 10 : 0;
    }
  }
  return micros - offsetAt(text, at);
}

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - (zero ?? 0);
  return digit >= 0 && digit <= 9 ? digit : -1;
}

/** `Z`, or hours and minutes to the east, to the end of the text. */
function offsetAt(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if (sign === letterZ && text.length === at + 1) return 0;
  if ((sign !== plus && sign !== dash) || text.length !== at + 6 || text.charCodeAt(at + 3) !== colon)
    return Number.NaN;
  const offset = pair(text, at + 1) * microsPerHour + pair(text, at + 4) * microsPerMinute;
  return sign === dash ? -offset : offset;
}
