// How far each lane's consumer group has been checkpointed by the Event Hubs trigger. Its blobs are named
// `<namespace>/<hub>/<group>/checkpoint/<partition>`, in lower case, and say it in their metadata.

import type { ContainerClient } from '@azure/storage-blob';
import { laneName } from '../events/coordinate.ts';
import { hasStatus } from './has-status.ts';
import { pagesInTime } from './in-time.ts';

export const checkpointContainer = 'azure-webjobs-eventhub';

/** Lane name → last sequence number checkpointed by `consumerGroup`. */
export async function readCheckpoints(
  container: ContainerClient,
  consumerGroup: string,
): Promise<Map<string, number>> {
  const checkpoints = new Map<string, number>();
  try {
    const pages = pagesInTime(
      options => container.listBlobsFlat({ includeMetadata: true, ...options }),
      page => page.continuationToken,
    );
    for await (const { segment } of pages)
      for (const { name, metadata = {} } of segment.blobItems) {
        const [, hub, group, kind, partitionId] = name.split('/');
        const sequenceNumber = Number(metadata.sequencenumber ?? Number.NaN);
        if (
          !hub ||
          !partitionId ||
          group !== consumerGroup ||
          kind !== 'checkpoint' ||
          !Number.isSafeInteger(sequenceNumber)
        )
          continue;
        checkpoints.set(laneName({ hub, partitionId }), sequenceNumber);
      }
  } catch (error) {
    // The trigger makes the container with its first checkpoint.
    if (!hasStatus(error, 404)) throw error;
  }
  return checkpoints;
}
