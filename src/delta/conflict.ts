// Whether a commit may follow one that was made after its snapshot was read. Appends never conflict with appends.

import { type Action, fileKey } from './actions.ts';

/** Why `ours`, built before `winner` was committed, must be built anew; null when it may simply follow. */
export function findConflict(ours: readonly Action[], winner: readonly Action[]): string | null {
  const touched = new Set(ours.flatMap(action => touchedBy(action) ?? []));
  for (const action of winner) {
    if ('protocol' in action) return 'the protocol changed';
    if ('metaData' in action) return 'the metadata changed';
    const thing = touchedBy(action);
    if (thing !== null && touched.has(thing)) return `${thing} went on`;
  }
  return null;
}

/** The file or the transaction that an action changes. */
function touchedBy(action: Action): string | null {
  if ('add' in action) return `the file ${fileKey(action.add.path)}`;
  if ('remove' in action) return `the file ${fileKey(action.remove.path)}`;
  if ('txn' in action) return `the transaction ${action.txn.appId}`;
  return null;
}
