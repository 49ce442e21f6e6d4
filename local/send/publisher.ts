// Publishes events to hubs over one AMQP connection, and keeps at it: a broker that is killed and comes back
// gets, in order, what it had not acknowledged.
import rhea, { type Connection, type EventContext } from 'rhea';
import { encodeMessage, type OutgoingEvent } from './amqp-message.ts';
import { openCbs } from './cbs.ts';
import type { EventHubsConnection } from './connection-string.ts';
import { HubLane, type Outcome } from './hub-lane.ts';

const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 1000;
/** An outage is told at once, then this often. */
const QUIET_MS = 10_000;
const HEARTBEAT_MS = 20_000;
/** Tokens live an hour; a connection is renewed before. */
const RENEW_MS = 45 * 60_000;
/** What no retry mends: the hub or the right to send to it is missing. */
const FATAL = new Set(['amqp:not-found', 'amqp:unauthorized-access', 'amqp:not-allowed']);

export interface PublisherOptions {
  connection: EventHubsConnection;
  hubs: readonly string[];
  /** Told when the broker is lost, and every 10 s while it stays away; the publisher goes on by itself. */
  onTrouble: (reason: string) => void;
  /** Told once when publishing cannot go on. */
  onFatal: (error: Error) => void;
}

export interface Publisher {
  /** Sends an event; `done` is called once, when the broker accepted it or refused it for good. */
  send(hub: string, event: OutgoingEvent, done: (outcome: Outcome) => void): void;
  /** Events not yet accepted or refused. */
  pending(): number;
  close(): void;
}

/** Connects, and goes on connecting until closed. @throws when a hub is named that was not opened */
export function openPublisher(options: PublisherOptions): Publisher {
  const { connection: target, hubs } = options;
  const lanes = new Map(hubs.map(hub => [hub, new HubLane()]));
  let closed = false;
  let current: Connection | undefined;
  let waitMs = FIRST_WAIT_MS;
  let quietUntilMs = 0;
  let timer: NodeJS.Timeout | undefined;

  const fail = (error: Error): void => {
    if (closed) return;
    close();
    options.onFatal(error);
  };
  /** Gives up a connection and tries a new one a little later; only once per connection. */
  const abandon = (connection: Connection, reason: string): void => {
    if (closed || current !== connection) return;
    current = undefined;
    clearTimeout(timer);
    for (const lane of lanes.values()) lane.detach();
    connection.removeAllListeners();
    // A socket that is already gone reports it once more.
    connection.on('error', () => {});
    connection.on('disconnected', () => {});
    connection.close();
    if (performance.now() >= quietUntilMs) {
      quietUntilMs = performance.now() + QUIET_MS;
      options.onTrouble(reason);
    }
    timer = setTimeout(connect, waitMs);
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  };
  const openLanes = async (connection: Connection): Promise<void> => {
    const cbs = openCbs(connection, target);
    await Promise.all(
      [...lanes].map(async ([hub, lane]) => {
        await cbs.authorise(hub);
        if (current === connection) openLane(connection, hub, lane);
      }),
    );
  };
  const openLane = (connection: Connection, hub: string, lane: HubLane): void => {
    // A session of its own: rhea sends a session's deliveries in order, and one full hub must not hold up others.
    const session = connection.create_session();
    session.begin();
    const sender = session.open_sender({ target: { address: hub }, snd_settle_mode: 0 });
    sender.on('sender_open', () => {
      waitMs = FIRST_WAIT_MS;
      quietUntilMs = 0;
      if (current === connection) lane.attach(sender);
    });
    const gone = ({ sender: link, session: owner }: EventContext): void => {
      const error = (link?.error ?? owner?.error) as { condition?: string; description?: string } | undefined;
      const reason = `hub ${hub}: ${error?.condition ?? 'link closed'} ${error?.description ?? ''}`.trim();
      if (error?.condition !== undefined && FATAL.has(error.condition)) fail(new Error(reason));
      else abandon(connection, reason);
    };
    sender.on('sender_error', gone);
    sender.on('sender_close', gone);
    session.on('session_error', gone);
    session.on('session_close', gone);
  };
  const connect = (): void => {
    const connection = rhea.create_container().connect({
      host: target.host,
      hostname: target.host,
      port: target.port,
      ...(target.tls ? { transport: 'tls', servername: target.host } : { transport: 'tcp' }),
      username: target.host,
      reconnect: false,
      idle_time_out: HEARTBEAT_MS,
    });
    current = connection;
    const lost = (context: EventContext): void =>
      abandon(
        connection,
        `connection lost: ${context.error?.message ?? context.connection?.error ?? 'closed'}`,
      );
    for (const event of ['disconnected', 'connection_error', 'connection_close', 'protocol_error']) {
      connection.on(event, lost);
    }
    connection.on('error', (error: Error) => abandon(connection, `connection lost: ${error.message}`));
    connection.on('connection_open', () => {
      timer = setTimeout(() => abandon(connection, 'the token is renewed'), RENEW_MS);
      timer.unref();
      openLanes(connection).catch((error: Error) => abandon(connection, error.message));
    });
  };
  const close = (): void => {
    closed = true;
    clearTimeout(timer);
    current?.close();
    current = undefined;
  };
  connect();
  return {
    send: (hub, event, done) => {
      const lane = lanes.get(hub);
      if (!lane) throw new Error(`hub ${hub} was not opened`);
      lane.push(encodeMessage(event), done);
    },
    pending: () => {
      let sum = 0;
      for (const lane of lanes.values()) sum += lane.pending;
      return sum;
    },
    close,
  };
}
