// The change feed of a container, latest versions: every live document once, ordered by its last write. A write
// appends; the entry it supersedes goes stale and is dropped when stale entries outnumber live ones.
import type { Item } from './item.ts';

export class ChangeFeed {
  private items: Item[] = [];
  private lsns: number[] = [];

  append(item: Item): void {
    this.items.push(item);
    this.lsns.push(item.lsn);
  }

  /** Drops stale entries when they are more than half. Not while a transaction may be undone. */
  tidy(live: number): void {
    if (this.items.length < 2 * live + 1024) return;
    const items: Item[] = [];
    const lsns: number[] = [];
    for (const item of this.since(-1)) {
      items.push(item);
      lsns.push(item.lsn);
    }
    this.items = items;
    this.lsns = lsns;
  }

  /** Live documents last written after write number `lsn`, oldest first. */
  *since(lsn: number): Generator<Item> {
    for (let at = this.firstAfter(lsn); at < this.items.length; at += 1) {
      const item = this.items[at] as Item;
      if (item.lsn === this.lsns[at]) yield item;
    }
  }

  private firstAfter(lsn: number): number {
    let low = 0;
    let high = this.lsns.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.lsns[middle] as number) <= lsn) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
