// Draws indexes with given weights in constant time (Walker's alias method, as Vose sets it up).
import type { Random } from './random.ts';

/** Draws an index; index i comes with probability weights[i] / sum of weights. */
export type Weighted = (rng: Random) => number;

/** @throws when there are no weights or their sum is not above zero */
export function weighted(weights: readonly number[]): Weighted {
  const n = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new Error('weighted: the weights must have a sum above zero');
  const keep = new Float64Array(n).fill(1);
  const alias = new Uint32Array(n);
  const scaled = weights.map(weight => (weight * n) / total);
  const small = scaled.flatMap((weight, i) => (weight < 1 ? [i] : []));
  const large = scaled.flatMap((weight, i) => (weight < 1 ? [] : [i]));
  while (small.length > 0 && large.length > 0) {
    const less = small.pop() ?? 0;
    const more = large[large.length - 1] ?? 0;
    const weight = scaled[less] ?? 0;
    keep[less] = weight;
    alias[less] = more;
    const left = (scaled[more] ?? 0) - (1 - weight);
    scaled[more] = left;
    if (left < 1) {
      large.pop();
      small.push(more);
    }
  }
  return rng => {
    const position = rng.next() * n;
    const i = Math.floor(position);
    return position - i < (keep[i] ?? 1) ? i : (alias[i] ?? i);
  };
}

/** Zipf's law: the weight of rank r (from 1) is 1 / r^exponent. */
export function zipf(n: number, exponent: number): Weighted {
  return weighted(Array.from({ length: n }, (_, i) => 1 / (i + 1) ** exponent));
}
