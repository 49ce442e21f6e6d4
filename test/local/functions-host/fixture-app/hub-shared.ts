// An Event Hub function that logs partition and sequence numbers, and one on a hub of its own.
import { app } from '@azure/functions';

interface Metadata {
  partitionContext: { partitionId: string };
  systemPropertiesArray: { sequenceNumber: number }[];
}

app.eventHub('shared', {
  connection: 'EventHubs',
  eventHubName: '%HubName%',
  cardinality: 'many',
  handler: (_events, context) => {
    const { partitionContext, systemPropertiesArray } = context.triggerMetadata as unknown as Metadata;
    const sequences = systemPropertiesArray.map(one => one.sequenceNumber);
    context.log(JSON.stringify({ partition: partitionContext.partitionId, sequences }));
  },
});
app.eventHub('other', {
  connection: 'EventHubs',
  eventHubName: 'other',
  cardinality: 'many',
  handler: (events, context) => context.log(JSON.stringify(events)),
});
