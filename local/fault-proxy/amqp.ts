// A broker that is busy: it opens connections and sessions, and refuses every link with `com.microsoft:server-busy`.
// Source: learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-troubleshoot, the error conditions.

import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import rhea, { type EventContext } from 'rhea';

const busy = {
  condition: 'com.microsoft:server-busy',
  description: 'The request was terminated because the entity is being throttled. Error code: 50002.',
};

export async function startBusyBroker(): Promise<Server> {
  const container = rhea.create_container({ id: 'busy' });
  const ignore = () => undefined;
  for (const event of [
    'connection_error',
    'session_error',
    'sender_error',
    'receiver_error',
    'error',
    'disconnected',
  ])
    container.on(event, ignore);
  container.on('sender_open', ({ sender }: EventContext) => sender?.close(busy));
  container.on('receiver_open', ({ receiver }: EventContext) => receiver?.close(busy));
  const server = container.listen({ host: '127.0.0.1', port: 0 }) as Server;
  await once(server, 'listening');
  return server;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
