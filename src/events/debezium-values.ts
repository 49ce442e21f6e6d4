// Values of Debezium's and Kafka Connect's semantic types, as the platform has them: times as RFC 3339 text, decimals as
// their digits, bytes as base64. A type that is not here has values that are right as they come: ZonedTimestamp, IsoTimestamp,
// ZonedTime, Interval and Uuid are text, Year and the durations are numbers, Enum, Json and Geometry stay what they are.
// (Debezium, "Data type mappings" of each connector; Kafka Connect, JsonConverter.)

import { isObject, type Json } from '../json.ts';

/** What a converter needs to know besides the value. */
export type Parameters = { scale?: number; mode?: 'hex' | 'base64-url-safe' };

/** Returns undefined when the value is none of its type. The value is not null. */
export type Convert = (value: Json, parameters: Parameters) => Json | undefined;

const connect = 'org.apache.kafka.connect.data';

export const converters: ReadonlyMap<string, Convert> = new Map<string, Convert>([
  ['io.debezium.time.Date', date],
  ['io.debezium.time.Time', timeOfDay(3)],
  ['io.debezium.time.MicroTime', timeOfDay(6)],
  ['io.debezium.time.NanoTime', timeOfDay(9)],
  ['io.debezium.time.Timestamp', timestamp(3)],
  ['io.debezium.time.MicroTimestamp', timestamp(6)],
  ['io.debezium.time.NanoTimestamp', timestamp(9)],
  ['io.debezium.time.IsoDate', withoutZone(/^\d{4}-\d\d-\d\dZ?$/)],
  ['io.debezium.time.IsoTime', withoutZone(/^\d\d:\d\d:\d\d(\.\d+)?Z?$/)],
  [`${connect}.Date`, date],
  [`${connect}.Time`, timeOfDay(3)],
  [`${connect}.Timestamp`, timestamp(3)],
  [`${connect}.Decimal`, decimal],
  ['io.debezium.data.VariableScaleDecimal', variableScaleDecimal],
  ['bytes', bytes],
]);

/** A whole number: a safe one, or digits where it was longer than a double holds. */
function wholeNumber(value: Json): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null;
  return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : null;
}

const dayMs = 86_400_000;
/** The years that RFC 3339 can write: 0000 to 9999. */
const firstMs = Date.UTC(2000, 0, 1) - 2_000 * 365.2425 * dayMs;
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const inRange = (ms: number): boolean => ms >= firstMs && ms <= lastMs;

function date(value: Json): Json | undefined {
  const days = wholeNumber(value);
  const ms = Number(days) * dayMs;
  return days === null || !inRange(ms) ? undefined : new Date(ms).toISOString().slice(0, 10);
}

/** `digits` of a second: 3, 6 or 9. Through ms, which a Date is exact in; the digits below it are added as they are. */
function timestamp(digits: 3 | 6 | 9): Convert {
  const unitsInMs = 10n ** BigInt(digits - 3);
  return value => {
    const units = wholeNumber(value);
    if (units === null) return undefined;
    const below = ((units % unitsInMs) + unitsInMs) % unitsInMs;
    const ms = Number((units - below) / unitsInMs);
    if (!inRange(ms)) return undefined;
    const text = new Date(ms).toISOString();
    return digits === 3 ? text : `${text.slice(0, -1)}${String(below).padStart(digits - 3, '0')}Z`;
  };
}

/** `HH:MM:SS.fff`. Only a time of day: MySQL's TIME can also be a span below zero or of days, which has none. */
function timeOfDay(digits: 3 | 6 | 9): Convert {
  const toText = timestamp(digits);
  const unitsInDay = 86_400n * 10n ** BigInt(digits);
  return value => {
    const units = wholeNumber(value);
    if (units === null || units < 0n || units >= unitsInDay) return undefined;
    return String(toText(value, {})).slice(11, -1);
  };
}

/** `isostring` ends a date, and a time of day, with a Z that no schema's `date` has. */
function withoutZone(pattern: RegExp): Convert {
  return value => (typeof value === 'string' && pattern.test(value) ? value.replace('Z', '') : undefined);
}

/** Unscaled, big-endian, two's complement, in base64; or what `decimal.format` NUMERIC makes of it. */
function decimal(value: Json, { scale = 0 }: Parameters): Json | undefined {
  if (typeof value === 'number') {
    // Digits that a double does not have to give are not made up.
    return Math.abs(value) * 10 ** scale <= Number.MAX_SAFE_INTEGER ? value.toFixed(scale) : undefined;
  }
  if (typeof value !== 'string' || !isBase64(value) || value === '') return undefined;
  const hex = Buffer.from(value, 'base64').toString('hex');
  const unscaled = BigInt.asIntN(hex.length * 4, BigInt(`0x${hex}`));
  return placePoint(unscaled, scale);
}

function placePoint(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const negative = unscaled < 0n;
  const digits = String(negative ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function variableScaleDecimal(value: Json): Json | undefined {
  if (!isObject(value)) return undefined;
  const { scale } = value;
  // PostgreSQL's numeric has at most 16,383 digits after its point, and 131,072 before it.
  if (typeof scale !== 'number' || !Number.isInteger(scale) || Math.abs(scale) > 131_072) return undefined;
  return decimal(value.value ?? null, { scale });
}

function bytes(value: Json, { mode }: Parameters): Json | undefined {
  if (typeof value !== 'string') return undefined;
  if (mode === 'hex')
    return /^([0-9a-f]{2})*$/i.test(value) ? Buffer.from(value, 'hex').toString('base64') : undefined;
  if (mode === 'base64-url-safe')
    return /^[\w-]*={0,2}$/.test(value) ? Buffer.from(value, 'base64url').toString('base64') : undefined;
  return isBase64(value) ? value : undefined;
}

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
