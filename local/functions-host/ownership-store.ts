// The blobs in which hosts agree on owners and checkpoints, in the real extension's layout, seen by one listener:
// it learns here that a partition was taken from it, and gives up partitions it owns on paper only.
import type { Checkpoint, CheckpointStore, PartitionOwnership } from '@azure/event-hubs';

export interface OwnershipEvents {
  /** True while this listener receives from the partition. */
  isOpen(partitionId: string): boolean;
  /** True while this listener stops: then the client itself gives up what it owns. */
  isStopping(): boolean;
  /** True once another client of this listener has taken this one's place: this one sees no owners, and becomes none. */
  isRetired(): boolean;
  /** Another owner is on record for a partition that is open here. */
  lost(partitionId: string): void;
  /** A partition is about to start, from this checkpoint if it has one; throwing keeps it from starting. */
  starting(partitionId: string, checkpoint: Checkpoint | undefined): Promise<void>;
}

/** Wraps a store for the owner `ownerId`. */
export function ownershipStore(
  inner: CheckpointStore,
  ownerId: string,
  events: OwnershipEvents,
): CheckpointStore {
  let claimed: string | undefined;
  return {
    async listOwnership(namespace, hub, group, options) {
      if (events.isRetired()) return [];
      const ownerships = await inner.listOwnership(namespace, hub, group, options);
      for (const ownership of ownerships) {
        const open = events.isOpen(ownership.partitionId);
        if (ownership.ownerId !== ownerId && ownership.ownerId !== '' && open)
          events.lost(ownership.partitionId);
        // Owned on paper while its receiver is gone: the client would neither renew nor claim it until it expires.
        if (ownership.ownerId === ownerId && !open && !events.isStopping()) ownership.ownerId = '';
      }
      return ownerships;
    },
    async claimOwnership(ownerships: PartitionOwnership[], options) {
      if (events.isRetired()) return [];
      claimed = ownerships[0]?.partitionId;
      return inner.claimOwnership(ownerships, options);
    },
    async listCheckpoints(namespace, hub, group, options) {
      // The client claims a partition and then lists the checkpoints to start it, one partition after the other.
      const partitionId = claimed;
      const checkpoints = await inner.listCheckpoints(namespace, hub, group, options);
      const start = checkpoints.find(checkpoint => checkpoint.partitionId === partitionId);
      if (partitionId !== undefined) await events.starting(partitionId, start);
      return checkpoints;
    },
    updateCheckpoint: (checkpoint, options) => inner.updateCheckpoint(checkpoint, options),
  };
}
