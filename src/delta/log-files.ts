// The names of the log's files (PROTOCOL.md, "Delta Log Entries", "Checkpoints", "Log Compaction Files").

export const logFolder = '_delta_log';
export const lastCheckpointFile = `${logFolder}/_last_checkpoint`;

const digits = (version: number): string => String(version).padStart(20, '0');

export function commitFile(version: number): string {
  return `${logFolder}/${digits(version)}.json`;
}

export function checkpointFile(version: number): string {
  return `${logFolder}/${digits(version)}.checkpoint.parquet`;
}

export type LogFile =
  | { kind: 'commit'; version: number }
  /** `part` of `parts`, from 1; a classic checkpoint is 1 of 1. */
  | { kind: 'checkpoint'; version: number; part: number; parts: number }
  /** What other engines write about a commit, or from a commit on. */
  | { kind: 'checksum' | 'compacted'; version: number }
  | { kind: 'other' };

export function parseLogFile(path: string): LogFile {
  const [, text, rest = ''] = /^_delta_log\/(\d{20})\.([^/]+)$/.exec(path) ?? [];
  const version = Number(text);
  if (text === undefined) return { kind: 'other' };
  if (rest === 'json') return { kind: 'commit', version };
  if (rest === 'crc') return { kind: 'checksum', version };
  if (/^\d{20}\.compacted\.json$/.test(rest)) return { kind: 'compacted', version };
  const checkpoint = /^checkpoint(?:\.(\d{10})\.(\d{10}))?\.parquet$/.exec(rest);
  if (!checkpoint) return { kind: 'other' };
  const [, part, parts] = checkpoint;
  if (part === undefined || parts === undefined) return { kind: 'checkpoint', version, part: 1, parts: 1 };
  // "p > 1"
  return Number(parts) > 1
    ? { kind: 'checkpoint', version, part: Number(part), parts: Number(parts) }
    : { kind: 'other' };
}
