// Where writes are recorded before they are acknowledged. Records of one turn of the event loop are written with
// one write(); replies wait for it. A failed write ends the process: memory would be ahead of the disk.
import { closeSync, fdatasyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

export type Journal = {
  record(text: string): void;
  /** Records until `end` are one unit: all of them are recovered or none. */
  begin(): void;
  end(keep: boolean): void;
  /** Calls back when everything recorded so far is on its way to the disk (at once when it is). */
  settled(reply: () => void): void;
  close(): void;
};

/** The journal of a server without a data folder. */
export const memoryJournal: Journal = {
  record() {},
  begin() {},
  end() {},
  settled: reply => reply(),
  close() {},
};

export function lineOf(text: string): string {
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`;
}

export class FileJournal implements Journal {
  size: number;
  private readonly dir: string;
  private readonly sync: boolean;
  private generation: number;
  private fd: number;
  private lines = '';
  private replies: (() => void)[] = [];
  private unit: string[] | undefined;
  private scheduled = false;

  /** Appends to `log-<generation>` of the folder, which has `size` bytes. */
  constructor(dir: string, generation: number, size: number, sync: boolean) {
    this.dir = dir;
    this.generation = generation;
    this.size = size;
    this.sync = sync;
    this.fd = openSync(logFile(dir, generation), 'a');
  }

  record(text: string): void {
    if (this.unit !== undefined) {
      this.unit.push(text);
      return;
    }
    this.lines += lineOf(text);
    this.schedule();
  }

  begin(): void {
    this.unit = [];
  }

  end(keep: boolean): void {
    const unit = this.unit ?? [];
    this.unit = undefined;
    if (keep && unit.length > 0) this.record(unit.join('\t'));
  }

  settled(reply: () => void): void {
    if (this.lines === '') reply();
    else this.replies.push(reply);
  }

  /** Begins `log-<generation + 1>`; what was recorded before is in the older ones. */
  rotate(): number {
    this.flush();
    closeSync(this.fd);
    this.generation += 1;
    this.size = 0;
    this.fd = openSync(logFile(this.dir, this.generation), 'a');
    return this.generation;
  }

  close(): void {
    this.flush();
    closeSync(this.fd);
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.flush();
    });
  }

  private flush(): void {
    if (this.lines === '') return;
    const bytes = Buffer.from(this.lines);
    this.lines = '';
    writeAll(this.fd, bytes);
    if (this.sync) fdatasyncSync(this.fd);
    this.size += bytes.length;
    const replies = this.replies;
    this.replies = [];
    for (const reply of replies) reply();
  }
}

export function logFile(dir: string, generation: number): string {
  return join(dir, `log-${String(generation).padStart(8, '0')}`);
}

export function snapshotFile(dir: string, generation: number): string {
  return join(dir, `snapshot-${String(generation).padStart(8, '0')}`);
}

export function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

/** Puts a finished snapshot in its place and removes what it replaces. */
export function adoptSnapshot(dir: string, generation: number, obsolete: readonly string[]): void {
  renameSync(`${snapshotFile(dir, generation)}.tmp`, snapshotFile(dir, generation));
  for (const name of obsolete) rmSync(join(dir, name));
}
