// Writes a ZIP file (APPNOTE 6.3, no ZIP64): the same files give the same bytes, whenever and wherever it is written.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

export type ZipEntry = { path: string; content: Buffer };

const maxEntries = 0xffff;
const maxBytes = 0xffff_ffff;

/** 1980-01-01, the first that the format knows. */
const dosDate = 0x0021;

/** Returns the size of the file in bytes. */
export async function writeZip(file: string, entries: Iterable<ZipEntry>): Promise<number> {
  const out = createWriteStream(file);
  const failed = once(out, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content } of entries) {
    const name = Buffer.from(path);
    const deflated = deflateRawSync(content, { level: 6 });
    const isSmaller = deflated.length < content.length;
    const body = isSmaller ? deflated : content;
    const common = commonFields(content, body, isSmaller ? 8 : 0, name);
    const local = Buffer.concat([uint32(0x04034b50), common, uint16(0), name, body]);
    directory.push(centralEntry(common, name, offset));
    offset += local.length;
    if (!out.write(local)) await Promise.race([once(out, 'drain'), failed]);
  }
  if (directory.length > maxEntries || offset > maxBytes) throw new RangeError(`${file} would need ZIP64`);
  const central = Buffer.concat(directory);
  const end = Buffer.concat([central, endOfDirectory(directory.length, central.length, offset)]);
  out.end(end);
  await Promise.race([once(out, 'close'), failed]);
  return offset + end.length;
}

/** Version needed … length of the name: what the local and the central header share. */
function commonFields(content: Buffer, body: Buffer, method: number, name: Buffer): Buffer {
  const utf8Names = 1 << 11;
  return Buffer.concat([
    uint16(20),
    uint16(utf8Names),
    uint16(method),
    uint16(0),
    uint16(dosDate),
    uint32(crc32(content)),
    uint32(body.length),
    uint32(content.length),
    uint16(name.length),
  ]);
}

function centralEntry(common: Buffer, name: Buffer, offset: number): Buffer {
  const madeOnUnix = (3 << 8) | 20;
  const readableFile = (0o100644 << 16) >>> 0;
  return Buffer.concat([
    uint32(0x02014b50),
    uint16(madeOnUnix),
    common,
    uint16(0),
    uint16(0),
    uint16(0),
    uint16(0),
    uint32(readableFile),
    uint32(offset),
    name,
  ]);
}

function endOfDirectory(entries: number, bytes: number, offset: number): Buffer {
  return Buffer.concat([
    uint32(0x06054b50),
    uint16(0),
    uint16(0),
    uint16(entries),
    uint16(entries),
    uint32(bytes),
    uint32(offset),
    uint16(0),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
