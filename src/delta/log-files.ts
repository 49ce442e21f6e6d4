// The names of the log's files (PROTOCOL.md, "Delta Log Entries" and "Checkpoints").

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
  | { kind: 'other' };

export function parseLogFile(path: string): LogFile {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const commit = /^(\d{20})\.json$/.exec(name);
  if (commit) return { kind: 'commit', version: Number(commit[1]) };
  const checkpoint = /^(\d{20})\.checkpoint(?:\.(\d{10})\.(\d{10}))?\.parquet$/.exec(name);
  if (!checkpoint) return { kind: 'other' };
  const [, version, part = '1', parts = '1'] = checkpoint;
  return { kind: 'checkpoint', version: Number(version), part: Number(part), parts: Number(parts) };
}
