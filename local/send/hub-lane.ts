// The way of events to one hub: in order, each tried until the broker accepts it or refuses it for good. What
// was in flight when a connection died is sent again, before anything newer: it may arrive twice, never be lost.
import type { EventContext, Sender } from 'rhea';

/** What became of an event. `sends` above 1: the broker may hold it more than once. */
export type Outcome = { ok: true; sends: number } | { ok: false; sends: number; reason: string };

interface Item {
  payload: Buffer;
  sends: number;
  done: (outcome: Outcome) => void;
}

/** Deliveries in flight at once; rhea's own buffer holds 2,048. */
const WINDOW = 1000;
const BUSY_MS = 100;

/** Refusals that pass: the service asks to come again. */
const PASSING = new Set([
  'com.microsoft:server-busy',
  'com.microsoft:timeout',
  'com.microsoft:operation-cancelled',
  'amqp:internal-error',
  'amqp:resource-limit-exceeded',
]);

export class HubLane {
  private waiting: Item[] = [];
  private next = 0;
  private again: Item[] = [];
  private readonly inFlight = new Map<number, Item>();
  private sender: Sender | undefined;
  private paused = false;

  /** Events not yet accepted or refused. */
  get pending(): number {
    return this.waiting.length - this.next + this.again.length + this.inFlight.size;
  }

  push(payload: Buffer, done: (outcome: Outcome) => void): void {
    this.waiting.push({ payload, sends: 0, done });
    this.pump();
  }

  /** Sends over this link from now on. */
  attach(sender: Sender): void {
    this.sender = sender;
    this.paused = false;
    sender.on('sendable', () => this.pump());
    sender.on('accepted', context => this.settle(context, true));
    sender.on('rejected', context => this.settle(context, false));
    sender.on('released', context => this.settle(context, false));
    sender.on('modified', context => this.settle(context, false));
    this.pump();
  }

  /** The link is gone: what was in flight waits for the next link, first. */
  detach(): void {
    this.sender = undefined;
    this.again.push(...this.inFlight.values());
    this.inFlight.clear();
    this.requeue();
  }

  private pump(): void {
    const { sender } = this;
    if (!sender || this.paused) return;
    while (this.next < this.waiting.length && this.inFlight.size < WINDOW && sender.sendable()) {
      const item = this.waiting[this.next++];
      if (!item) continue;
      const most = Number(sender.max_message_size ?? 0);
      if (most > 0 && item.payload.length > most) {
        item.done({
          ok: false,
          sends: item.sends,
          reason: `${item.payload.length} bytes; the hub takes ${most}`,
        });
        continue;
      }
      item.sends++;
      this.inFlight.set(sender.send(item.payload, undefined, 0).id, item);
    }
    if (this.next > 512 && this.next * 2 > this.waiting.length) {
      this.waiting = this.waiting.slice(this.next);
      this.next = 0;
    }
  }

  private settle({ delivery, sender }: EventContext, accepted: boolean): void {
    const item = delivery && sender === this.sender ? this.inFlight.get(delivery.id) : undefined;
    if (!delivery || !item) return;
    this.inFlight.delete(delivery.id);
    const error = (
      delivery.remote_state as { error?: { condition?: string; description?: string } } | undefined
    )?.error;
    if (accepted) item.done({ ok: true, sends: item.sends });
    else if (error?.condition === undefined || PASSING.has(error.condition)) this.retry(item);
    else
      item.done({ ok: false, sends: item.sends, reason: `${error.condition}: ${error.description ?? ''}` });
    if (this.paused && this.inFlight.size === 0) this.resume();
    else this.pump();
  }

  /** Nothing newer is sent until what is in flight has settled and the refused ones went again. */
  private retry(item: Item): void {
    this.again.push(item);
    this.paused = true;
  }

  private resume(): void {
    this.requeue();
    setTimeout(() => {
      this.paused = false;
      this.pump();
    }, BUSY_MS);
  }

  private requeue(): void {
    if (this.again.length === 0) return;
    this.waiting = this.again.concat(this.waiting.slice(this.next));
    this.next = 0;
    this.again = [];
  }
}
