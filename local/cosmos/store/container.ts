// The documents of one container: grouped by partition key, with change feed and time to live. Every write is
// recorded in the journal as the whole new document, so that replaying a record twice does no harm.
import { effectivePartitionKey } from '../effective-partition-key.ts';
import { CosmosError, conflict, notFound } from '../errors.ts';
import type { Document } from '../json.ts';
import { type KeyPath, keyOfDocument, parseKeyPath, parseKeyValues } from '../partition-key.ts';
import { containerRid, documentRid } from '../resource-id.ts';
import { ChangeFeed } from './change-feed.ts';
import { checkTtl, validId } from './document-rules.ts';
import { ExpiryQueue } from './expiry-queue.ts';
import { etagOf, type Item, keepParsed, type LogicalPartition } from './item.ts';
import type { Journal } from './journal.ts';
import { deleteRecord, putRecord } from './records.ts';

const LARGEST_DOCUMENT = 2 * 1024 * 1024;

export class Container {
  readonly number: number;
  readonly rid: string;
  readonly self: string;
  readonly keyPaths: readonly KeyPath[];
  readonly partitions = new Map<string, LogicalPartition>();
  readonly feed = new ChangeFeed();
  definition: Document;
  lsn = 0;
  count = 0;
  private readonly database: number;
  private readonly journal: Journal;
  private readonly expiry = new ExpiryQueue();
  private lastDocument = 0;
  private lastPartition = 0;
  private undo: (() => void)[] | undefined;

  constructor(
    database: number,
    databaseSelf: string,
    number: number,
    definition: Document,
    journal: Journal,
  ) {
    this.database = database;
    this.number = number;
    this.rid = containerRid(database, number);
    this.self = `${databaseSelf}colls/${this.rid}/`;
    this.definition = definition;
    this.keyPaths = (definition.partitionKey as { paths: string[] }).paths.map(parseKeyPath);
    this.journal = journal;
  }

  /** The document, unless it is missing or its time to live has ended. */
  find(key: string, id: string): Item | undefined {
    const item = this.partitions.get(key)?.items.get(id);
    return item !== undefined && this.isLive(item) ? item : undefined;
  }

  /** @throws 404 */
  get(key: string, id: string): Item {
    const item = this.find(key, id);
    if (item === undefined) throw notFound(id);
    return item;
  }

  isLive(item: Item): boolean {
    return item.expiresAt === 0 || item.expiresAt * 1000 > Date.now();
  }

  /** Adds a document under its key. @throws 409 when the id is taken, 400 when it is invalid */
  insert(key: string, document: Document): Item {
    const id = validId(document);
    const existing = this.partitions.get(key)?.items.get(id);
    if (existing !== undefined) {
      if (this.isLive(existing)) throw conflict(id);
      this.remove(existing);
    }
    const rid = this.lastDocument + 1;
    const text = this.stamped(document, rid);
    this.lastDocument = rid;
    const item: Item = {
      id,
      partition: this.partition(key),
      rid,
      lsn: this.lsn,
      timestamp: document._ts as number,
      text,
      parsed: undefined,
      expiresAt: 0,
      queuedAt: 0,
    };
    this.attach(item);
    keepParsed(item, document);
    this.written(item, document);
    this.undo?.push(() => this.detach(item));
    return item;
  }

  /** Makes `document`, which may be the item's own parsed document changed in place, its new version. */
  update(item: Item, document: Document): Item {
    const { text, lsn, timestamp, expiresAt } = item;
    const newText = this.stamped(document, item.rid);
    if (this.undo !== undefined) {
      this.undo.push(() => {
        Object.assign(item, { text, lsn, timestamp, expiresAt, parsed: undefined });
      });
    }
    item.text = newText;
    item.lsn = this.lsn;
    item.timestamp = document._ts as number;
    keepParsed(item, document);
    this.written(item, document);
    return item;
  }

  remove(item: Item): void {
    const { lsn } = item;
    this.lsn += 1;
    this.detach(item);
    this.journal.record(deleteRecord(this.number, this.lsn, item.partition.key, item.id));
    this.undo?.push(() => {
      item.lsn = lsn;
      this.attach(item);
    });
  }

  /** Runs `work` so that either all of its writes stay or, when it answers false, none. */
  atomically(work: () => boolean): void {
    const undo: (() => void)[] = [];
    this.undo = undo;
    this.journal.begin();
    let done = false;
    try {
      done = work();
    } finally {
      this.undo = undefined;
      if (!done) for (const step of undo.reverse()) step();
      this.journal.end(done);
    }
  }

