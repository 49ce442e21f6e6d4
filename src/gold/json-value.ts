// Values as JSON shows them. Numbers that JSON's readers would round are text.

import type { Json } from '../json.ts';
import type { SqlType } from '../sql-expression/types.ts';
import type { Value, Whole } from '../sql-expression/value.ts';

export function jsonValue(type: SqlType, value: Value): Json {
  if (value === null) return null;
  switch (type.id) {
    case 'DECIMAL':
      return decimalValue(value as Whole, type.scale);
    case 'DATE':
      return new Date(Number(value) * 86_400_000).toISOString().slice(0, 10);
    case 'TIMESTAMP':
    case 'TIMESTAMP WITH TIME ZONE':
      return new Date(Number(value) / 1_000).toISOString();
    case 'FLOAT':
    case 'DOUBLE':
      return Number.isFinite(value) ? Number(value) : String(value);
    default:
      return typeof value === 'bigint' ? String(value) : (value as Json);
  }
}

function decimalValue(unscaled: Whole, scale: number): Json {
  if (scale === 0) return typeof unscaled === 'bigint' ? String(unscaled) : unscaled;
  const digits = String(unscaled < 0 ? -unscaled : unscaled).padStart(scale + 1, '0');
  const text = `${unscaled < 0 ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return digits.length <= 15 ? Number(text) : text;
}
