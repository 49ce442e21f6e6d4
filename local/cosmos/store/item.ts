// One document: its JSON text is the truth; its parsed form is kept only while it is in recent use, so that half a
// million documents fit in memory and a document that is patched again and again is not parsed again.
import type { Document } from '../json.ts';

export type Item = {
  readonly id: string;
  readonly partition: LogicalPartition;
  /** Number of the document in its container; its `_rid` is made of it. */
  rid: number;
  /** Number of the write that made this version; -1 once deleted. The change feed is ordered by it. */
  lsn: number;
  /** Seconds, as `_ts`. */
  timestamp: number;
  text: string;
  parsed: Document | undefined;
  /** Second in which its time to live ends; 0 for never. */
  expiresAt: number;
  /** Second under which the expiry queue holds it; 0 when it does not. */
  queuedAt: number;
};

/** The documents that share a partition key. */
export type LogicalPartition = {
  /** Canonical key text (partition-key.ts). */
  readonly key: string;
  readonly ordinal: number;
  readonly items: Map<string, Item>;
  effectiveKey: string | undefined;
};

export function etagOf(lsn: number, timestamp: number): string {
  return `"${lsn.toString(16).padStart(8, '0')}-0000-0100-0000-${timestamp.toString(16)}0000"`;
}

const MOST_PARSED = 16_384;
const recent: (Item | undefined)[] = new Array(MOST_PARSED);
let next = 0;

/** The parsed document. It may be changed in place only by a writer that then sets the text. */
export function documentOf(item: Item): Document {
  if (item.parsed === undefined) keepParsed(item, JSON.parse(item.text) as Document);
  return item.parsed as Document;
}

/** The parsed document for one look, without keeping it. */
export function peekDocument(item: Item): Document {
  return item.parsed ?? (JSON.parse(item.text) as Document);
}

export function keepParsed(item: Item, document: Document): void {
  if (item.parsed === undefined) {
    const evicted = recent[next];
    if (evicted !== undefined) evicted.parsed = undefined;
    recent[next] = item;
    next = (next + 1) % MOST_PARSED;
  }
  item.parsed = document;
}
