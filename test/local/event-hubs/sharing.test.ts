import {
  type Checkpoint,
  type CheckpointStore,
  EventHubConsumerClient,
  earliestEventPosition,
  type PartitionOwnership,
} from '@azure/event-hubs';
import { expect, test } from 'vitest';
import { startEventHubs } from '../../../local/event-hubs/server.ts';
import { connectionString, producer } from './service.ts';

/** Leases and checkpoints as a store keeps them: a claim with an old etag loses. */
class SharedStore implements CheckpointStore {
  #owners = new Map<string, PartitionOwnership>();
  #checkpoints = new Map<string, Checkpoint>();
  #version = 0;

  async listOwnership(): Promise<PartitionOwnership[]> {
    return [...this.#owners.values()];
  }

  async claimOwnership(claims: PartitionOwnership[]): Promise<PartitionOwnership[]> {
    const won = claims.filter(claim => claim.etag === this.#owners.get(claim.partitionId)?.etag);
    return won.map(claim => {
      const owned = { ...claim, etag: String(++this.#version), lastModifiedTimeInMs: Date.now() };
      this.#owners.set(claim.partitionId, owned);
      return owned;
    });
  }

  async updateCheckpoint(checkpoint: Checkpoint): Promise<void> {
    this.#checkpoints.set(checkpoint.partitionId, checkpoint);
  }

  async listCheckpoints(): Promise<Checkpoint[]> {
    return [...this.#checkpoints.values()];
  }
}

test('two consumers share the partitions of a hub, and together read every event once', async () => {
  const service = await startEventHubs({
    port: 0,
    hubs: [{ name: 'hub', partitions: 4, consumerGroups: [] }],
  });
  const store = new SharedStore();
  const seen: string[] = [];
  const join = () => {
    const held = new Set<string>();
    const client = new EventHubConsumerClient('$Default', connectionString(service.port), 'hub', store, {
      loadBalancingOptions: { strategy: 'greedy', updateIntervalInMs: 150 },
    });
    client.subscribe(
      {
        processInitialize: async ({ partitionId }) => void held.add(partitionId),
        processClose: async (_, { partitionId }) => void held.delete(partitionId),
        processEvents: async (events, context) => {
          seen.push(...events.map(event => String(event.body)));
          const last = events.at(-1);
          if (last) await context.updateCheckpoint(last);
        },
        processError: async () => undefined,
      },
      { startPosition: earliestEventPosition, maxWaitTimeInSeconds: 1 },
    );
    return { client, held };
  };
  const sender = producer(service.port, 'hub');
  for (let i = 0; i < 4; i++) await sender.sendBatch([{ body: i }]);
  const first = join();
  // The first is at work in all partitions: the SDK lets the later of two links win, whoever holds the lease.
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(4);
  const second = join();
  await expect.poll(() => [first.held.size, second.held.size], { timeout: 10_000 }).toEqual([2, 2]);
  for (let i = 4; i < 40; i++) await sender.sendBatch([{ body: i }]);
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(40);
  expect(new Set(seen).size).toBe(40);
  await Promise.all([first.client.close(), second.client.close(), sender.close()]);
  await service.stop();
});
