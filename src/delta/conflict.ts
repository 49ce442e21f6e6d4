// Whether a commit may follow one that was made after its snapshot was read. Appends never conflict with appends.

import type { Action } from './actions.ts';

/** Why `ours`, built before `winner` was committed, must be built anew; null when it may simply follow. */
export function findConflict(ours: readonly Action[], winner: readonly Action[]): string | null {
  const ourTransactions = new Set(ours.flatMap(action => ('txn' in action ? [action.txn.appId] : [])));
  const ourRemoves = new Set(ours.flatMap(action => ('remove' in action ? [action.remove.path] : [])));
  for (const action of winner) {
    if ('protocol' in action) return 'the protocol changed';
    if ('metaData' in action) return 'the metadata changed';
    if ('txn' in action && ourTransactions.has(action.txn.appId))
      return `the transaction ${action.txn.appId} went on`;
    if ('remove' in action && ourRemoves.has(action.remove.path)) return `${action.remove.path} was removed`;
  }
  return null;
}
