// Queue functions: one that says what it gets, one that always fails, one that takes its time.
import { app } from '@azure/functions';

app.storageQueue('on-message', {
  queueName: '%QueueName%',
  connection: 'Queues',
  handler: (message, context) => {
    const { dequeueCount, id, queueTrigger } = context.triggerMetadata ?? {};
    context.log(JSON.stringify({ message, dequeueCount, id: typeof id, queueTrigger }));
  },
});
app.storageQueue('always-fails', {
  queueName: 'failing',
  connection: 'Queues',
  handler: (_message, context) => {
    context.log(String(context.triggerMetadata?.dequeueCount));
    throw new Error('never');
  },
});
let running = 0;
app.storageQueue('slowly', {
  queueName: 'slow',
  connection: 'Queues',
  handler: async (_message, context) => {
    running++;
    context.log(String(running));
    await new Promise(resolve => setTimeout(resolve, 300));
    running--;
  },
});
