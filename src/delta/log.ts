// Reads the log: the newest snapshot, the ones that follow it, and earlier ones.
// A log that lacks a file it needs, or has one that cannot be read, gives a DeltaError that names it, never an older
// state in disguise. Proven by test/delta/damage.test.ts.

import { type Action, parseCommit } from './actions.ts';
import { decodeCheckpoint } from './checkpoint.ts';
import { DeltaError } from './errors.ts';
import { checkpointFile, commitFile, logFolder, parseLogFile } from './log-files.ts';
import { advance, emptyReplay, type Replay, replay, type Snapshot, toSnapshot } from './snapshot.ts';
import type { TableStore } from './store.ts';

/** What a listing of the log shows. */
export type LogListing = {
  /** When each commit was made, by version. */
  commits: Map<number, number>;
  /** Complete checkpoints: their files, by version. */
  checkpoints: Map<number, string[]>;
  /** The newest version of which there is a trace; −1 for no table. */
  latest: number;
};

export async function listLog(store: TableStore): Promise<LogListing> {
  const commits = new Map<number, number>();
  const parts = new Map<string, { version: number; parts: number; paths: string[] }>();
  for await (const { path, modifiedMs } of store.list(logFolder)) {
    const file = parseLogFile(path);
    if (file.kind === 'commit') commits.set(file.version, modifiedMs);
    if (file.kind !== 'checkpoint') continue;
    const key = `${file.version}/${file.parts}`;
    const known = parts.get(key) ?? { version: file.version, parts: file.parts, paths: [] };
    known.paths.push(path);
    parts.set(key, known);
  }
  const complete = [...parts.values()].filter(set => set.paths.length === set.parts);
  const checkpoints = new Map(complete.map(set => [set.version, set.paths.sort()]));
  let latest = -1;
  for (const version of [...commits.keys(), ...checkpoints.keys()]) latest = Math.max(latest, version);
  return { commits, checkpoints, latest };
}

/** The snapshot of `version`, by default the newest. Null when there is no table. */
export async function readSnapshot(store: TableStore, version?: number): Promise<Snapshot | null> {
  const listing = await listLog(store);
  if (listing.latest < 0) return null;
  const wanted = version ?? listing.latest;
  if (wanted > listing.latest || wanted < 0)
    throw new DeltaError('not found', `there is no version ${wanted}; the newest is ${listing.latest}`);
  const bases = [...listing.checkpoints.keys()].filter(base => base <= wanted).sort((a, b) => b - a);
  let damaged: unknown;
  for (const base of [...bases, -1]) {
    const gap = firstMissing(listing, base, wanted);
    if (gap !== null) {
      damaged ??= missingCommit(listing, gap, version !== undefined);
      continue;
    }
    try {
      return await replayFrom(store, listing.checkpoints.get(base) ?? [], base, wanted);
    } catch (error) {
      if (!isCheckpointDamage(error)) throw error;
      damaged ??= error;
    }
  }
  throw damaged;
}

/** A checkpoint that cannot be read is not needed when an earlier one, or the whole log, is there. */
function isCheckpointDamage(error: unknown): boolean {
  return error instanceof DeltaError && error.code === 'corrupt' && error.message.includes('.checkpoint.');
}

function firstMissing({ commits }: LogListing, base: number, wanted: number): number | null {
  for (let version = base + 1; version <= wanted; version += 1) if (!commits.has(version)) return version;
  return null;
}

function missingCommit({ commits, checkpoints }: LogListing, gap: number, timeTravel: boolean): DeltaError {
  const oldest = Math.min(...commits.keys(), ...checkpoints.keys());
  if (timeTravel && gap < oldest)
    return new DeltaError(
      'not found',
      `this version was cleaned up; the oldest that can be read is ${oldest}`,
    );
  return new DeltaError(
    'corrupt',
    `${commitFile(gap)} is missing, and no later checkpoint stands in for it: restore the file`,
  );
}

async function replayFrom(
  store: TableStore,
  checkpoint: readonly string[],
  base: number,
  wanted: number,
): Promise<Snapshot> {
  const state: Replay = emptyReplay();
  for (const path of checkpoint) {
    const content = await store.read(path);
    if (!content) throw new DeltaError('corrupt', `${path} was listed and is gone`);
    replay(state, await decodeCheckpoint(content, path));
  }
  if (checkpoint.length > 0 && (!state.protocol || !state.metadata))
    throw new DeltaError('corrupt', `${checkpointFile(base)} has no protocol or no metadata`);
  for (const actions of await readCommits(store, base + 1, wanted)) replay(state, actions);
  return toSnapshot(state, wanted);
}

const commitsAtOnce = 16;

async function readCommits(store: TableStore, first: number, last: number): Promise<Action[][]> {
  const commits: Action[][] = [];
  for (let from = first; from <= last; from += commitsAtOnce) {
    const versions = Array.from({ length: Math.min(commitsAtOnce, last - from + 1) }, (_, i) => from + i);
    commits.push(
      ...(await Promise.all(
        versions.map(async version => {
          const actions = await readCommit(store, version);
          if (!actions) throw new DeltaError('corrupt', `${commitFile(version)} was listed and is gone`);
          return actions;
        }),
      )),
    );
  }
  return commits;
}

/** Null when the version does not exist (yet). */
export async function readCommit(store: TableStore, version: number): Promise<Action[] | null> {
  const content = await store.read(commitFile(version));
  return content ? parseCommit(content, commitFile(version)) : null;
}

/** The snapshot after all commits that followed `snapshot`: one request when there are none. */
export async function catchUp(store: TableStore, snapshot: Snapshot): Promise<Snapshot> {
  let latest = snapshot;
  for (;;) {
    const actions = await readCommit(store, latest.version + 1);
    if (!actions) return latest;
    latest = advance(latest, actions);
  }
}
