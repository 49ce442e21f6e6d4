// What Event Hubs says of its own partitions: where they begin and end.

import type { EventHubConsumerClient } from '@azure/event-hubs';
import type { Lane } from '../events/coordinate.ts';
import type { HubPosition } from '../ledger/ledger.ts';

/** `connect` opens a client for a hub; clients are kept. */
export function createHubPositions(
  connect: (hub: string) => EventHubConsumerClient,
): (lane: Lane) => Promise<HubPosition> {
  const clients = new Map<string, EventHubConsumerClient>();
  return async ({ hub, partitionId }) => {
    const client = clients.get(hub) ?? connect(hub);
    clients.set(hub, client);
    const { beginningSequenceNumber, lastEnqueuedSequenceNumber } =
      await client.getPartitionProperties(partitionId);
    // An empty partition that never had an event says −1 for its last one; some say 0 for both ends of it.
    return {
      hub,
      partitionId,
      begin: Math.max(0, beginningSequenceNumber),
      last: lastEnqueuedSequenceNumber,
    };
  };
}
