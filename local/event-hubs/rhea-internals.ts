// The parts of rhea that its typings leave out and on which the fast paths stand (rhea is pinned exactly).
import type { Socket } from 'node:net';
import type { Connection, Receiver, Sender } from 'rhea';

export interface OutgoingState {
  next_delivery_id: number;
  next_pending_delivery: number;
  next_transfer_id: number;
  window: number;
  deliveries: { size: number };
  /** Transfers the peer's session still takes; NaN before its first flow. */
  transfer_window(): number;
}

interface TransferFrame {
  performative: { handle: number; message_format: number | undefined | null };
}

export interface SessionState {
  local: { channel: number };
  outgoing: OutgoingState;
  remote: { handles: Record<number, Receiver | Sender> };
  on_flow(frame: unknown): void;
  on_transfer(frame: TransferFrame): void;
}

export interface SenderState {
  local: { handle: number };
  credit: number;
  delivery_count: number;
  _draining: boolean;
}

export interface AttachState {
  local: { attach: { source: unknown; target: unknown } };
}

export function sessionOf(link: Sender | Receiver): SessionState {
  return link.session as unknown as SessionState;
}

export function senderState(sender: Sender): SenderState {
  return sender as unknown as SenderState;
}

export function socketOf(connection: Connection): Socket {
  return (connection as unknown as { socket: Socket }).socket;
}

/** Answers an attach with the peer's own terminus: that is how a link is accepted. */
export function echoTermini(link: Sender | Receiver): void {
  const { attach } = (link as unknown as AttachState).local;
  attach.source = asDescribed(link.source);
  attach.target = asDescribed(link.target);
}

/** As AMQP's described list: rhea would write the object that it read as a map, which Microsoft's Java client refuses. */
function asDescribed(terminus: unknown): unknown {
  return (terminus as { described(): unknown } | undefined)?.described();
}

const flowListeners = new WeakMap<SessionState, Set<() => void>>();

/** Calls `listener` after each flow of the link's session: rhea tells only of flows that name the link. */
export function onSessionFlow(link: Sender, listener: () => void): () => void {
  const session = sessionOf(link);
  let listeners = flowListeners.get(session);
  if (listeners === undefined) {
    listeners = new Set();
    flowListeners.set(session, listeners);
    const called = listeners;
    const onFlow = session.on_flow.bind(session);
    session.on_flow = frame => {
      onFlow(frame);
      for (const each of called) each();
    };
  }
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const rawSessions = new WeakMap<SessionState, Set<Receiver>>();

/** Makes rhea hand over this receiver's messages as bytes: with format 0 it would decode them. */
export function receiveRaw(receiver: Receiver): void {
  const session = sessionOf(receiver);
  let receivers = rawSessions.get(session);
  if (receivers === undefined) {
    receivers = new Set();
    rawSessions.set(session, receivers);
    const raw = receivers;
    const onTransfer = session.on_transfer.bind(session);
    session.on_transfer = frame => {
      const { performative } = frame;
      const link = session.remote.handles[performative.handle];
      if (performative.message_format === 0 && raw.has(link as Receiver))
        performative.message_format = undefined;
      onTransfer(frame);
    };
  }
  receivers.add(receiver);
}
