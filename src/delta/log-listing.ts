// What a listing of the log shows. Only a listing tells the end of the log from a commit that was lost.

import { DeltaError } from './errors.ts';
import { commitFile, logFolder, parseLogFile } from './log-files.ts';
import { listAll, type StoredFile, type TableStore } from './store.ts';

/** A complete checkpoint: one file, or all of its parts. */
export type Checkpoint = { version: number; paths: string[] };

export type LogListing = {
  /** When each commit was made, by version. */
  commits: Map<number, number>;
  /** Newest first. */
  checkpoints: Checkpoint[];
  /** The newest version of which there is a trace; −1 for no table. */
  latest: number;
};

export async function listLog(store: TableStore): Promise<LogListing> {
  return toListing(await listAll(store, logFolder));
}

export function toListing(files: readonly StoredFile[]): LogListing {
  const commits = new Map<number, number>();
  for (const { path, modifiedMs } of files) {
    const file = parseLogFile(path);
    if (file.kind === 'commit') commits.set(file.version, modifiedMs);
  }
  const checkpoints = completeCheckpoints(files);
  let latest = checkpoints[0]?.version ?? -1;
  for (const version of commits.keys()) latest = Math.max(latest, version);
  return { commits, checkpoints, latest };
}

/** "Readers must ignore multi-part checkpoints with missing parts." */
function completeCheckpoints(files: readonly StoredFile[]): Checkpoint[] {
  const sets = new Map<string, Checkpoint & { parts: number }>();
  for (const { path } of files) {
    const file = parseLogFile(path);
    if (file.kind !== 'checkpoint' || file.part < 1 || file.part > file.parts) continue;
    const key = `${file.version}/${file.parts}`;
    const set = sets.get(key) ?? { version: file.version, parts: file.parts, paths: [] };
    set.paths.push(path);
    sets.set(key, set);
  }
  return [...sets.values()]
    .filter(set => set.paths.length === set.parts)
    .map(set => ({ version: set.version, paths: set.paths.sort() }))
    .sort((a, b) => b.version - a.version);
}

/** The first version of [from, to] that has no commit; null when all have. */
export function firstMissing({ commits }: LogListing, from: number, to: number): number | null {
  for (let version = from; version <= to; version += 1) if (!commits.has(version)) return version;
  return null;
}

/** The error of a commit that is not there: cleaned up, when nothing older than it can be read; otherwise lost. */
export function missingCommit(listing: LogListing, gap: number, wanted: number): DeltaError {
  // A clean-up leaves the commit of the checkpoint that it leaves; one without may have been written too late.
  const { commits, checkpoints } = listing;
  const oldest = commits.has(0) ? 0 : checkpoints.findLast(({ version }) => commits.has(version))?.version;
  if (oldest !== undefined && wanted < oldest)
    return new DeltaError(
      'not found',
      `the version ${wanted} was cleaned up; the oldest that can be read is ${oldest}`,
    );
  const file = commitFile(gap);
  return new DeltaError(
    'corrupt',
    `${file} is missing, and no later checkpoint stands in for it: restore the file`,
    { file },
  );
}

/** Whether `version` is still in the log or its end, so that the commit after it cannot have been cleaned up. */
export function isInLog({ commits, latest }: LogListing, version: number): boolean {
  return commits.has(version) || latest === version;
}

/** The newest version committed at or before a time; null for none. */
export function versionAsOf({ commits }: LogListing, timeMs: number): number | null {
  let found: number | null = null;
  let earlierMs = Number.NEGATIVE_INFINITY;
  for (const [version, modifiedMs] of [...commits].sort(([a], [b]) => a - b)) {
    // Clocks of a store differ a little: a commit is never older than the one before it.
    earlierMs = Math.max(earlierMs + 1, modifiedMs);
    if (earlierMs > timeMs) break;
    found = version;
  }
  return found;
}
