// An Event Hub function with a retry policy; an event says how often it makes its batch fail.
import { app, type InvocationContext } from '@azure/functions';

interface Asked {
  n: number;
  failures?: number;
  waitMs?: number;
}

const failed = new Map<number, number>();
app.eventHub('retried', {
  connection: 'EventHubs',
  eventHubName: '%HubName%',
  cardinality: 'many',
  retry: {
    strategy: 'fixedDelay',
    maxRetryCount: Number(process.env.RetryCount ?? 2),
    delayInterval: { seconds: Number(process.env.RetrySeconds ?? 0) },
  },
  handler: async (messages, context: InvocationContext) => {
    const events = messages as Asked[];
    const numbers = events.map(event => event.n);
    context.log(
      JSON.stringify({ begin: numbers, id: context.invocationId, retry: context.retryContext ?? null }),
    );
    for (const event of events) {
      const times = failed.get(event.n) ?? 0;
      failed.set(event.n, times + 1);
      if (times < (event.failures ?? 0)) throw new Error(`event ${event.n} fails`);
      await new Promise(resolve => setTimeout(resolve, event.waitMs ?? 0));
    }
    context.log(JSON.stringify({ done: numbers }));
  },
});
