// Where the registry is kept: read whole, and written by compare-and-set, so that concurrent writers take turns.

import type { Change, RegistryState } from './registry-state.ts';

/** `revision` names the state: a write says which one it was decided on. */
export type Snapshot = { readonly state: RegistryState; readonly revision: string };

export type RegistryStore = {
  /** The newest state; never a mixture of two. */
  read(): Promise<Snapshot>;
  /** `changed`: somebody wrote since the snapshot, and nothing of this was written. */
  write(snapshot: Snapshot, change: Change): Promise<'written' | 'changed'>;
};
