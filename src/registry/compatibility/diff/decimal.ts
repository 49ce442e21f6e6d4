// Decimal fractions as they are written, so that 0.3 is a multiple of 0.1.

type Decimal = { readonly digits: bigint; readonly scale: number };

/** Whether `value` is a whole multiple of `step`, which is not 0. */
export function isMultipleOf(value: number, step: number): boolean {
  const [a, b] = [decimalOf(value), decimalOf(step)];
  const scale = Math.max(a.scale, b.scale);
  return atScale(a, scale) % atScale(b, scale) === 0n;
}

function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), scale: fraction.length - Number(exponent) };
}

function atScale({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}
