// The service's own mapping from partition key to partition: Jenkins lookup3 (hashlittle2, seeds 0 and 0) of
// the key's UTF-8 bytes. Proven equal to the SDK's in test/local/event-hubs/partition-key.test.ts.

/** Partition index in 0..partitions-1 for a key. */
export function partitionOfKey(key: string, partitions: number): number {
  return Math.abs(hashPartitionKey(key) % partitions);
}

function rotate(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

/** The signed 16-bit hash that is taken modulo the partition count. */
export function hashPartitionKey(key: string): number {
  const size = Buffer.byteLength(key);
  // Zero padding to whole words adds nothing to a, b and c, as lookup3 treats the missing bytes.
  const bytes = Buffer.alloc(Math.max(12, Math.ceil(size / 12) * 12));
  bytes.write(key, 'utf8');
  let a = (0xdeadbeef + size) | 0;
  let b = a;
  let c = a;
  if (size === 0) return ((c ^ b) << 16) >> 16;
  let at = 0;
  for (let left = size; left > 12; left -= 12, at += 12) {
    a = (a + bytes.readInt32LE(at)) | 0;
    b = (b + bytes.readInt32LE(at + 4)) | 0;
    c = (c + bytes.readInt32LE(at + 8)) | 0;
    a = (a - c) ^ rotate(c, 4);
    c = (c + b) | 0;
    b = (b - a) ^ rotate(a, 6);
    a = (a + c) | 0;
    c = (c - b) ^ rotate(b, 8);
    b = (b + a) | 0;
    a = (a - c) ^ rotate(c, 16);
    c = (c + b) | 0;
    b = (b - a) ^ rotate(a, 19);
    a = (a + c) | 0;
    c = (c - b) ^ rotate(b, 4);
    b = (b + a) | 0;
  }
  a = (a + bytes.readInt32LE(at)) | 0;
  b = (b + bytes.readInt32LE(at + 4)) | 0;
  c = (c + bytes.readInt32LE(at + 8)) | 0;
  c = ((c ^ b) - rotate(b, 14)) | 0;
  a = ((a ^ c) - rotate(c, 11)) | 0;
  b = ((b ^ a) - rotate(a, 25)) | 0;
  c = ((c ^ b) - rotate(b, 16)) | 0;
  a = ((a ^ c) - rotate(c, 4)) | 0;
  b = ((b ^ a) - rotate(a, 14)) | 0;
  c = ((c ^ b) - rotate(b, 24)) | 0;
  return ((c ^ b) << 16) >> 16;
}
