// Values as they are kept in a state: numbers and text that sort as the values do.

import type { SqlType } from '../../sql-expression/types.ts';
import { type Value, type Whole, whole } from '../../sql-expression/value.ts';
import type { Ordinal } from './state.ts';

export type Codec = { encode(value: Value): Ordinal; decode(kept: Ordinal): Value };

const asIs: Codec = { encode: value => value as Ordinal, decode: kept => kept };

const booleans: Codec = { encode: value => (value === true ? 1 : 0), decode: kept => kept === 1 };

/** Digits of the largest HUGEINT. */
const digits = 39;
const largest = 10n ** BigInt(digits);

/** Text of one length: sorts as the numbers do, negative ones as what they lack to the largest. */
const wholes: Codec = {
  encode: value => {
    const number = BigInt(value as Whole);
    return number < 0n
      ? `-${String(largest + number).padStart(digits, '0')}`
      : `0${String(number).padStart(digits, '0')}`;
  },
  decode: kept => {
    const text = String(kept);
    const number = BigInt(text.slice(1));
    return whole(text.startsWith('-') ? number - largest : number);
  },
};

/** JSON has no NaN and no infinities; DuckDB has NaN above all. They are kept as numbers beyond the largest. */
const doubles: Codec = {
  encode: value => sortableDouble(value as number),
  decode: kept => doubleOf(String(kept)),
};

const codecs: Partial<Record<SqlType['id'], Codec>> = {
  BOOLEAN: booleans,
  TINYINT: asIs,
  SMALLINT: asIs,
  INTEGER: asIs,
  DATE: wholes,
  TIME: wholes,
  TIMESTAMP: wholes,
  'TIMESTAMP WITH TIME ZONE': wholes,
  BIGINT: wholes,
  HUGEINT: wholes,
  DECIMAL: wholes,
  FLOAT: doubles,
  DOUBLE: doubles,
  VARCHAR: asIs,
};

/** Null for a type whose values are not kept. */
export function codecOf(type: SqlType): Codec | null {
  return codecs[type.id] ?? null;
}

const buffer = new DataView(new ArrayBuffer(8));

/** The bits of a double, turned so that they sort as unsigned integers (IEEE 754 totalOrder), in hexadecimal. */
function sortableDouble(value: number): string {
  buffer.setFloat64(0, Number.isNaN(value) ? Number.NaN : value + 0);
  const bits = buffer.getBigUint64(0);
  const turned = bits >> 63n ? ~bits & 0xffff_ffff_ffff_ffffn : bits | (1n << 63n);
  return turned.toString(16).padStart(16, '0');
}

function doubleOf(text: string): number {
  const turned = BigInt(`0x${text}`);
  const bits = turned >> 63n ? turned & ((1n << 63n) - 1n) : ~turned & 0xffff_ffff_ffff_ffffn;
  buffer.setBigUint64(0, bits);
  return buffer.getFloat64(0);
}
