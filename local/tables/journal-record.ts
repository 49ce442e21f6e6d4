// One record of the journal is one transaction: applied whole or not at all.
//
//   record  = length:u32le crc32:u32le payload:bytes[length]
//   payload = change *( LF change )              UTF-8; keys and JSON text contain neither TAB nor LF
//   change  = "T" TAB table                              create table
//           | "X" TAB table                              delete table
//           | "P" TAB table TAB key TAB time TAB json    put entity
//           | "D" TAB table TAB key                      delete entity
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

const HEADER_BYTES = 8;
const READ_BYTES = 4 * 1024 * 1024;

export type Change =
  | { kind: 'T' | 'X'; table: string }
  | { kind: 'P'; table: string; key: string; time: number; value: string }
  | { kind: 'D'; table: string; key: string };

export function encodeRecord(changes: Change[]): Buffer {
  let payload = '';
  for (const change of changes) {
    if (payload !== '') payload += '\n';
    payload += `${change.kind}\t${change.table}`;
    if ('key' in change) payload += `\t${change.key}`;
    if (change.kind === 'P') payload += `\t${change.time}\t${change.value}`;
  }
  const length = Buffer.byteLength(payload);
  const record = Buffer.allocUnsafe(HEADER_BYTES + length);
  record.write(payload, HEADER_BYTES);
  record.writeUInt32LE(length, 0);
  record.writeUInt32LE(crc32(record.subarray(HEADER_BYTES)), 4);
  return record;
}

/**
 * Gives every whole record of a file to `apply`.
 * @returns bytes of whole records; what follows them is a torn tail
 */
export function readRecords(file: string, apply: (changes: Change[]) => void): number {
  const descriptor = openSync(file, 'r');
  try {
    const size = fstatSync(descriptor).size;
    let window: Buffer = Buffer.alloc(0);
    let read = 0;
    let whole = 0;
    const need = (bytes: number): boolean => {
      if (window.length >= bytes) return true;
      if (whole + bytes > size) return false;
      const more = Buffer.allocUnsafe(Math.min(Math.max(READ_BYTES, bytes), size - read));
      const got = readSync(descriptor, more, 0, more.length, read);
      read += got;
      window = Buffer.concat([window, more.subarray(0, got)]);
      return window.length >= bytes;
    };
    while (need(HEADER_BYTES)) {
      const end = HEADER_BYTES + window.readUInt32LE(0);
      if (!need(end)) break;
      const payload = window.subarray(HEADER_BYTES, end);
      if (crc32(payload) !== window.readUInt32LE(4)) break;
      apply(decodePayload(payload.toString()));
      whole += end;
      window = window.subarray(end);
    }
    return whole;
  } finally {
    closeSync(descriptor);
  }
}

function decodePayload(payload: string): Change[] {
  return payload.split('\n').map(line => {
    const [kind, table = '', key = '', time, ...json] = line.split('\t');
    switch (kind) {
      case 'T':
      case 'X':
        return { kind, table };
      case 'P':
        return { kind, table, key: flat(key), time: Number(time), value: flat(json.join('\t')) };
      case 'D':
        return { kind, table, key };
      default:
        throw new Error(`journal: unknown change ${JSON.stringify(kind)}`);
    }
  });
}

/** A copy of its own: a slice would keep its whole record in memory. */
function flat(slice: string): string {
  return Buffer.from(slice).toString();
}
