// Event Hubs on this machine: an AMQP 1.0 server that Microsoft's clients talk to as they talk to Azure.

import type { AddressInfo } from 'node:net';
import rhea, { type EventContext, type Receiver, type Sender } from 'rhea';
import { isRefusal, parseReceiveSource, parseSendTarget } from './address.ts';
import { type Hub, type HubDefinition, openHub } from './open-hub.ts';
import { createReplyLinks } from './management.ts';
import type { SyncPolicy } from './partition-log.ts';
import { createReceiveLinks, selectorFilter } from './receive-links.ts';
import { maxMessageBytes, serveSendLink } from './send-links.ts';

export type EventHubsOptions = {
  /** 0: any free port. */
  port: number;
  /** Without it events live in memory. */
  dataDir?: string;
  /** `none`: acknowledged once the operating system has the bytes. `always`: once the disk has them. */
  sync?: SyncPolicy;
  retentionHours?: number;
  hubs: HubDefinition[];
};

export type EventHubs = { port: number; stop(): Promise<void> };

const trimEveryMs = 60_000;
const epochProperty = 'com.microsoft:epoch';

/** @throws when a hub's data is damaged beyond its torn tail, or the port is taken */
export async function startEventHubs({
  port,
  dataDir,
  sync = 'none',
  retentionHours = 24,
  hubs: definitions,
}: EventHubsOptions): Promise<EventHubs> {
  const hubs = new Map(
    definitions.map(definition => [
      definition.name.toLowerCase(),
      openHub(definition, { dataDir, sync, retentionHours }),
    ]),
  );
  const container = rhea.create_container({ id: 'event-hubs', autoaccept: false, autosettle: true });
  serveLinks(container, hubs);
  const server = container.listen({ port, host: '127.0.0.1', noDelay: true });
  server.on('connection', socket => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const sockets = new Set<{ destroy(): void }>();
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const logs = [...hubs.values()].flatMap(({ partitions }) => partitions);
  const trimming = setInterval(() => logs.forEach(log => void log.trim()), trimEveryMs).unref();
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      clearInterval(trimming);
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      await Promise.all(logs.map(log => log.close()));
    },
  };
}

function serveLinks(
  container: ReturnType<typeof rhea.create_container>,
  hubs: ReadonlyMap<string, Hub>,
): void {
  const replies = createReplyLinks(hubs);
  const receiving = createReceiveLinks();
  container.on('receiver_open', ({ receiver }: EventContext) => {
    if (!receiver) return;
    const address = String(receiver.target?.address ?? '');
    receiver.set_target({ address });
    if (address === '$cbs' || address.endsWith('$management'))
      serveRequests(receiver, address.endsWith('$cbs') ? '$cbs' : '$management', replies);
    else {
      const target = parseSendTarget(address, hubs);
      if (isRefusal(target)) receiver.close(target);
      else {
        announce(receiver, { max_message_size: maxMessageBytes });
        serveSendLink(receiver, target);
      }
    }
  });
  container.on('sender_open', ({ sender }: EventContext) => {
    if (!sender) return;
    const address = String(sender.source?.address ?? '');
    if (address === '$cbs' || address.endsWith('$management')) {
      sender.set_source({ address });
      replies.add(sender);
    } else openReceiveLink(sender, address, hubs, receiving);
  });
  // A client that goes away is its own business; without a listener rhea would throw.
  for (const event of [
    'disconnected',
    'connection_error',
    'session_error',
    'receiver_error',
    'sender_error',
    'error',
    'protocol_error',
  ] as const)
    container.on(event, () => {});
}

function serveRequests(receiver: Receiver, node: string, replies: ReturnType<typeof createReplyLinks>): void {
  receiver.on('message', ({ message, delivery, connection }: EventContext) => {
    delivery?.accept();
    if (message) replies.answer(connection, node, message);
  });
}

function openReceiveLink(
  sender: Sender,
  address: string,
  hubs: ReadonlyMap<string, Hub>,
  receiving: ReturnType<typeof createReceiveLinks>,
): void {
  const source = parseReceiveSource(address, hubs);
  if (isRefusal(source)) {
    sender.close(source);
    return;
  }
  sender.set_source({ address, filter: sender.source?.filter });
  // Settled when sent: what a client loses it reads again from its checkpoint, and dispositions would only cost.
  announce(sender, { snd_settle_mode: 1 });
  const epoch: unknown = sender.properties?.[epochProperty];
  const refusal = receiving.open(
    sender,
    source,
    selectorFilter(sender.source?.filter),
    epoch === undefined || epoch === null ? null : Number(epoch),
  );
  if (refusal) sender.close(refusal);
}

/** Fields of our own attach frame, which rhea's types leave out. */
function announce(link: Receiver | Sender, fields: Record<string, number>): void {
  const { local } = link as unknown as { local: { attach: object } };
  Object.assign(local.attach, fields);
}
