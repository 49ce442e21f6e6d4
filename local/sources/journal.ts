// What one source leaves for another to follow up: a sale leaves its payment, points, stock moves and more.
// Every queue is bounded; what comes when one is full is not followed up.
import type { Random } from './random.ts';

/** First in, first out, at most `capacity` at once. */
export class Pending<T> {
  private readonly slots: (T | undefined)[];
  private head = 0;
  private size = 0;

  constructor(capacity = 4096) {
    this.slots = new Array<T | undefined>(capacity);
  }

  push(item: T): void {
    if (this.size === this.slots.length) return;
    this.slots[(this.head + this.size) % this.slots.length] = item;
    this.size++;
  }

  shift(): T | undefined {
    if (this.size === 0) return undefined;
    const item = this.slots[this.head];
    this.slots[this.head] = undefined;
    this.head = (this.head + 1) % this.slots.length;
    this.size--;
    return item;
  }
}

/** A basket or an order that was paid; `store` is an index of the world, -1 online. */
export interface Purchase {
  id: string;
  store: number;
  till: number;
  customer: number;
  totalMinor: number;
  paymentId: string;
  lines: { sku: number; quantity: number; discountMinor: number }[];
}

export interface Journal {
  unpaid: Pending<Purchase>;
  unearned: Pending<Purchase>;
  unstocked: Pending<Purchase>;
  unshipped: Pending<Purchase>;
  unredeemed: Pending<Purchase>;
  /** The last purchases, for voids, returns and refunds to refer to. */
  recent: Purchase[];
  remembered: number;
}

const RECENT = 1024;

export function makeJournal(): Journal {
  return {
    unpaid: new Pending(),
    unearned: new Pending(),
    unstocked: new Pending(),
    unshipped: new Pending(),
    unredeemed: new Pending(),
    recent: [],
    remembered: 0,
  };
}

/** Remembers a purchase among the last 1,024. */
export function remember(journal: Journal, purchase: Purchase): void {
  journal.recent[journal.remembered++ % RECENT] = purchase;
}

/** One of the last purchases that `fits`, or none after a few tries. */
export function recall(
  journal: Journal,
  rng: Random,
  fits: (purchase: Purchase) => boolean,
): Purchase | undefined {
  for (let attempt = 0; attempt < 8 && journal.recent.length > 0; attempt++) {
    const purchase = journal.recent[rng.below(journal.recent.length)];
    if (purchase && fits(purchase)) return purchase;
  }
  return undefined;
}
