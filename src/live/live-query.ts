// One live query for all its clients: rows are computed once for each change, and each change is made into bytes once.

import { randomBytes } from 'node:crypto';
import type { GoldDocument } from '../gold/document.ts';
import type { Model } from '../gold/model.ts';
import type { GoldReader } from '../serving/gold-reader.ts';
import { goldLimits } from '../serving/gold-request.ts';
import { eventId, readEventId } from './event-id.ts';
import type { ClosingReason } from './events.ts';
import type { FeedWatch, Watcher } from './feed-watch.ts';
import { createLiveAnswer, type LookedUp } from './live-answer.ts';
import type { LiveClient, Missed } from './live-client.ts';
import { createLiveFrames } from './live-frames.ts';
import type { LiveRequest } from './live-request.ts';
import { readDocuments, tooManyRows } from './read-documents.ts';

export type LiveQuery = {
  /** Resolves when there are rows. Rejects with a Problem when they are too many, and with whatever the store says. */
  begun: Promise<void>;
  clients: Set<LiveClient>;
  documentCount(): number;
  /** The frame of what a client has missed, which may be nothing. */
  catchUp(missed: Missed): Uint8Array;
  /** Groups that have changed since an event; null when nobody can say. */
  since(lastEventId: string): Promise<string[] | null>;
  /** What the passing of time does. Called a few times a second. */
  tick(nowMs: number): void;
  heartbeat(nowMs: number): void;
  close(reason: ClosingReason): void;
  /** It has no clients any more. */
  end(): void;
};

export type LiveQueryParts = {
  model: Model;
  request: LiveRequest;
  /** The request as text: the same for the same request. */
  text: string;
  /** The key of the model's documents. */
  documents: string;
  store: GoldReader;
  feed: FeedWatch;
  /** Documents that were written between two positions; null when they cannot be read, or are too many. */
  changedBetween(position: string, until: string): Promise<GoldDocument[] | null>;
  /** Resolves when the feed is where a client was, or will not be soon. */
  reached(position: string): Promise<void>;
  now: () => number;
  sent: (event: string, clients: number) => void;
  /** No client may join any more: those that there are have been sent away. */
  over: (reason: ClosingReason, error?: unknown) => void;
};

/** What is older is not looked up in the change feed: all rows are less work. */
const resumableMs = 10 * 60_000;

/** How often what other models show is looked up again: their changes are not in this model's feed. */
const lookUpMs = 15_000;

/** Groups that are remembered with the time of their last change. */
const rememberedGroups = 5_000;

