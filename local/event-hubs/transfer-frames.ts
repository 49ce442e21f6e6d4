// Writes events as settled AMQP transfer frames (spec part 2, section 2.7.5), many into one buffer and one
// socket write, past rhea's encoder but with its session's counters kept true.
import type { Sender } from 'rhea';
import { senderState, sessionOf } from './rhea-internals.ts';

// Frame header 8, descriptor 3, list8 with size and count 3, handle 5, delivery-id 5, tag 6, format 1,
// settled 1, more 1.
const FRAME_OVERHEAD = 33;

/** Transfers needed for an event of `size` bytes under the peer's frame size. */
export function transfersFor(size: number, maxFrameSize: number): number {
  return Math.max(1, Math.ceil(size / (maxFrameSize - FRAME_OVERHEAD)));
}

/** Whole frames of the events, in order, and the link's and session's counters moved on accordingly. */
export function transferFrames(sender: Sender, events: Buffer[], maxFrameSize: number): Buffer {
  const state = senderState(sender);
  const session = sessionOf(sender);
  const { outgoing } = session;
  const perFrame = maxFrameSize - FRAME_OVERHEAD;
  let size = 0;
  for (const event of events)
    size += event.length + FRAME_OVERHEAD * transfersFor(event.length, maxFrameSize);
  const out = Buffer.allocUnsafe(size);
  let at = 0;
  for (const event of events) {
    const id = outgoing.next_delivery_id++;
    for (let from = 0; from === 0 || from < event.length; from += perFrame) {
      const to = Math.min(from + perFrame, event.length);
      at = writeTransfer(
        out,
        at,
        session.local.channel,
        state.local.handle,
        id >>> 0,
        to < event.length,
        event,
        from,
        to,
      );
      outgoing.next_transfer_id++;
      outgoing.window--;
    }
  }
  outgoing.next_pending_delivery = outgoing.next_delivery_id;
  state.credit -= events.length;
  state.delivery_count += events.length;
  return out;
}

function writeTransfer(
  out: Buffer,
  at: number,
  channel: number,
  handle: number,
  id: number,
  more: boolean,
  event: Buffer,
  from: number,
  to: number,
): number {
  out.writeUInt32BE(FRAME_OVERHEAD + to - from, at);
  out[at + 4] = 2;
  out[at + 5] = 0;
  out.writeUInt16BE(channel, at + 6);
  out[at + 8] = 0x00;
  out[at + 9] = 0x53;
  out[at + 10] = 0x14;
  out[at + 11] = 0xc0;
  out[at + 12] = 20;
  out[at + 13] = 6;
  out[at + 14] = 0x70;
  out.writeUInt32BE(handle, at + 15);
  out[at + 19] = 0x70;
  out.writeUInt32BE(id, at + 20);
  out[at + 24] = 0xa0;
  out[at + 25] = 4;
  out.writeUInt32BE(id, at + 26);
  out[at + 30] = 0x43;
  out[at + 31] = 0x41;
  out[at + 32] = more ? 0x41 : 0x42;
  return at + FRAME_OVERHEAD + event.copy(out, at + FRAME_OVERHEAD, from, to);
}
