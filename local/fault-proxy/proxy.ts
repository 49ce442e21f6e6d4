// A service of this machine behind a door that can be shut, slow, or kept by someone who refuses. Without a fault bytes
// pass as they are.

import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { portOf, startBusyBroker } from './amqp.ts';
import { type Fault, refusals } from './fault.ts';
import { createBusyHttp } from './http.ts';
import { type HttpService, refusalOf } from './refusal.ts';
import { fallSilent, passOn, type Silence } from './tcp.ts';

export type ProxiedService = HttpService | 'event-hubs';

export type FaultProxy = {
  port: number;
  /** From now on. Going from or to `down` and `throttling` ends the connections there are. */
  set(fault: Fault): void;
  stop(): Promise<void>;
};

/** Listens on a free port of the loopback interface, in front of `targetPort`. */
export async function startFaultProxy(service: ProxiedService, targetPort: number): Promise<FaultProxy> {
  let fault: Fault = { kind: 'none' };
  const refused = refusals(targetPort);
  const isRefused = () => fault.kind === 'throttling' && refused(fault.share);
  const broker = service === 'event-hubs' ? await startBusyBroker() : null;
  const http =
    service === 'event-hubs' ? null : createBusyHttp(() => targetPort, refusalOf[service], isRefused);
  const sockets = new Map<Socket, Silence>();
  const delayMs = () => (fault.kind === 'slow' ? fault.delayMs : 0);

  const server = createServer(client => {
    sockets.set(client, () => client.destroy());
    client.on('close', () => sockets.delete(client));
    client.on('error', () => client.destroy());
    if (fault.kind === 'down') client.resetAndDestroy();
    else if (fault.kind === 'silent') fallSilent(client);
    else if (fault.kind === 'throttling' && http) http.emit('connection', client);
    else sockets.set(client, passOn(client, broker && isRefused() ? portOf(broker) : targetPort, delayMs));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: portOf(server),
    set: next => {
      const cuts = [fault.kind, next.kind].some(kind => kind === 'down' || kind === 'throttling');
      fault = next;
      if (cuts) for (const socket of sockets.keys()) socket.resetAndDestroy();
      if (next.kind === 'silent') for (const silence of sockets.values()) silence();
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets.keys()) socket.destroy();
      http?.emit('close');
      broker?.close();
      await closed;
    },
  };
}