export function createLiveQuery(parts: LiveQueryParts): LiveQuery {
  const { model, request, text, documents, store, feed, now } = parts;
  const answer = createLiveAnswer(model, request);
  const pk = request.key[0] ?? '';
  const clients = new Set<LiveClient>();
  const frames = createLiveFrames(model, answer, place);
  let ended = false;
  let loading = true;
  let computing = false;
  let again = false;
  let everythingAgain = false;
  let nextReachMs = Number.POSITIVE_INFINITY;
  let lookedUpMs = now();
  const process = randomBytes(6).toString('base64url');
  /** How often rows have changed, and at which of these times each group did. */
  let changes = 0;
  const changedAt = new Map<string, number>();
  let rememberedFrom = 0;
  let movingSinceMs: number | null = null;
  /** The position of the rows as they are shown. */
  let shownPosition = '';

  const watcher: Watcher = {
    put: document => answer.put(document),
    settle: () => void compute(),
    fail: error => endAll('failure', error),
  };

  async function begin(): Promise<void> {
    // The position first, then the documents: what is written between the two is in both.
    feed.watch(pk, watcher);
    await feed.begun;
    const startMs = now();
    const spans = answer.moveTo(startMs);
    nextReachMs = request.nextReachMs(startMs);
    for (const document of await readDocuments(store, model, request, spans)) answer.put(document);
    loading = false;
    await compute();
    if (isTooLarge()) throw tooManyRows(model, request);
  }

  const isTooLarge = () => Math.max(answer.rowCount(), answer.documentCount()) > goldLimits.maxRows;

  /** One after another: what changes meanwhile is computed next. */
  async function compute(): Promise<void> {
    again = true;
    if (computing || loading) return;
    computing = true;
    try {
      while (again && !ended) {
        again = false;
        // All that was put up to here will be in the rows; what comes meanwhile may be.
        const position = feed.position();
        const looked = await lookUp();
        if (ended) return;
        const change = answer.compute(looked);
        shownPosition = position;
        if (change.groups.length > 0 || change.moved) {
          changes += 1;
          remember(change.groups);
          broadcast(change.groups);
        }
        if (clients.size > 0 && isTooLarge()) endAll('rows');
      }
    } catch (error) {
      watcher.fail(error);
    } finally {
      computing = false;
    }
  }

  function remember(groups: readonly string[]): void {
    for (const group of groups) changedAt.set(group, changes);
    if (changedAt.size <= rememberedGroups) return;
    changedAt.clear();
    rememberedFrom = changes;
  }

  async function lookUp(): Promise<Map<string, LookedUp>> {
    const looked = new Map<string, LookedUp>();
    const everything = everythingAgain;
    everythingAgain = false;
    const needed = answer.lookingUp(everything);
    await Promise.all(
      needed.map(async ({ id, key }) => {
        const documents: GoldDocument[] = [];
        const rows = await store.lookUp(model, key, found => documents.push(found.document));
        looked.set(id, { rows, documents });
      }),
    );
    return looked;
  }

  function place(): string | undefined {
    const position = answer.isDirty() || computing ? shownPosition : feed.position();
    const atMs = movingSinceMs ?? now();
    return eventId({ documents, query: text, position, atMs, process, changes }) ?? undefined;
  }

  function broadcast(groups: readonly string[]): void {
    if (clients.size === 0) return;
    const frame = frames.change(groups);
    for (const client of clients) client.offer(frame, groups);
    parts.sent('change', clients.size);
  }

  function close(reason: ClosingReason): void {
    for (const client of clients) client.close(reason);
  }

  function endAll(reason: ClosingReason, error?: unknown): void {
    parts.over(reason, error);
    close(reason);
  }

  async function moveTo(nowMs: number): Promise<void> {
    nextReachMs = request.nextReachMs(nowMs);
    movingSinceMs ??= nowMs - 1;
    try {
      const spans = answer.moveTo(nowMs);
      const documents = spans.length > 0 ? await readDocuments(store, model, request, spans) : [];
      for (const document of documents) answer.put(document);
      await compute();
    } catch (error) {
      watcher.fail(error);
    }
    movingSinceMs = null;
  }

  function tick(nowMs: number): void {
    if (nowMs >= Math.min(nextReachMs, answer.expiresMs())) void moveTo(nowMs);
    if (model.lookups.length > 0 && nowMs - lookedUpMs >= lookUpMs) {
      lookedUpMs = nowMs;
      everythingAgain = true;
      void compute();
    }
    for (const client of clients) client.sweep(nowMs);
  }

  return {
    begun: begin().catch(error => {
      feed.unwatch(pk, watcher);
      ended = true;
      throw error;
    }),
    clients,
    documentCount: answer.documentCount,
    catchUp: missed => {
      parts.sent(missed === 'everything' ? 'rows' : 'change', 1);
      return missed === 'everything' ? frames.rows() : frames.change(missed);
    },
    since: async lastEventId => {
      const place = readEventId(lastEventId, { documents, query: text });
      if (!place) return null;
      if (place.process === process && place.changes >= rememberedFrom)
        return [...changedAt].filter(([, at]) => at > place.changes).map(([group]) => group);
      if (Math.abs(now() - place.atMs) > resumableMs) return null;
      if (model.lookups.length > 0 || mayExpire(model, request, place.atMs)) return null;
      // An instance may be a read of the feed behind the one that the client comes from.
      await parts.reached(place.position);
      const changed = await parts.changedBetween(place.position, feed.position());
      if (!changed) return null;
      const own = new Set(changed.filter(answer.isOf).map(({ id }) => id));
      return [...[...own].flatMap(answer.groupsOf), ...answer.groupsSince(place.atMs)];
    },
    tick: nowMs => {
      if (loading || ended) return;
      // Where it is called nobody would catch what is wrong with one query.
      try {
        tick(nowMs);
      } catch (error) {
        endAll('failure', error);
      }
    },
    heartbeat: nowMs => {
      const frame = frames.heartbeat(nowMs);
      for (const client of clients) client.offerHeartbeat(frame);
    },
    close,
    end: () => {
      ended = true;
      feed.unwatch(pk, watcher);
    },
  };
}

/** Whether the answer reaches back to what Cosmos DB may have deleted since, which no change feed tells. */
function mayExpire({ window }: Model, request: LiveRequest, sinceMs: number): boolean {
  const reach = request.reach(sinceMs);
  return window !== null && reach !== null && reach.documentsFromMs < sinceMs - window.retainMs;
}
