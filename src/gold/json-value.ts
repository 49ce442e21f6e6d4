// Values as JSON shows them. Numbers that JSON's readers would round are text.

import type { Json } from '../json.ts';
import { toText } from '../sql-expression/cast-text.ts';
import type { SqlType } from '../sql-expression/types.ts';
import type { Value, Whole } from '../sql-expression/value.ts';

export function jsonValue(type: SqlType, value: Value): Json {
  if (value === null) return null;
  switch (type.id) {
    case 'DECIMAL':
      return decimalValue(value as Whole, type.scale);
    case 'TIMESTAMP':
    case 'TIMESTAMP WITH TIME ZONE':
      return timeValue(value as number);
    case 'FLOAT':
    case 'DOUBLE':
      return Number.isFinite(value) ? Number(value) : String(value);
    case 'LIST':
      return (value as Value[]).map(element => jsonValue(type.element, element));
    case 'STRUCT':
      return Object.fromEntries(
        type.fields.map(field => [
          field.name,
          jsonValue(field.type, (value as Record<string, Value>)[field.name] ?? null),
        ]),
      );
    case 'DATE':
    case 'TIME':
    case 'INTERVAL':
      return textValue(type, value);
    default:
      return typeof value === 'bigint' ? String(value) : (value as Json);
  }
}

/** As DuckDB writes it. */
function textValue(type: SqlType, value: Value): string {
  const convert = toText(type) as ((value: Value) => Value) | null;
  return String(convert ? convert(value) : value);
}

/** RFC 3339 with milliseconds, or with microseconds where there are any. */
function timeValue(micros: number): string {
  const at = new Date(Math.floor(micros / 1_000));
  if (Number.isNaN(at.getTime())) return micros > 0 ? 'infinity' : '-infinity';
  const beyond = micros - at.getTime() * 1_000;
  const iso = at.toISOString();
  return beyond === 0 ? iso : iso.replace('Z', `${String(beyond).padStart(3, '0')}Z`);
}

function decimalValue(unscaled: Whole, scale: number): Json {
  if (scale === 0) return typeof unscaled === 'bigint' ? String(unscaled) : unscaled;
  const digits = String(unscaled < 0 ? -unscaled : unscaled).padStart(scale + 1, '0');
  const text = `${unscaled < 0 ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return digits.length <= 15 ? Number(text) : text;
}
