// Reads the log: the newest snapshot, the ones that follow it, and earlier ones.
// A log that lacks a file it needs, or has one that cannot be read, gives a DeltaError that names it, never an older
// state in disguise. Proven by test/delta/damage.test.ts.

import type { Action } from './actions.ts';
import { readCheckpoint } from './checkpoint.ts';
import { parseCommit } from './commit-file.ts';
import { DeltaError, isCorrupt } from './errors.ts';
import { commitFile } from './log-files.ts';
import { type Checkpoint, firstMissing, type LogListing, listLog, missingCommit } from './log-listing.ts';
import { advance, noChanges, replay, type Snapshot, snapshotAfter } from './snapshot.ts';
import type { TableStore } from './store.ts';

const attempts = 4;

/**
 * The snapshot of `version`, by default the newest. Null when there is no table. `known` is an earlier reading, to begin
 * from. Lists the log.
 */
export async function readSnapshot(
  store: TableStore,
  version?: number,
  known: Snapshot | null = null,
): Promise<Snapshot | null> {
  let seen = '';
  for (let attempt = 1; ; attempt += 1) {
    const listing = await listLog(store);
    try {
      return await readListed(store, listing, version, known);
    } catch (error) {
      // A clean-up may have gone on between the listing and the reading: only a log that stays as it is is damaged.
      const outline = JSON.stringify([[...listing.commits.keys()], listing.checkpoints]);
      if (!isCorrupt(error) || outline === seen || attempt === attempts) throw error;
      seen = outline;
    }
  }
}

async function readListed(
  store: TableStore,
  listing: LogListing,
  version: number | undefined,
  known: Snapshot | null,
): Promise<Snapshot | null> {
  const { latest, checkpoints } = listing;
  if (latest < 0) return null;
  const wanted = version ?? latest;
  if (!Number.isSafeInteger(wanted) || wanted > latest || wanted < 0)
    throw new DeltaError('not found', `there is no version ${wanted}; the newest is ${latest}`);
  const bases: Base[] = [...checkpoints.filter(checkpoint => checkpoint.version <= wanted), null];
  if (known && known.version <= wanted && firstMissing(listing, known.version + 1, wanted) === null)
    bases.splice(isFarBehind(known, bases[0]) ? 1 : 0, 0, known);
  let failure: unknown;
  for (const base of bases) {
    try {
      return await readFrom(store, listing, base, wanted);
    } catch (error) {
      if (!(error instanceof DeltaError) || error.code === 'unsupported') throw error;
      // What cannot be read is not needed when another checkpoint, or the whole log, stands in for it.
      failure ??= error;
    }
  }
  throw failure;
}

/** Whether the newest checkpoint saves reading many commits. */
function isFarBehind({ version }: Snapshot, newest: Base | undefined): boolean {
  return newest !== undefined && newest !== null && newest.version > version + 100;
}

/** What a version is read from: a snapshot, a checkpoint, or (null) the beginning. */
type Base = Snapshot | Checkpoint | null;

async function readFrom(
  store: TableStore,
  listing: LogListing,
  base: Base,
  wanted: number,
): Promise<Snapshot> {
  const first = (base?.version ?? -1) + 1;
  const gap = firstMissing(listing, first, wanted);
  if (gap !== null) throw missingCommit(listing, gap, wanted);
  const before = base && 'paths' in base ? await readCheckpoint(store, base) : base;
  const changes = noChanges();
  for (const actions of await readCommits(store, first, wanted)) replay(changes, actions);
  return snapshotAfter(before, changes, wanted);
}

const commitsAtOnce = 16;

async function readCommits(store: TableStore, first: number, last: number): Promise<Action[][]> {
  const commits: Action[][] = [];
  for (let from = first; from <= last; from += commitsAtOnce) {
    const versions = Array.from({ length: Math.min(commitsAtOnce, last - from + 1) }, (_, i) => from + i);
    commits.push(...(await Promise.all(versions.map(version => readListedCommit(store, version)))));
  }
  return commits;
}

async function readListedCommit(store: TableStore, version: number): Promise<Action[]> {
  const actions = await readCommit(store, version);
  if (actions) return actions;
  const file = commitFile(version);
  throw new DeltaError('corrupt', `${file} was listed and is gone: restore the file`, { file });
}

/** Null when the version does not exist (yet, or any more). */
export async function readCommit(store: TableStore, version: number): Promise<Action[] | null> {
  const content = await store.read(commitFile(version));
  return content ? parseCommit(content, commitFile(version)) : null;
}

/**
 * The snapshot after all commits that followed `snapshot`: one request when there are none. Takes the first version that
 * is not there for the end of the log, so the snapshot must have been the newest not long ago.
 */
export async function catchUp(store: TableStore, snapshot: Snapshot): Promise<Snapshot> {
  let latest = snapshot;
  for (;;) {
    const actions = await readCommit(store, latest.version + 1);
    if (!actions) return latest;
    latest = advance(latest, actions);
  }
}
