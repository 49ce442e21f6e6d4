// How long things are kept, from the table's properties, and the log files that are no longer needed.

import type { Metadata } from './actions.ts';
import { DeltaError } from './errors.ts';
import { logFolder, parseLogFile } from './log-files.ts';
import type { StoredFile, TableStore } from './store.ts';

const unitMs: Record<string, number> = {
  millisecond: 1,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
};

/** `interval 30 days` in milliseconds. Throws on what is not an interval of weeks or less. */
export function parseInterval(text: string): number {
  const [, count, unit = ''] = /^(?:interval\s+)?(\d+)\s+([a-z]+?)s?$/i.exec(text.trim()) ?? [];
  const ms = unitMs[unit.toLowerCase()];
  if (count === undefined || ms === undefined)
    throw new DeltaError('unsupported', `"${text}" is not an interval such as "interval 7 days"`);
  return Number(count) * ms;
}

const property = (name: string, otherwise: string) => (metadata: Metadata) =>
  parseInterval(metadata.configuration[name] ?? otherwise);

export const logRetentionMs = property('delta.logRetentionDuration', 'interval 30 days');
export const deletedFileRetentionMs = property('delta.deletedFileRetentionDuration', 'interval 1 week');

/** A checkpoint is written after every so many commits. */
export function checkpointInterval({ configuration }: Metadata): number {
  const interval = Number(configuration['delta.checkpointInterval'] ?? 10);
  return Number.isInteger(interval) && interval > 0 ? interval : 10;
}

/**
 * Deletes log files older than `beforeMs` from which no version since then is made. Oldest first, so that a crash
 * leaves no gap. Returns how many were deleted. (PROTOCOL.md, "Metadata Cleanup".)
 */
export async function cleanUpLog(store: TableStore, beforeMs: number): Promise<number> {
  const files: StoredFile[] = [];
  for await (const file of store.list(logFolder)) files.push(file);
  const base = baseVersion(files, beforeMs);
  const obsolete = files.filter(file => {
    const parsed = parseLogFile(file.path);
    if (parsed.kind === 'other') return file.path.endsWith('.tmp') && file.modifiedMs < beforeMs;
    return parsed.version < base;
  });
  obsolete.sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path } of obsolete) await store.delete(path);
  return obsolete.length;
}

/** The newest complete checkpoint that every version still promised can start from; −1 when there is none. */
function baseVersion(files: readonly StoredFile[], beforeMs: number): number {
  const parsed = files.map(file => ({ ...parseLogFile(file.path), modifiedMs: file.modifiedMs }));
  const parts = new Map<number, number>();
  let promised = Number.POSITIVE_INFINITY;
  let base = -1;
  for (const file of parsed)
    if (file.kind === 'commit' && file.modifiedMs >= beforeMs) promised = Math.min(promised, file.version);
  for (const file of parsed) {
    if (file.kind !== 'checkpoint' || file.version > promised) continue;
    const found = (parts.get(file.version) ?? 0) + 1;
    parts.set(file.version, found);
    if (found === file.parts) base = Math.max(base, file.version);
  }
  return base;
}
