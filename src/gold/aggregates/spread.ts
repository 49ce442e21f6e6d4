// STDDEV and VARIANCE over integers and decimals, from exact sums of x and x²: the same whatever the order, where the
// usual one-pass method is not.

import { double, type SqlType } from '../../sql-expression/types.ts';
import type { Aggregate } from './aggregate.ts';
import type { Fields } from './fields.ts';
import { addWholeNumber, numberIn, type State, wholeNumberIn } from './state.ts';
import { isWhole, scaleOf, sumOf, times } from './sum.ts';

type Kind = { sample: boolean; root: boolean };

export function spreadOf(type: SqlType, { sample, root }: Kind): Aggregate | null {
  const [sum, scale] = [sumOf(type, true), scaleOf(type)];
  if (!sum || scale === null) return null;
  return {
    type: double,
    invertible: true,
    add: (state, fields, weight, value, by) => {
      if (!isWhole(value)) return;
      sum.add(state, fields, weight, value, by);
      addWholeNumber(state, fields.part('squares'), times(square(value), weight));
    },
    read: (state, fields) => {
      const variance = varianceIn(state, fields, sample, scale);
      return variance === null || !root ? variance : Math.sqrt(variance);
    },
  };
}

function square(value: number | bigint): number | bigint {
  const product = typeof value === 'number' ? value * value : null;
  return product !== null && Number.isSafeInteger(product) ? product : BigInt(value) * BigInt(value);
}

/** (n Σx² − (Σx)²) / (n (n − 1)), or by n² for the whole population. */
function varianceIn(state: State, fields: Fields, sample: boolean, scale: number): number | null {
  const count = BigInt(numberIn(state, fields.part('n')));
  if (count < (sample ? 2n : 1n)) return null;
  const total = wholeNumberIn(state, fields.main) ?? 0n;
  const squares = wholeNumberIn(state, fields.part('squares')) ?? 0n;
  const divisor = count * (sample ? count - 1n : count) * 10n ** BigInt(2 * scale);
  return ratio(count * squares - total * total, divisor);
}

/** The nearest double, with bits to spare. */
function ratio(a: bigint, b: bigint): number {
  const shift = BigInt(Math.max(0, 80 - (a.toString(2).length - b.toString(2).length)));
  return Number((a << shift) / b) / 2 ** Number(shift);
}
