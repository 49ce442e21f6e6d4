// The stores of a committer, in memory.

import type { LandingStore } from '../../src/landing/landing.ts';
import type { LedgerStore, StoredEntry } from '../../src/ledger/ledger.ts';

export function createMemoryLanding(): LandingStore & {
  files: Map<string, { content: Uint8Array; metadata: Record<string, string> }>;
  listed: { count: number };
} {
  const files = new Map<string, { content: Uint8Array; metadata: Record<string, string> }>();
  const listed = { count: 0 };
  return {
    files,
    listed,
    put: async (path, content, metadata) => {
      if (files.has(path)) return 'exists';
      files.set(path, { content, metadata });
      return 'landed';
    },
    list: async function* (prefix) {
      listed.count += 1;
      for (const [path, { content, metadata }] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
        if (path.startsWith(prefix)) yield { path, size: content.byteLength, metadata };
    },
    read: async path => files.get(path)?.content ?? new Uint8Array(),
    delete: async path => {
      files.delete(path);
    },
  };
}

/** Of one lane. */
export function createMemoryLedger(): LedgerStore {
  let stored: StoredEntry | null = null;
  let version = 0;
  return {
    read: async () => (stored ? [structuredClone(stored)] : []),
    write: async ({ entry, etag }) => {
      if ((stored?.etag ?? null) !== etag) return 'changed';
      stored = { entry, etag: String(++version) };
      return 'written';
    },
  };
}
