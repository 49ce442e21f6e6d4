// Kafka's primitive types, read and written by position. Every read is checked: nothing that a client sends can
// make the reader leave its bytes or allocate more than they are worth.
// Grammar: https://kafka.apache.org/protocol#protocol_types

/** Thrown when bytes are not what their API and version say; the connection is closed, as Kafka does. */
export class ProtocolError extends Error {}

/** How a message is encoded: the version of its API, and whether that version is a flexible one (KIP-482). */
export interface Encoding {
  version: number;
  flexible: boolean;
}

const none = Buffer.alloc(0);

export class Reader {
  readonly version: number;
  readonly flexible: boolean;
  #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, { version, flexible }: Encoding, at = 0) {
    this.#bytes = bytes;
    this.version = version;
    this.flexible = flexible;
    this.#at = at;
  }

  get position(): number {
    return this.#at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  int8(): number {
    return this.#bytes.readInt8(this.#step(1));
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#step(2));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#step(4));
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.#step(4));
  }

  /** A 64-bit integer; beyond 2^53 it loses precision, which offsets, times and producer ids never need. */
  int64(): number {
    return Number(this.#bytes.readBigInt64BE(this.#step(8)));
  }

  unsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[this.#step(1)] as number;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new ProtocolError(`the varint at ${this.#at - 5} has no end`);
  }

  varint(): number {
    const value = this.unsignedVarint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  varlong(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#step(1)] as number;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n)));
    }
    throw new ProtocolError(`the varlong at ${this.#at - 10} has no end`);
  }

  take(length: number): Buffer {
    if (length < 0) throw new ProtocolError(`a length of ${length} at ${this.#at}`);
    const start = this.#step(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** The length that goes before a string; null is -1. */
  stringLength(): number {
    return this.flexible ? this.unsignedVarint() - 1 : this.int16();
  }

  /** The length or count that goes before bytes and arrays; null is -1. */
  length(): number {
    return this.flexible ? this.unsignedVarint() - 1 : this.int32();
  }

  /** The tagged fields at the end of a flexible structure: none of them is ours. */
  skipTags(): void {
    if (!this.flexible) return;
    for (let count = this.unsignedVarint(); count > 0; count--) {
      this.unsignedVarint();
      this.take(this.unsignedVarint());
    }
  }

  #step(length: number): number {
    const start = this.#at;
    if (length > this.#bytes.length - start)
      throw new ProtocolError(`${length} bytes wanted at ${start} of ${this.#bytes.length}`);
    this.#at = start + length;
    return start;
  }
}

export class Writer {
  readonly version: number;
  readonly flexible: boolean;
  #bytes: Buffer;
  #at = 0;

  constructor({ version, flexible }: Encoding, size = 256) {
    this.version = version;
    this.flexible = flexible;
    this.#bytes = Buffer.allocUnsafe(size);
  }

  int8(value: number): void {
    const at = this.#room(1);
    this.#bytes.writeInt8(value, at);
  }

  int16(value: number): void {
    const at = this.#room(2);
    this.#bytes.writeInt16BE(value, at);
  }

  int32(value: number): void {
    const at = this.#room(4);
    this.#bytes.writeInt32BE(value, at);
  }

  uint32(value: number): void {
    const at = this.#room(4);
    this.#bytes.writeUInt32BE(value, at);
  }

  int64(value: number): void {
    const at = this.#room(8);
    this.#bytes.writeBigInt64BE(BigInt(value), at);
  }

  unsignedVarint(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.#byte((rest % 128) | 0x80);
    this.#byte(rest);
  }

  varint(value: number): void {
    this.unsignedVarint(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  put(bytes: Buffer): void {
    const at = this.#room(bytes.length);
    bytes.copy(this.#bytes, at);
  }

  /** The length before a string; -1 for null. */
  stringLength(length: number): void {
    if (this.flexible) this.unsignedVarint(length + 1);
    else this.int16(length);
  }

  /** The length or count before bytes and arrays; -1 for null. */
  length(length: number): void {
    if (this.flexible) this.unsignedVarint(length + 1);
    else this.int32(length);
  }

  noTags(): void {
    if (this.flexible) this.unsignedVarint(0);
  }

  /** What was written so far. */
  done(): Buffer {
    return this.#at === 0 ? none : this.#bytes.subarray(0, this.#at);
  }

  /** What was written so far, valid until the next write: the writer begins anew. */
  take(): Buffer {
    const bytes = this.done();
    this.#at = 0;
    return bytes;
  }

  #byte(value: number): void {
    const at = this.#room(1);
    this.#bytes[at] = value;
  }

  /** Where the next bytes go. It may move the buffer, so that `#bytes` is read after it, not before. */
  #room(length: number): number {
    const start = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#at, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    return start;
  }
}
