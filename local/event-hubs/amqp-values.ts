// Walks encoded AMQP 1.0 values without decoding them (spec part 1, section 1.6), so that an event's
// bytes travel from the sender to every receiver untouched.

/** Thrown when bytes are not well-formed AMQP; the sender gets `amqp:decode-error`. */
export class DecodeError extends Error {}

/** Position just after the value that starts at `at`. */
export function skipValue(bytes: Buffer, at: number): number {
  const end = valueEnd(bytes, at);
  if (end > bytes.length) throw new DecodeError(`value at ${at} runs past the end of ${bytes.length} bytes`);
  return end;
}

function valueEnd(bytes: Buffer, at: number): number {
  if (at >= bytes.length) throw new DecodeError(`no value at ${at}`);
  const code = bytes[at] as number;
  switch (code >>> 4) {
    case 0x0:
      if (code !== 0) break;
      return valueEnd(bytes, skipValue(bytes, at + 1));
    case 0x4:
      return at + 1;
    case 0x5:
      return at + 2;
    case 0x6:
      return at + 3;
    case 0x7:
      return at + 5;
    case 0x8:
      return at + 9;
    case 0x9:
      return at + 17;
    case 0xa:
    case 0xc:
    case 0xe:
      need(bytes, at + 2);
      return at + 2 + (bytes[at + 1] as number);
    case 0xb:
    case 0xd:
    case 0xf:
      need(bytes, at + 5);
      return at + 5 + bytes.readUInt32BE(at + 1);
  }
  throw new DecodeError(`unknown type code 0x${code.toString(16)} at ${at}`);
}

function need(bytes: Buffer, end: number): void {
  if (end > bytes.length) throw new DecodeError(`truncated at ${bytes.length} bytes`);
}

/** Where the content of the binary, string or symbol at `at` starts; its end is `skipValue(bytes, at)`. */
export function contentStart(bytes: Buffer, at: number): number {
  const code = bytes[at] as number;
  if (code === 0xa0 || code === 0xa1 || code === 0xa3) return at + 2;
  if (code === 0xb0 || code === 0xb1 || code === 0xb3) return at + 5;
  throw new DecodeError(`expected binary, string or symbol at ${at}, found 0x${code.toString(16)}`);
}

/** The text of the string or symbol at `at`, or undefined when it is of another type. */
export function textAt(bytes: Buffer, at: number): string | undefined {
  const code = bytes[at];
  if (code !== 0xa1 && code !== 0xb1 && code !== 0xa3 && code !== 0xb3) return undefined;
  return bytes.toString('utf8', contentStart(bytes, at), skipValue(bytes, at));
}

/** Count of elements and where they start, of the map at `at`; a null map has none. */
export function mapElements(bytes: Buffer, at: number): { count: number; start: number } {
  const code = bytes[at];
  if (code === 0x40) return { count: 0, start: at + 1 };
  if (code === 0xc1) {
    need(bytes, at + 3);
    return { count: bytes[at + 2] as number, start: at + 3 };
  }
  if (code === 0xd1) {
    need(bytes, at + 9);
    return { count: bytes.readUInt32BE(at + 5), start: at + 9 };
  }
  throw new DecodeError(`expected a map at ${at}`);
}

/** Where the elements of the map or list at `at` start: keys and values of a map in turn. */
export function elements(bytes: Buffer, at: number): number[] {
  const code = bytes[at] as number;
  if (code === 0x40 || code === 0x45) return [];
  const small = code === 0xc0 || code === 0xc1;
  if (!small && code !== 0xd0 && code !== 0xd1) throw new DecodeError(`expected a map or a list at ${at}`);
  need(bytes, at + (small ? 3 : 9));
  const count = small ? (bytes[at + 2] as number) : bytes.readUInt32BE(at + 5);
  const positions: number[] = [];
  for (let next = at + (small ? 3 : 9); positions.length < count; next = skipValue(bytes, next)) {
    positions.push(next);
  }
  return positions;
}
