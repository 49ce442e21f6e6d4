// The files of the built console, in memory, each with its compressed copies. What is not in this list is not served, so
// that no path leads anywhere else.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

export type BuiltFile = {
  contentType: string;
  etag: string;
  /** Its name changes with its content, so that it is asked for once. */
  isHashed: boolean;
  identity: Uint8Array<ArrayBuffer>;
  br?: Uint8Array<ArrayBuffer>;
  gzip?: Uint8Array<ArrayBuffer>;
};

/** By path below the console's root, with `/`. */
export type BuiltConsole = ReadonlyMap<string, BuiltFile>;

export const indexFile = 'index.html';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** More than this is no console: it would be held in memory. */
const maxBytes = 32 * 1024 * 1024;

/** Reads a folder again only when it was built again: nobody has to restart for it. */
export function createConsoleReader(folder: string): () => BuiltConsole | null {
  const index = join(folder, indexFile);
  let builtMs = 0;
  let files: BuiltConsole | null = null;
  return () => {
    const nowMs = statSync(index, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (nowMs !== builtMs || files === null) files = readBuiltConsole(folder);
    builtMs = nowMs;
    return files;
  };
}

/** Null where the console was not built. Throws for a folder that is too large. */
export function readBuiltConsole(folder: string): BuiltConsole | null {
  if (!existsSync(join(folder, indexFile))) return null;
  const files = new Map<string, BuiltFile>();
  let total = 0;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry);
    const contentType = contentTypes[extname(entry)];
    if (contentType === undefined || !statSync(path).isFile()) continue;
    const file = readBuiltFile(path, contentType);
    total += file.identity.length + (file.br?.length ?? 0) + (file.gzip?.length ?? 0);
    if (total > maxBytes) throw new RangeError(`${folder} holds more than ${maxBytes} bytes`);
    files.set(entry.split(sep).join('/'), file);
  }
  return files;
}

function readBuiltFile(path: string, contentType: string): BuiltFile {
  const identity = new Uint8Array(readFileSync(path));
  const copy = (suffix: string) =>
    existsSync(path + suffix) ? new Uint8Array(readFileSync(path + suffix)) : undefined;
  const [br, gzip] = [copy('.br'), copy('.gz')];
  return {
    contentType,
    etag: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
    isHashed: /-[\w-]{8}\.\w+$/.test(path),
    identity,
    ...(br === undefined ? {} : { br }),
    ...(gzip === undefined ? {} : { gzip }),
  };
}
