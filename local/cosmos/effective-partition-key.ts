// Effective partition keys: where a key lies in the hash range 00…FF that feed ranges are cut from. Version 2:
// MurmurHash3 x64 128 of the typed values, reversed, its two highest bits cleared; a hierarchical key is the
// hashes of its levels one after another, so that a prefix is a range.

const MASK = (1n << 64n) - 1n;
const C1 = 0x87c37b91114253d5n;
const C2 = 0x4cf5ad432745937fn;

/** Upper-case hexadecimal effective partition key of these values. */
export function effectivePartitionKey(values: readonly unknown[], hierarchical: boolean): string {
  if (!hierarchical) return hashed(Buffer.concat(values.map(encoded)));
  return values.map(value => hashed(encoded(value))).join('');
}

function encoded(value: unknown): Buffer {
  if (typeof value === 'string') {
    return Buffer.concat([Buffer.from([0x08]), Buffer.from(value), Buffer.from([0xff])]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9, 0x05);
    bytes.writeDoubleLE(value, 1);
    return bytes;
  }
  if (value === true) return Buffer.from([0x03]);
  if (value === false) return Buffer.from([0x02]);
  return Buffer.from([value === null ? 0x01 : 0x00]);
}

function hashed(bytes: Buffer): string {
  const [h1, h2] = murmur128(bytes);
  const out = Buffer.alloc(16);
  out.writeBigUInt64BE(h2, 0);
  out.writeBigUInt64BE(h1, 8);
  out[0] = (out[0] ?? 0) & 0x3f;
  return out.toString('hex').toUpperCase();
}

function murmur128(bytes: Buffer): [bigint, bigint] {
  const padded = Buffer.alloc(Math.ceil(bytes.length / 16) * 16);
  bytes.copy(padded);
  const tail = bytes.length % 16;
  let h1 = 0n;
  let h2 = 0n;
  for (let at = 0; at < padded.length; at += 16) {
    const last = tail !== 0 && at + 16 === padded.length;
    h1 ^= mix(padded.readBigUInt64LE(at), C1, 31n, C2);
    if (!last) h1 = (((rotate(h1, 27n) + h2) & MASK) * 5n + 0x52dce729n) & MASK;
    h2 ^= mix(padded.readBigUInt64LE(at + 8), C2, 33n, C1);
    if (!last) h2 = (((rotate(h2, 31n) + h1) & MASK) * 5n + 0x38495ab5n) & MASK;
  }
  h1 ^= BigInt(bytes.length);
  h2 ^= BigInt(bytes.length);
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  h1 = finish(h1);
  h2 = finish(h2);
  h1 = (h1 + h2) & MASK;
  return [h1, (h2 + h1) & MASK];
}

function mix(word: bigint, first: bigint, turns: bigint, second: bigint): bigint {
  return (rotate((word * first) & MASK, turns) * second) & MASK;
}

function rotate(word: bigint, turns: bigint): bigint {
  return ((word << turns) | (word >> (64n - turns))) & MASK;
}

function finish(word: bigint): bigint {
  let out = word ^ (word >> 33n);
  out = (out * 0xff51afd7ed558ccdn) & MASK;
  out ^= out >> 33n;
  out = (out * 0xc4ceb9fe1a85ec53n) & MASK;
  return out ^ (out >> 33n);
}
