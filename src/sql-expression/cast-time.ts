// Casts between dates, times and timestamps. A NULL never comes here.

import { dayOfMicros, isTimestamp, microsOf, microsPerDay, timeOfMicros } from './calendar.ts';
import type { Convert } from './cast-number.ts';
import { cannotConvert } from './runtime-error.ts';
import type { SqlType } from './types.ts';
import type { Whole } from './value.ts';

/** The session's time zone is UTC: a timestamp with and one without time zone are the same number. */
export function timeCast(from: SqlType, to: SqlType): Convert | null {
  switch (`${from.id} to ${to.id}`) {
    case 'DATE to TIMESTAMP':
    case 'DATE to TIMESTAMP WITH TIME ZONE':
      return dateToTimestamp;
    case 'TIMESTAMP to DATE':
    case 'TIMESTAMP WITH TIME ZONE to DATE':
      return timestampToDate;
    case 'TIMESTAMP to TIMESTAMP WITH TIME ZONE':
    case 'TIMESTAMP WITH TIME ZONE to TIMESTAMP':
      return (micros: Whole) => micros;
    case 'TIMESTAMP to TIME':
      return (micros: Whole) => (isInfinite(micros) ? cannotConvert(micros, 'TIME') : timeOfMicros(micros));
    default:
      return null;
  }
}

function isInfinite(micros: Whole): boolean {
  return micros === Infinity || micros === -Infinity;
}

/** As far as numbers are exact: about the year 2255. */
const greatestPlainDay = Math.floor(Number.MAX_SAFE_INTEGER / microsPerDay) - 1;

export function dateToTimestamp(days: number): Whole {
  if (Math.abs(days) <= greatestPlainDay) return days * microsPerDay;
  if (!Number.isFinite(days)) return days;
  const micros = microsOf(days, 0);
  return isTimestamp(micros) ? micros : cannotConvert(days, 'TIMESTAMP');
}

export function timestampToDate(micros: Whole): number {
  return isInfinite(micros) ? Number(micros) : dayOfMicros(micros);
}
