// Reads a data folder back: the newest snapshot, then every log from its generation on. A last line without its
// line feed was torn by a kill: never acknowledged, it is cut off. A damaged line before that stops the start.
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { logFile, snapshotFile } from './journal.ts';
import { parseRecord, type Record } from './records.ts';

/** Where to go on appending. */
export type Recovered = { generation: number; size: number };

/** @throws Error naming the file when a line is damaged */
export function recover(dir: string, apply: (record: Record) => void): Recovered {
  mkdirSync(dir, { recursive: true });
  const names = readdirSync(dir);
  for (const name of names) if (name.endsWith('.tmp')) rmSync(join(dir, name));
  const snapshots = generations(names, 'snapshot-');
  const base = snapshots.at(-1) ?? 0;
  if (base > 0) readRecords(snapshotFile(dir, base), apply);
  const logs = generations(names, 'log-').filter(generation => generation >= base);
  for (const generation of logs) {
    const file = logFile(dir, generation);
    const end = readRecords(file, apply);
    if (end < statSync(file).size) truncateSync(file, end);
  }
  removeOlder(dir, names, base);
  const generation = logs.at(-1) ?? Math.max(base, 1);
  const size = logs.length === 0 ? 0 : statSync(logFile(dir, generation)).size;
  return { generation, size };
}

export function generations(names: readonly string[], prefix: string): number[] {
  return names
    .filter(name => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map(name => Number(name.slice(prefix.length)))
    .sort((a, b) => a - b);
}

function removeOlder(dir: string, names: readonly string[], base: number): void {
  for (const prefix of ['log-', 'snapshot-']) {
    for (const generation of generations(names, prefix)) {
      if (generation < base) rmSync(join(dir, `${prefix}${String(generation).padStart(8, '0')}`));
    }
  }
}

/** Applies every whole line; answers the offset after the last one. */
function readRecords(file: string, apply: (record: Record) => void): number {
  const fd = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(4 * 1024 * 1024);
    let rest = Buffer.alloc(0);
    let offset = 0;
    for (;;) {
      const read = readSync(fd, chunk);
      if (read === 0) return offset;
      const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
        applyLine(bytes.toString('utf8', start, end), file, offset, apply);
        offset += end + 1 - start;
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
  } finally {
    closeSync(fd);
  }
}

function applyLine(line: string, file: string, offset: number, apply: (record: Record) => void): void {
  const text = line.slice(9);
  if (Number.parseInt(line.slice(0, 8), 16) !== crc32(text)) {
    throw new Error(`${file} is damaged at byte ${offset}: restore it, or move it away to start without it.`);
  }
  for (const record of text.split('\t')) apply(parseRecord(record));
}
