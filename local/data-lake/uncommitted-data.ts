// Appended data waits here, by position, for its flush: so a flush is one Put Blob, atomic for every reader.
// It does not outlive the process: a flush after a restart answers InvalidFlushPosition.
import { DfsError, invalidFlushPosition } from './dfs-error.ts';
import type { PathProperties } from './path-properties.ts';

const MAX_TOTAL_BYTES = 1024 * 1024 * 1024;
/** Files created and never appended to are forgotten, oldest first, above this. */
const MAX_FILES = 10_000;

export interface OpenFile {
  /** The committed file that the data is appended to. */
  base: PathProperties;
  parts: Map<number, Buffer>;
}

export class UncommittedData {
  readonly #files = new Map<string, OpenFile>();
  #bytes = 0;

  get(key: string): OpenFile | undefined {
    return this.#files.get(key);
  }

  /** Starts over for a file: its earlier uncommitted data is dropped. */
  open(key: string, base: PathProperties): OpenFile {
    this.drop(key);
    if (this.#files.size >= MAX_FILES) this.#forgetOldestEmpty();
    const file = { base, parts: new Map<number, Buffer>() };
    this.#files.set(key, file);
    return file;
  }

  /** @throws DfsError ServerBusy when too much waits to be flushed */
  add(file: OpenFile, position: number, data: Buffer): void {
    const replaced = file.parts.get(position)?.length ?? 0;
    if (this.#bytes + data.length - replaced > MAX_TOTAL_BYTES) {
      throw new DfsError(503, 'ServerBusy', 'Too much appended data waits for its flush.');
    }
    this.#bytes += data.length - replaced;
    file.parts.set(position, data);
  }

  drop(key: string): void {
    for (const part of this.#files.get(key)?.parts.values() ?? []) this.#bytes -= part.length;
    this.#files.delete(key);
  }

  /** A path and all beneath it. */
  dropTree(key: string): void {
    for (const name of this.#files.keys()) if (name === key || name.startsWith(`${key}/`)) this.drop(name);
  }

  #forgetOldestEmpty(): void {
    for (const [key, file] of this.#files) {
      if (file.parts.size > 0) continue;
      this.#files.delete(key);
      return;
    }
  }
}

/** The parts between the file's length and `position`, in order. @throws DfsError InvalidFlushPosition */
export function partsUpTo(file: OpenFile, position: number): Buffer[] {
  const result: Buffer[] = [];
  let at = file.base.length;
  while (at < position) {
    const part = file.parts.get(at);
    if (!part || part.length === 0) throw invalidFlushPosition();
    result.push(part);
    at += part.length;
  }
  if (at !== position) throw invalidFlushPosition();
  return result;
}
