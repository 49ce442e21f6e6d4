// Values of key columns as text: in documents' ids, and in what people ask for.

import type { SqlType } from '../sql-expression/types.ts';
import { type Value, type Whole, whole } from '../sql-expression/value.ts';

const millisecondsPerDay = 86_400_000;

/** Whether values of the type can be keys: those that have one text each. */
export function canBeKey({ id }: SqlType): boolean {
  return /^(VARCHAR|BOOLEAN|DATE|(TINY|SMALL|BIG|HUGE)?INT(EGER)?)$/.test(id);
}

export function keyText({ id }: SqlType, value: Exclude<Value, null>): string {
  if (id === 'DATE') return new Date(Number(value) * millisecondsPerDay).toISOString().slice(0, 10);
  return String(value as string | boolean | Whole);
}

/** The inverse of keyText. */
export function keyValue({ id }: SqlType, text: string): Value {
  if (id === 'VARCHAR') return text;
  if (id === 'BOOLEAN') return text === 'true';
  if (id === 'DATE') return Date.parse(text) / millisecondsPerDay;
  return whole(BigInt(text));
}