  /** Deletes what has expired by `now` (seconds). */
  expire(now: number): void {
    this.expiry.sweep(now, item => this.detach(item));
  }

  /** Takes over a changed definition (time to live, indexing policy). */
  redefine(definition: Document): void {
    this.definition = definition;
    for (const partition of this.partitions.values()) {
      for (const item of partition.items.values()) this.schedule(item, JSON.parse(item.text) as Document);
    }
  }

  /** Puts a document back as a journal has it. */
  restore(rid: number, lsn: number, timestamp: number, text: string): void {
    const document = JSON.parse(text) as Document;
    const key = keyOfDocument(document, this.keyPaths);
    const id = String(document.id);
    const partition = this.partition(key);
    const existing = partition.items.get(id);
    if (existing !== undefined) existing.lsn = -1;
    const item: Item = {
      ...{ id, partition, rid, lsn, timestamp, text },
      ...{ parsed: undefined, expiresAt: 0, queuedAt: 0 },
    };
    // A newer version takes the place of the older: queries resume by the order in which documents were created.
    partition.items.set(id, item);
    if (existing === undefined) this.count += 1;
    this.schedule(item, document);
    this.lsn = Math.max(this.lsn, lsn);
    this.lastDocument = Math.max(this.lastDocument, rid);
  }

  /** Forgets a document as a journal has it. */
  forget(lsn: number, key: string, id: string): void {
    const item = this.partitions.get(key)?.items.get(id);
    if (item !== undefined) this.detach(item);
    this.lsn = Math.max(this.lsn, lsn);
  }

  /** Fills the change feed after all was restored. */
  rebuildFeed(): void {
    const items: Item[] = [];
    for (const partition of this.partitions.values()) items.push(...partition.items.values());
    items.sort((a, b) => a.lsn - b.lsn);
    for (const item of items) this.feed.append(item);
  }

  effectiveKeyOf(partition: LogicalPartition): string {
    partition.effectiveKey ??= effectivePartitionKey(parseKeyValues(partition.key), this.keyPaths.length > 1);
    return partition.effectiveKey;
  }

  private partition(key: string): LogicalPartition {
    const existing = this.partitions.get(key);
    if (existing !== undefined) return existing;
    this.lastPartition += 1;
    const partition = { key, ordinal: this.lastPartition, items: new Map(), effectiveKey: undefined };
    this.partitions.set(key, partition);
    return partition;
  }

  private attach(item: Item): void {
    const { partition } = item;
    if (partition.items.size === 0) this.partitions.set(partition.key, partition);
    partition.items.set(item.id, item);
    this.count += 1;
  }

  private detach(item: Item): void {
    item.lsn = -1;
    const { partition } = item;
    if (partition.items.get(item.id) !== item) return;
    partition.items.delete(item.id);
    this.count -= 1;
    if (partition.items.size === 0) this.partitions.delete(partition.key);
  }

  /** Gives the document the system properties of a new version. @throws 413 above 2 MB */
  private stamped(document: Document, rid: number): string {
    checkTtl(document);
    const timestamp = Math.floor(Date.now() / 1000);
    document._rid ??= documentRid(this.database, this.number, rid);
    document._self ??= `${this.self}docs/${String(document._rid)}/`;
    document._etag = etagOf(this.lsn + 1, timestamp);
    document._attachments ??= 'attachments/';
    document._ts = timestamp;
    const text = JSON.stringify(document);
    if (text.length > LARGEST_DOCUMENT) throw new CosmosError(413, 'Request size is too large');
    this.lsn += 1;
    return text;
  }

  private written(item: Item, document: Document): void {
    this.feed.append(item);
    if (this.undo === undefined) this.feed.tidy(this.count);
    this.schedule(item, document);
    this.journal.record(putRecord(this.number, item));
  }

  /** Time to live: the document's own `ttl` (-1 never) when the container has a defaultTtl, else for ever. */
  private schedule(item: Item, document: Document): void {
    const byDefault = this.definition.defaultTtl;
    item.expiresAt = 0;
    if (typeof byDefault !== 'number') return;
    const ttl = typeof document.ttl === 'number' ? document.ttl : byDefault;
    if (ttl <= 0) return;
    item.expiresAt = item.timestamp + ttl;
    this.expiry.add(item);
  }
}
