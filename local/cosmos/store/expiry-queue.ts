// Which documents may expire in which second. Each is queued at most once for a second no later than its expiry,
// and queued again when it turns out to live longer, so a write costs nothing and memory stays one entry a document.
import type { Item } from './item.ts';

export class ExpiryQueue {
  private readonly due = new Map<number, Item[]>();
  private swept = Math.floor(Date.now() / 1000) - 1;

  add(item: Item): void {
    const second = item.expiresAt;
    if (second === 0 || (item.queuedAt !== 0 && item.queuedAt <= second)) return;
    item.queuedAt = second;
    const key = Math.max(second, this.swept + 1);
    const items = this.due.get(key);
    if (items === undefined) this.due.set(key, [item]);
    else items.push(item);
  }

  /** Hands every document whose time has come to `expire`. */
  sweep(now: number, expire: (item: Item) => void): void {
    for (; this.swept < now; this.swept += 1) {
      const second = this.swept + 1;
      const items = this.due.get(second);
      if (items === undefined) continue;
      this.due.delete(second);
      for (const item of items) {
        if (item.queuedAt > second) continue;
        item.queuedAt = 0;
        if (item.lsn < 0 || item.expiresAt === 0) continue;
        if (item.expiresAt <= now) expire(item);
        else this.add(item);
      }
    }
  }
}
