// Numbers as text and back, as DuckDB writes and reads them.

import {
  divideRounding,
  divideWhole,
  multiplyWhole,
  negate,
  powerOfTen,
  type Whole,
  whole,
} from './value.ts';

/** Beyond these powers of ten DuckDB writes an exponent. */
const leastFixedExponent = -4;
const greatestFixedExponent = 16;

export function formatDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  return arrange(value.toExponential());
}

/** `-1.25e+3` as `-1250.0`, or with an exponent of two digits where the number is far from one. */
function arrange(scientific: string): string {
  const [mantissa = '', power = '0'] = scientific.split('e');
  const exponent = Number(power);
  const sign = mantissa.startsWith('-') ? '-' : '';
  if (exponent < leastFixedExponent || exponent >= greatestFixedExponent) {
    const digits = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const before = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${before}.${digits.slice(exponent + 1) || '0'}`;
}

export function formatDecimal(value: Whole, width: number, scale: number): string {
  const text = String(value);
  if (scale === 0) return text;
  const sign = text.startsWith('-') ? '-' : '';
  const digits = text.slice(sign.length).padStart(scale, '0');
  const before = digits.slice(0, -scale) || (width > scale ? '0' : '');
  return `${sign}${before}.${digits.slice(-scale)}`;
}

const space = '[ \\t\\n\\v\\f\\r]*';
const digits = '\\d+(?:_\\d+)*';
const decimalText = new RegExp(
  `^${space}([+-]?)(?:(${digits})(?:\\.(${digits})?)?|\\.(${digits}))(?:[eE]([+-]?\\d+))?${space}$`,
);
const radixText = new RegExp(`^${space}(0[xX][0-9a-fA-F]+|0[bB][01]+)${space}$`);
/** DuckDB reads a sign with a space after it as zero. */
const loneSign = new RegExp(`^${space}[+-][ \\t\\n\\v\\f\\r]+$`);
const shortInteger = /^-?\d{1,15}$/;

/** More digits than any type holds: what is larger is out of range anyway, and what is smaller is zero. */
const farExponent = 400;

/** Exponents are read as 16 bits. */
const greatestExponent = 32_767;

/** The digits as an integer, how many of them stand after the point, and the exponent of ten that is written. */
type Digits = { negative: boolean; value: Whole; fraction: number; exponent: number };

function readDigits(text: string): Digits | null {
  const match = decimalText.exec(text);
  if (!match) return null;
  const [, sign, before = '', after = '', alone = '', exponent = '0'] = match;
  if (Number(exponent) > greatestExponent || Number(exponent) < -greatestExponent - 1) return null;
  const fraction = (after || alone).replaceAll('_', '');
  const value = whole(BigInt(`${before.replaceAll('_', '')}${fraction}`));
  return { negative: sign === '-', value, fraction: fraction.length, exponent: Number(exponent) };
}

function signed(value: Whole, negative: boolean): Whole {
  return negative ? negate(value) : value;
}

/** The text as an integer multiple of 10^-scale, halves away from zero; null when it is no number. */
export function parseDecimal(text: string, scale: number): Whole | null {
  if (shortInteger.test(text)) return multiplyWhole(Number(text), powerOfTen(scale));
  if (loneSign.test(text)) return 0;
  const digits = readDigits(text);
  if (!digits) return null;
  const scaled =
    digits.exponent < 0
      ? scaleDown(digits, scale)
      : shift(digits.value, digits.exponent + scale - digits.fraction);
  return signed(scaled, digits.negative);
}

/**
 * With a negative exponent DuckDB drops the digits after the scale first. Then it divides by ten until nothing is left,
 * and rounds by the digit that went last, even when there are more divisions to come.
 */
function scaleDown({ value, fraction, exponent }: Digits, scale: number): Whole {
  const kept = fraction > scale ? divideWhole(value, whole(10n ** BigInt(fraction - scale))) : value;
  const divisions = -exponent - (scale - Math.min(fraction, scale));
  const written = String(kept);
  if (kept !== 0 && divisions >= written.length) return written >= '5' ? 1 : 0;
  return shift(kept, -divisions);
}

function shift(value: Whole, exponent: number): Whole {
  if (value === 0) return 0;
  if (exponent > farExponent) return 10n ** BigInt(farExponent);
  if (exponent >= 0) return multiplyWhole(value, whole(10n ** BigInt(exponent)));
  if (-exponent > String(value).length + 1) return 0;
  return divideRounding(value, whole(10n ** BigInt(-exponent)));
}

/** Null when the text is no number. Hexadecimal and binary integers are read too, except as HUGEINT. */
export function parseWhole(text: string): Whole | null {
  if (shortInteger.test(text)) return Number(text) + 0;
  if (radixText.test(text)) return whole(BigInt(text.trim().toLowerCase()));
  return parseRounded(text);
}

/** As HUGEINT, which has no room for a fraction of more than 128 bits. */
export function parseHuge(text: string): Whole | null {
  if (shortInteger.test(text)) return Number(text) + 0;
  const fraction = /\.([\d_]+)/.exec(text)?.[1] ?? '0';
  if (/^[\d_]+$/.test(fraction) && BigInt(fraction.replaceAll('_', '') || 0) >= 2n ** 127n) return null;
  return parseRounded(text);
}

function parseRounded(text: string): Whole | null {
  if (loneSign.test(text)) return 0;
  const digits = readDigits(text);
  return digits && signed(shift(digits.value, digits.exponent - digits.fraction), digits.negative);
}

const special = new RegExp(`^${space}([+-]?)(inf|infinity|nan)${space}$`, 'i');

/** Null when the text is no number. */
export function parseDouble(text: string): number | null {
  if (decimalText.test(text)) return Number(text.replaceAll('_', ''));
  const match = special.exec(text);
  if (!match) return null;
  const value = match[2]?.toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
  return match[1] === '-' ? -value : value;
}

/** Null when the text is neither. */
export function parseBoolean(text: string): boolean | null {
  switch (text.toLowerCase()) {
    case 'true':
    case 't':
    case 'yes':
    case 'y':
    case '1':
      return true;
    case 'false':
    case 'f':
    case 'no':
    case 'n':
    case '0':
      return false;
    default:
      return null;
  }
}
