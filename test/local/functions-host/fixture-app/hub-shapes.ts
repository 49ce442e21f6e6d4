// Event Hub functions that log what the host hands over, in each shape: many, one at a time, raw bytes.
import { app, type InvocationContext } from '@azure/functions';

const hub = { connection: 'EventHubs', eventHubName: '%HubName%' };
const show = (bodies: unknown, context: InvocationContext) =>
  context.log(JSON.stringify({ bodies, metadata: context.triggerMetadata }));

app.eventHub('many', { ...hub, consumerGroup: 'many', cardinality: 'many', handler: show });
app.eventHub('one', { ...hub, consumerGroup: 'one', handler: show });
app.eventHub('raw', {
  ...hub,
  consumerGroup: 'raw',
  cardinality: 'many',
  dataType: 'binary',
  handler: (bodies, context) =>
    show(
      (bodies as Buffer[]).map(body => [Buffer.isBuffer(body), body.toString()]),
      context,
    ),
} as Parameters<typeof app.eventHub>[1]);
