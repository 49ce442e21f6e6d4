// Notices a hub that was deleted and made anew under old checkpoints: the trigger would wait at a place that does not
// exist, for ever and in silence, until the checkpoint blobs are deleted by hand.
import type { Checkpoint, PartitionProperties } from '@azure/event-hubs';

export const leaseContainer = 'azure-webjobs-eventhub';

export class RecreatedHub extends Error {}

/** Throws RecreatedHub, which says what to delete, when the checkpoint lies beyond the end of the partition. */
export function refuseRecreatedHub(checkpoint: Checkpoint, end: PartitionProperties): void {
  const beyondSequence = checkpoint.sequenceNumber > end.lastEnqueuedSequenceNumber;
  const offset = Number(checkpoint.offset);
  const lastOffset = Number(end.lastEnqueuedOffset);
  const beyondOffset = Number.isFinite(offset) && Number.isFinite(lastOffset) && offset > lastOffset;
  if (!beyondSequence && !beyondOffset) return;
  const { fullyQualifiedNamespace, eventHubName, consumerGroup, partitionId } = checkpoint;
  const prefix = `${fullyQualifiedNamespace}/${eventHubName}/${consumerGroup}/checkpoint/`.toLowerCase();
  throw new RecreatedHub(
    `The event hub "${eventHubName}" was recreated under old checkpoints: partition ${partitionId} ends at sequence ` +
      `number ${end.lastEnqueuedSequenceNumber} (offset ${end.lastEnqueuedOffset}), its checkpoint is at ` +
      `${checkpoint.sequenceNumber} (offset ${checkpoint.offset}). Delete the blobs "${prefix}*" of the container ` +
      `"${leaseContainer}" in AzureWebJobsStorage and start the host again: az storage blob delete-batch ` +
      `--source ${leaseContainer} --pattern "${prefix}*" --connection-string "$AzureWebJobsStorage"`,
  );
}
