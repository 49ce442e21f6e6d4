// Decides what each attached link is: a publisher, a reader of a partition, or half of a request-response pair.
import type { Connection, Container, EventContext, Message, Receiver, Sender } from 'rhea';
import { findSource, findTarget, type Hubs } from './addresses.ts';
import type { AmqpFault } from './amqp-errors.ts';
import { answer } from './management.ts';
import { acceptPublishing } from './publish-link.ts';
import { ReaderLink } from './reader-link.ts';
import { echoTermini } from './rhea-internals.ts';
import { RUNTIME_METRIC } from './runtime-metrics.ts';
import { FILTER_NAME, startPosition } from './start-position.ts';

const requestNodes = new Set(['$cbs', '$management']);

interface ConnectionLinks {
  /** Reply links by the address that requests name in `reply_to`. */
  replies: Map<string, Sender>;
  /** What to do when a reading link goes away. */
  readers: Map<Sender, () => void>;
}

/** Serves every link that clients of `container` attach. */
export function serveLinks(container: Container, hubs: Hubs): void {
  const byConnection = new WeakMap<Connection, ConnectionLinks>();
  const linksOf = (connection: Connection): ConnectionLinks => {
    const links = byConnection.get(connection) ?? { replies: new Map(), readers: new Map() };
    byConnection.set(connection, links);
    return links;
  };
  container.on('receiver_open', ({ receiver, connection }: Opened<'receiver'>) => {
    openPublisher(receiver, linksOf(connection), hubs);
  });
  container.on('sender_open', ({ sender, connection }: Opened<'sender'>) => {
    openReader(sender, linksOf(connection), hubs);
  });
  container.on('sender_close', ({ sender, connection }: Opened<'sender'>) => {
    linksOf(connection).readers.get(sender)?.();
  });
  container.on('session_close', ({ session, connection }: EventContext) => {
    for (const [sender, leave] of linksOf(connection).readers) if (sender.session === session) leave();
  });
  const leaveAll = ({ connection }: EventContext): void => {
    for (const leave of linksOf(connection).readers.values()) leave();
  };
  container.on('connection_close', leaveAll);
  container.on('disconnected', leaveAll);
}

type Opened<Role extends 'sender' | 'receiver'> = EventContext & Required<Pick<EventContext, Role>>;

function isFault(found: object): found is AmqpFault {
  return 'condition' in found;
}

function openPublisher(receiver: Receiver, links: ConnectionLinks, hubs: Hubs): void {
  const address = receiver.target?.address ?? '';
  if (requestNodes.has(address)) {
    echoTermini(receiver);
    receiver.on('message', ({ message, delivery }: EventContext) => {
      delivery?.accept();
      respond(links, answer(hubs, address, message as Message), message as Message);
    });
    return;
  }
  const found = findTarget(hubs, address);
  if (isFault(found)) {
    receiver.close(found);
    return;
  }
  echoTermini(receiver);
  acceptPublishing(receiver, found.hub, found.partition);
}

function respond(links: ConnectionLinks, reply: Message, request: Message): void {
  const sender = links.replies.get(request.reply_to ?? '');
  if (sender === undefined) {
    process.stderr.write(`event-hubs: no reply link '${request.reply_to}'\n`);
    return;
  }
  sender.send(reply);
}

function openReader(sender: Sender, links: ConnectionLinks, hubs: Hubs): void {
  const address = addressOf(sender.source);
  if (requestNodes.has(address)) {
    echoTermini(sender);
    const replyTo = addressOf(sender.target) || sender.name;
    links.replies.set(replyTo, sender);
    sender.on('sender_close', () => links.replies.delete(replyTo));
    return;
  }
  const refused = admitReader(sender, findSource(hubs, address), links);
  if (refused) sender.close(refused);
}

/** Lets a reader of a partition in, or says why not. */
function admitReader(
  sender: Sender,
  found: ReturnType<typeof findSource>,
  links: ConnectionLinks,
): AmqpFault | undefined {
  if (isFault(found)) return found;
  const { log } = found.partition;
  const sequence = startPosition(filterOf(sender), log);
  if (typeof sequence !== 'number') return sequence;
  let link: ReaderLink | undefined;
  const reader = {
    name: nameOf(sender),
    epoch: epochOf(sender),
    disconnect: (fault: AmqpFault) => {
      links.readers.delete(sender);
      link?.close(fault);
    },
  };
  const refused = found.group.admit(reader);
  if (refused) return refused;
  echoTermini(sender);
  link = new ReaderLink(sender, log, sequence, { metrics: asks(sender, RUNTIME_METRIC) });
  links.readers.set(sender, () => {
    links.readers.delete(sender);
    found.group.leave(reader);
    link?.close();
  });
  return undefined;
}

function addressOf(terminus: { address?: string | undefined } | null | undefined): string {
  return terminus?.address ?? '';
}

function nameOf(sender: Sender): string {
  const name: unknown = sender.properties?.['com.microsoft:receiver-name'];
  return typeof name === 'string' ? name : 'nil';
}

/** The epoch is a 64-bit long: rhea gives one that a number cannot hold as bytes. */
function epochOf(sender: Sender): number | undefined {
  const epoch: unknown = sender.properties?.['com.microsoft:epoch'];
  if (Buffer.isBuffer(epoch)) return Number(epoch.readBigInt64BE());
  return typeof epoch === 'number' ? epoch : undefined;
}

function filterOf(sender: Sender): string | undefined {
  const filters = sender.source?.filter as Record<string, unknown> | null | undefined;
  const filter = filters?.[FILTER_NAME];
  return filter === undefined || filter === null ? undefined : String(filter);
}

function asks(sender: Sender, capability: string): boolean {
  const wanted: unknown = sender.desired_capabilities;
  return Array.isArray(wanted) ? wanted.map(String).includes(capability) : String(wanted) === capability;
}
