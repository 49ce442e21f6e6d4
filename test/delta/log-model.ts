// What a log says, read in the plainest way: the state that every version must have, whoever reads it and from where.

import type { Snapshot } from '../../src/delta/snapshot.ts';

export type ModelState = {
  /** Sorted. */
  files: string[];
  /** Path → deletionTimestamp, for files that were removed and not added again. */
  removed: Map<string, number>;
  transactions: Record<string, number>;
  columns: string[];
};

/** `commits` are the commit files in order of their version. */
export function replayModel(commits: readonly Uint8Array[]): ModelState[] {
  const files = new Set<string>();
  const removed = new Map<string, number>();
  const transactions = new Map<string, number>();
  let columns: string[] = [];
  return commits.map(content => {
    for (const line of new TextDecoder().decode(content).trim().split('\n')) {
      const { add, remove, txn, metaData } = JSON.parse(line);
      if (add) files.add(add.path);
      if (add) removed.delete(add.path);
      if (remove) files.delete(remove.path);
      if (remove) removed.set(remove.path, remove.deletionTimestamp);
      if (txn) transactions.set(txn.appId, txn.version);
      if (metaData)
        columns = JSON.parse(metaData.schemaString).fields.map(({ name }: { name: string }) => name);
    }
    return {
      files: [...files].sort(),
      removed: new Map(removed),
      transactions: sorted(transactions),
      columns,
    };
  });
}

/** The same of a snapshot, without what it may have forgotten. */
export function stateOf({ files, transactions, schema }: Snapshot): Omit<ModelState, 'removed'> {
  return {
    files: [...files.values()].map(({ path }) => path).sort(),
    transactions: sorted(transactions),
    columns: schema.fields.map(({ name }) => name),
  };
}

function sorted(map: Iterable<[string, number]>): Record<string, number> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
