// Numbers as text and back, as DuckDB writes and reads them.

import { divideRounding, multiplyWhole, powerOfTen, type Whole, whole } from './value.ts';

/** Beyond these powers of ten DuckDB writes an exponent. */
const leastFixedExponent = -4;
const greatestFixedExponent = 16;

export function formatDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  return arrange(value.toExponential());
}

/** The shortest digits that read back as the same 32-bit number. */
export function formatFloat(value: number): string {
  if (!Number.isFinite(value) || value === 0) return formatDouble(value);
  for (let digits = 0; digits < 9; digits++) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === value) return arrange(text);
  }
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
const shortInteger = /^-?\d{1,15}$/;

/** More digits than any type holds: what is larger is out of range anyway, and what is smaller is zero. */
const farExponent = 400;

/** The text as an integer multiple of 10^-scale, halves away from zero; null when it is no number. */
export function parseDecimal(text: string, scale: number): Whole | null {
  if (shortInteger.test(text)) return multiplyWhole(Number(text) + 0, powerOfTen(scale));
  const match = decimalText.exec(text);
  if (!match) return null;
  const [, sign, before = '', after = '', alone = '', exponentText = '0'] = match;
  const fraction = (after || alone).replaceAll('_', '');
  const value = whole(BigInt(`${before.replaceAll('_', '')}${fraction}`));
  const exponent = Number(exponentText) + scale - fraction.length;
  if (value === 0) return 0;
  if (exponent > farExponent) return 10n ** BigInt(farExponent);
  const scaled = shift(value, exponent);
  return sign === '-' ? whole(-BigInt(scaled)) : scaled;
}

function shift(value: Whole, exponent: number): Whole {
  if (exponent >= 0) return multiplyWhole(value, whole(10n ** BigInt(exponent)));
  if (-exponent > String(value).length + 1) return 0;
  return divideRounding(value, whole(10n ** BigInt(-exponent)));
}

/** Null when the text is no number. */
export function parseWhole(text: string): Whole | null {
  if (radixText.test(text)) return whole(BigInt(text.trim().toLowerCase()));
  return parseDecimal(text, 0);
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
