// Feeds one receiver of a partition: at once when an event is stored, never beyond the link's credit, the
// session's window or what the socket takes.
import type { AmqpError, Sender } from 'rhea';
import { internalError } from './amqp-errors.ts';
import { PartitionCursor } from './partition-cursor.ts';
import type { PartitionLog } from './partition-log.ts';
import { onSessionFlow, senderState, sessionOf, socketOf } from './rhea-internals.ts';
import { withRuntimeMetrics } from './runtime-metrics.ts';
import { transferFrames, transfersFor } from './transfer-frames.ts';

const WRITE_BYTES = 256 * 1024;

export class ReaderLink {
  #sender: Sender;
  #log: PartitionLog;
  #cursor: PartitionCursor;
  #metrics: boolean;
  #maxFrameSize: number;
  #open = false;
  #waitsForDrain = false;
  #stop: (() => void)[];

  /** Begins delivering `log` from `sequence` on, once rhea has answered the attach. */
  constructor(sender: Sender, log: PartitionLog, sequence: number, options: { metrics: boolean }) {
    this.#sender = sender;
    this.#log = log;
    this.#cursor = new PartitionCursor(log, sequence);
    this.#metrics = options.metrics;
    this.#maxFrameSize = sender.connection.max_frame_size ?? 0xffffffff;
    const pump = () => this.#pump();
    this.#stop = [log.onAppend(pump), onSessionFlow(sender, pump)];
    setImmediate(() => {
      this.#open = this.#stop.length > 0;
      this.#pump();
    });
  }

  close(fault?: AmqpError): void {
    this.#open = false;
    for (const stop of this.#stop) stop();
    this.#stop = [];
    if (fault !== undefined) this.#sender.close(fault);
  }

  #pump(): void {
    if (!this.#open || this.#waitsForDrain || !this.#sender.is_open()) return;
    try {
      this.#send();
    } catch (error) {
      process.stderr.write(`event-hubs: reading failed: ${(error as Error).message}\n`);
      this.close(internalError((error as Error).message));
    }
  }

  #send(): void {
    const socket = socketOf(this.#sender.connection);
    for (let events = this.#take(); events.length > 0; events = this.#take()) {
      if (socket.write(transferFrames(this.#sender, events, this.#maxFrameSize))) continue;
      this.#waitForDrain(socket);
      return;
    }
    if (senderState(this.#sender)._draining && this.#cursor.peek() === undefined)
      this.#sender.set_drained(true);
  }

  #waitForDrain(socket: ReturnType<typeof socketOf>): void {
    this.#waitsForDrain = true;
    socket.once('drain', () => {
      this.#waitsForDrain = false;
      this.#pump();
    });
  }

  /** The next events that may be sent now, up to one write's worth. */
  #take(): Buffer[] {
    const { outgoing } = sessionOf(this.#sender);
    const events: Buffer[] = [];
    // Deliveries that rhea itself still has to send keep their turn.
    if (outgoing.deliveries.size > 0) return events;
    const { credit } = senderState(this.#sender);
    let window = outgoing.transfer_window() || 0;
    for (let bytes = 0; events.length < credit && bytes < WRITE_BYTES; ) {
      const stored = this.#cursor.peek();
      if (stored === undefined) break;
      const event = this.#metrics ? withRuntimeMetrics(stored, this.#log.tail) : stored;
      window -= transfersFor(event.length, this.#maxFrameSize);
      if (window < 0) break;
      this.#cursor.advance(stored);
      events.push(event);
      bytes += event.length;
    }
    return events;
  }
}
