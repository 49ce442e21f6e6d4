// Messages as grammar: a codec reads and writes one type, a structure is its fields in their order, and a field can
// be of some versions only. So an API's file reads like its page in the protocol's guide.
import { ProtocolError, type Reader, type Writer } from './wire.ts';

export interface Codec<T> {
  read(r: Reader): T;
  // A method, so that a codec of a type is a codec of unknown too.
  write(w: Writer, value: T): void;
}

export type Value<C> = C extends Codec<infer T> ? T : never;

export const int8: Codec<number> = { read: r => r.int8(), write: (w, value) => w.int8(value) };
export const int16: Codec<number> = { read: r => r.int16(), write: (w, value) => w.int16(value) };
export const int32: Codec<number> = { read: r => r.int32(), write: (w, value) => w.int32(value) };
export const int64: Codec<number> = { read: r => r.int64(), write: (w, value) => w.int64(value) };
export const bool: Codec<boolean> = {
  read: r => r.int8() !== 0,
  write: (w, value) => w.int8(value ? 1 : 0),
};

export const nullableString: Codec<string | null> = {
  read: r => {
    const length = r.stringLength();
    return length === -1 ? null : r.take(length).toString('utf8');
  },
  write: (w, value) => {
    if (value === null) return w.stringLength(-1);
    const bytes = Buffer.from(value, 'utf8');
    w.stringLength(bytes.length);
    w.put(bytes);
  },
};

export const nullableBytes: Codec<Buffer | null> = {
  read: r => {
    const length = r.length();
    return length === -1 ? null : r.take(length);
  },
  write: (w, value) => {
    w.length(value === null ? -1 : value.length);
    if (value !== null) w.put(value);
  },
};

export const string = notNull(nullableString, 'a string');
export const bytes = notNull(nullableBytes, 'bytes');

export function nullableArray<T>(item: Codec<T>): Codec<T[] | null> {
  return {
    read: r => {
      const count = r.length();
      if (count === -1) return null;
      // No element is smaller than a byte, so a count beyond what is left is a lie.
      if (count < 0 || count > r.left) throw new ProtocolError(`an array of ${count} in ${r.left} bytes`);
      return Array.from({ length: count }, () => item.read(r));
    },
    write: (w, values) => {
      w.length(values === null ? -1 : values.length);
      for (const value of values ?? []) item.write(w, value);
    },
  };
}

export function array<T>(item: Codec<T>): Codec<T[]> {
  return notNull(nullableArray(item), 'an array');
}

type Fields = Record<string, Codec<unknown>>;

export function struct<F extends Fields>(fields: F): Codec<{ [Name in keyof F]: Value<F[Name]> }> {
  const entries = Object.entries(fields);
  return {
    read: r => {
      const value: Record<string, unknown> = {};
      for (const [name, codec] of entries) value[name] = codec.read(r);
      r.skipTags();
      return value as { [Name in keyof F]: Value<F[Name]> };
    },
    write: (w, value) => {
      for (const [name, codec] of entries) codec.write(w, value[name]);
      w.noTags();
    },
  };
}

/** A field of the versions `from` to `to`; in others it is read as `otherwise`, and not written. */
export function between<T>(from: number, to: number, codec: Codec<T>, otherwise: T): Codec<T> {
  const has = (version: number) => version >= from && version <= to;
  return {
    read: r => (has(r.version) ? codec.read(r) : otherwise),
    write: (w, value) => {
      if (has(w.version)) codec.write(w, value);
    },
  };
}

export function since<T>(from: number, codec: Codec<T>, otherwise: T): Codec<T> {
  return between(from, Number.POSITIVE_INFINITY, codec, otherwise);
}

export function until<T>(to: number, codec: Codec<T>, otherwise: T): Codec<T> {
  return between(0, to, codec, otherwise);
}

function notNull<T>(codec: Codec<T | null>, what: string): Codec<T> {
  return {
    read: r => {
      const value = codec.read(r);
      if (value === null) throw new ProtocolError(`${what} at ${r.position} must not be null`);
      return value;
    },
    write: (w, value) => codec.write(w, value),
  };
}
