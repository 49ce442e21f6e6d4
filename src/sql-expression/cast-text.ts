// Casts from and to text. A NULL never comes here.

import { type Convert, fitDecimal, fitInteger } from './cast-number.ts';
import {
  formatDate,
  formatTime,
  formatTimestamp,
  formatTimestampTz,
  parseDate,
  parseTime,
  parseTimestamp,
  parseTimestampTz,
} from './date-text.ts';
import { formatInterval, parseInterval } from './interval.ts';
import {
  formatDecimal,
  formatDouble,
  parseBoolean,
  parseDecimal,
  parseDouble,
  parseHuge,
  parseWhole,
} from './number-text.ts';
import { cannotConvert } from './runtime-error.ts';
import { isInteger, type SqlType, typeName } from './types.ts';
import type { Value, Whole } from './value.ts';

/** Null when there is no such cast. */
export function toText(from: SqlType): Convert | null {
  if (isInteger(from)) return String as (value: Whole) => string;
  switch (from.id) {
    case 'BOOLEAN':
      return (value: boolean) => (value ? 'true' : 'false');
    case 'DOUBLE':
      return formatDouble;
    case 'DECIMAL':
      return (value: Whole) => formatDecimal(value, from.width, from.scale);
    case 'DATE':
      return formatDate;
    case 'TIME':
      return formatTime;
    case 'TIMESTAMP':
      return formatTimestamp;
    case 'TIMESTAMP WITH TIME ZONE':
      return formatTimestampTz;
    case 'INTERVAL':
      return formatInterval;
    case 'JSON':
    case 'VARCHAR':
      return (text: string) => text;
    default:
      return null;
  }
}

/** Null when there is no such cast. */
export function fromText(to: SqlType): Convert | null {
  const parse = parserOf(to);
  const name = typeName(to);
  return parse && ((text: string) => parse(text) ?? cannotConvert(text, name));
}

function parserOf(to: SqlType): ((text: string) => Value) | null {
  if (isInteger(to)) return fitted(to.id === 'HUGEINT' ? parseHuge : parseWhole, fitInteger(to));
  switch (to.id) {
    case 'BOOLEAN':
      return parseBoolean;
    case 'DOUBLE':
      return parseDouble;
    case 'FLOAT':
      return parseFloat32;
    case 'DECIMAL':
      return fitted(text => parseDecimal(text, to.scale), fitDecimal(to));
    case 'DATE':
      return parseDate;
    case 'TIME':
      return parseTime;
    case 'TIMESTAMP':
      return parseTimestamp;
    case 'TIMESTAMP WITH TIME ZONE':
      return parseTimestampTz;
    case 'INTERVAL':
      return parseInterval;
    default:
      return null;
  }
}

function fitted(parse: (text: string) => Whole | null, check: (value: Whole) => Whole) {
  return (text: string) => {
    const value = parse(text);
    return value === null ? null : check(value);
  };
}

function parseFloat32(text: string): number | null {
  const value = parseDouble(text);
  return value === null ? null : Math.fround(value);
}
