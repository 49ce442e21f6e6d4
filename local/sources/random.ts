// Seeded randomness: the same seed and the same order of calls give the same numbers on every machine.

/** A stream of pseudo-random numbers. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, n). */
  below(n: number): number;
  /** True with probability p. */
  chance(p: number): boolean;
}

/** FNV-1a over UTF-16 units: turns a name into a seed. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** sfc32 (Chris Doty-Humphrey's Small Fast Counter), seeded by a number and a name for the stream. */
export function random(seed: number, stream: string): Random {
  let a = seed | 0;
  let b = Math.floor(seed / 0x1_0000_0000) | 0;
  let c = hashName(stream) | 0;
  let counter = 1;
  const draw = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) draw();
  return {
    next: () => draw() / 0x1_0000_0000,
    below: n => Math.floor((draw() / 0x1_0000_0000) * n),
    chance: p => draw() < p * 0x1_0000_0000,
  };
}

/** A whole number from 1, geometrically distributed with the given mean, never above `most`. */
export function geometric(rng: Random, mean: number, most: number): number {
  let n = 1;
  while (n < most && rng.chance(1 - 1 / mean)) n++;
  return n;
}

/** One of the values, each as likely as the others. */
export function oneOf<const T extends readonly [unknown, ...unknown[]]>(rng: Random, values: T): T[number] {
  return values[rng.below(values.length)] ?? values[0];
}
