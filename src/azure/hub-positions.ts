// What Event Hubs says of its own partitions: where they begin and end.

import type { EventHubConsumerClient } from '@azure/event-hubs';
import type { Lane } from '../events/coordinate.ts';
import type { HubPosition } from '../ledger/ledger.ts';

/**
 * `connect` opens a client for a hub; it is kept until it fails. A connection that died without a word looks idle to its
 * client for two minutes, and may stay so for good: who asks next, asks by another.
 */
export function createHubPositions(
  connect: (hub: string) => EventHubConsumerClient,
): (lane: Lane) => Promise<HubPosition> {
  const clients = new Map<string, EventHubConsumerClient>();
  return async ({ hub, partitionId }) => {
    const client = clients.get(hub) ?? connect(hub);
    clients.set(hub, client);
    const properties = await client.getPartitionProperties(partitionId).catch(error => {
      if (clients.get(hub) === client) clients.delete(hub);
      void client.close().catch(() => undefined);
      throw lastOf(error);
    });
    // An empty partition that never had an event says −1 for its last one; some say 0 for both ends of it.
    return {
      hub,
      partitionId,
      begin: Math.max(0, properties.beginningSequenceNumber),
      last: properties.lastEnqueuedSequenceNumber,
    };
  };
}

/** The client throws all that its tries threw, under no message. */
function lastOf(error: unknown): unknown {
  return error instanceof AggregateError ? error.errors.at(-1) : error;
}
