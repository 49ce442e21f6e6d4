// Live answers: who watches what. Clients of one query share its rows, queries of one model share one reader of its change
// feed, and nothing is read for nobody. See docs/decisions/live-answers.md. Proven by test/live/.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Attendance } from '../client-departure.ts';
import type { GoldDocument } from '../gold/document.ts';
import { documentsName } from '../gold/kept-models.ts';
import type { Model } from '../gold/model.ts';
import type { Metrics } from '../metrics.ts';
import { Problem } from '../problem.ts';
import type { GoldReader } from '../serving/gold-reader.ts';
import type { StreamedAnswer } from '../serving/sql.ts';
import { logWarning } from '../telemetry/log.ts';
import type { Feed } from './feed.ts';
import { type FeedWatch, watchFeed } from './feed-watch.ts';
import { createLiveClient, type LiveClient } from './live-client.ts';
import { createLiveQuery, type LiveQuery } from './live-query.ts';
import { parseLiveRequest } from './live-request.ts';

export type LiveGold = {
  /** Throws a Problem on a bad request, when there are too many clients, or gold cannot be read. */
  open(
    model: string,
    query: URLSearchParams,
    lastEventId: string | null,
    attendance: Attendance,
  ): Promise<StreamedAnswer>;
  /** Ends all streams. */
  close(): void;
};

export type LiveLimits = {
  /** Of this process. */
  clients: number;
  /** That this process keeps for them. */
  documents: number;
  pollMs: number;
  heartbeatMs: number;
  /** How long a query without clients goes on. */
  lingerMs: number;
  /** How long the change feed may fail before clients are sent away. */
  patienceMs: number;
  /** A stream's age when it ends: less than the time a function may take (host.json). */
  ageMs: number;
  untakenBytes: number;
  missedGroups: number;
  slowMs: number;
  graceMs: number;
};

export const liveLimits: LiveLimits = {
  ...{
    clients: 500,
    documents: 50_000,
    pollMs: 100,
    heartbeatMs: 15_000,
    lingerMs: 2_000,
    patienceMs: 5_000,
    ageMs: 240_000,
  },
  ...{ untakenBytes: 64 * 1024, missedGroups: 1_000, slowMs: 10_000, graceMs: 5_000 },
};

export type LiveParts = {
  /** The models that answer now. */
  models: () => Promise<readonly Model[]>;
  store: GoldReader;
  feed: Feed;
  metrics: Metrics;
  limits: LiveLimits;
  now?: () => number;
};

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Of proxies that would wait for more of it.
  'x-accel-buffering': 'no',
};

const tickMs = 200;
const versionsEveryMs = 1_000;
/** Reads of one position, and how many clients may read at once: many come at once when an instance has ended. */
const catchUpPages = 20;
const catchUpsAtOnce = 4;

/** `users` have joined or are about to. */
type Watched = {
  name: string;
  params: URLSearchParams;
  model: Model;
  query: LiveQuery;
  users: number;
  ending?: NodeJS.Timeout;
};

export function createLiveGold(parts: LiveParts): LiveGold {
  const { models, store, feed: source, metrics, limits, now = Date.now } = parts;
  const feeds = new Map<string, FeedWatch>();
  const watched = new Map<string, Watched>();
  /** Tells a client which query it belongs to from now on. */
  const moves = new Map<LiveClient, (entry: Watched) => void>();
  const catchUps = createTurns(catchUpsAtOnce);
  const idOf = createModelIds();
  let clients = 0;
  let timer: NodeJS.Timeout | undefined;
  let beatAtMs = 0;
  let versionsAtMs = 0;
  let switching = false;

  function feedOf(model: Model): FeedWatch {
    const name = documentsName(model);
    const found = feeds.get(name);
    if (found) return found;
    const { pollMs, patienceMs } = limits;
    const over = () => {
      if (feeds.get(name) === feed) feeds.delete(name);
      gauge();
    };
    const feed = watchFeed(source.open(model, null), { pollMs, patienceMs, over });
    feeds.set(name, feed);
    return feed;
  }

  /** The one there is, or a new one. */
  function watch(name: string, model: Model, params: URLSearchParams): Watched {
    const text = textOf(params);
    const id = `${idOf(model)} ${text}`;
    const found = watched.get(id);
    if (found) return found;
    const feed = feedOf(model);
    const query = createLiveQuery({
      ...{ model, text, store, feed, now },
      request: parseLiveRequest(model, params, now()),
      documents: `${name}.v${model.version} ${documentsName(model)}`,
      reached: async position => {
        for (let reads = 0; reads < 5 && !source.hasReached(feed.position(), position); reads += 1)
          await sleep(limits.pollMs);
      },
      changedBetween: (position, until) => catchUps(() => readBetween(source, model, position, until)),
      sent: (event, count) => metrics.count('assay_live_events_total', { event }, count),
      over: (reason, error) => {
        drop(entry);
        if (error !== undefined) logWarning(`live answers of ${name} end (${reason}): ${error}`);
      },
    });
    const entry: Watched = { name, params, model, query, users: 0 };
    watched.set(id, entry);
    query.begun.catch(() => drop(entry));
    return entry;
  }

  /** Nobody joins it any more. */
  function drop(entry: Watched): void {
    for (const [id, candidate] of watched) if (candidate === entry) watched.delete(id);
  }

  /** It goes on for a moment when nobody is left: who comes again is told what has changed from memory. */
  function leave(entry: Watched): void {
    entry.users -= 1;
    if (entry.users > 0) return;
    clearTimeout(entry.ending);
    entry.ending = setTimeout(() => {
      if (entry.users > 0) return;
      drop(entry);
      entry.query.end();
      gauge();
    }, limits.lingerMs);
  }

  function depart(): void {
    clients -= 1;
    if (clients === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    gauge();
  }

  function gauge(): void {
    metrics.set('assay_live_clients', {}, clients);
    metrics.set('assay_live_queries', {}, watched.size);
    metrics.set('assay_live_feeds', {}, feeds.size);
  }

  async function join(
    entry: Watched,
    lastEventId: string | null,
    attendance: Attendance,
  ): Promise<LiveClient> {
    let current = entry;
    const untilMs = now() + limits.ageMs * (0.9 + Math.random() * 0.1);
    const client = createLiveClient(attendance, { ...limits, untilMs }, missed =>
      current.query.catchUp(missed),
    );
    moves.set(client, next => {
      current = next;
    });
    entry.query.clients.add(client);
    void client.gone.then(() => {
      moves.delete(client);
      current.query.clients.delete(client);
      leave(current);
      depart();
    });
    const groups = lastEventId === null ? null : await entry.query.since(lastEventId).catch(() => null);
    if (groups === null) client.missEverything();
    client.release(groups ?? []);
    return client;
  }

  function tick(): void {
    const nowMs = now();
    for (const { query } of watched.values()) query.tick(nowMs);
    if (nowMs - beatAtMs >= limits.heartbeatMs) {
      beatAtMs = nowMs;
      for (const { query } of watched.values()) query.heartbeat(nowMs);
    }
    if (nowMs - versionsAtMs < versionsEveryMs || switching) return;
    versionsAtMs = nowMs;
    switching = true;
    void switchVersions()
      .catch(error => logWarning(`live answers cannot ask which versions answer: ${error}`))
      .finally(() => {
        switching = false;
      });
  }

  /** Clients of a version that answers no more get the rows of the one that does. */
  async function switchVersions(): Promise<void> {
    const answering = await models();
    for (const entry of [...watched.values()]) {
      const model = answering.find(({ name }) => name === entry.name);
      if (model && model !== entry.model) await switchTo(model, entry);
    }
  }

  async function switchTo(model: Model, entry: Watched): Promise<void> {
    let next: Watched | undefined;
    try {
      next = watch(entry.name, model, entry.params);
      next.users += 1;
      await next.query.begun;
      for (const client of [...entry.query.clients]) {
        entry.query.clients.delete(client);
        next.query.clients.add(client);
        next.users += 1;
        moves.get(client)?.(next);
        client.missEverything();
        client.sweep(now());
        leave(entry);
      }
    } catch (error) {
      entry.query.close(error instanceof Problem ? 'version' : 'failure');
    } finally {
      if (next) leave(next);
    }
  }

  /** Throws a Problem when there are as many clients, or documents, as this process may have. */
  function demandRoom(): void {
    const documents = watched.values().reduce((sum, { query }) => sum + query.documentCount(), 0);
    if (clients < limits.clients && documents < limits.documents) return;
    throw new Problem(
      503,
      'Too many live clients',
      `this instance has ${clients} clients that watch ${documents} documents; try again in a few seconds`,
      undefined,
      { headers: retryAfter },
    );
  }

  async function enter(name: string, params: URLSearchParams): Promise<Watched> {
    const answering = await models();
    const model = answering.find(candidate => candidate.name === name);
    if (!model)
      throw new Problem(
        404,
        'No such gold model',
        `there is no gold model "${name}"; models are ${answering.map(found => found.name).join(', ')}`,
      );
    const entry = watch(name, model, params);
    entry.users += 1;
    try {
      await entry.query.begun;
      return entry;
    } catch (error) {
      leave(entry);
      if (error instanceof Problem) throw error;
      logWarning(`live answers of ${name} cannot begin: ${error}`);
      throw new Problem(503, 'Gold cannot be read now', 'try again in a few seconds', undefined, {
        headers: retryAfter,
      });
    }
  }

  return {
    open: async (name, params, lastEventId, attendance) => {
      demandRoom();
      clients += 1;
      let entry: Watched;
      try {
        entry = await enter(name, params);
      } catch (error) {
        depart();
        throw error;
      }
      timer ??= setInterval(tick, tickMs);
      const { body } = await join(entry, lastEventId, attendance);
      gauge();
      return { status: 200, headers, body };
    },
    close: () => {
      for (const { query } of watched.values()) query.close('shutdown');
    },
  };
}

const retryAfter = { 'retry-after': '5' };

/** A model of the same version may look up another version of a model: it is another model then. */
function createModelIds(): (model: Model) => number {
  const ids = new WeakMap<Model, number>();
  let last = 0;
  return model => {
    const id = ids.get(model) ?? ++last;
    ids.set(model, id);
    return id;
  };
}

/** Parameters in one order. */
function textOf(params: URLSearchParams): string {
  const sorted = new URLSearchParams(params);
  sorted.sort();
  return sorted.toString();
}

/** Null when it goes on for too long. */
async function readBetween(
  source: Feed,
  model: Model,
  position: string,
  until: string,
): Promise<GoldDocument[] | null> {
  const documents: GoldDocument[] = [];
  if (source.hasReached(position, until)) return documents;
  const reader = source.open(model, position);
  for (let page = 0; page < catchUpPages; page += 1) {
    const found = await reader.next();
    documents.push(...found.documents);
    const isAll = found.documents.length === 0 && !found.more;
    if (isAll || source.hasReached(found.position, until)) return documents;
  }
  return null;
}

/** Calls at most so many at once. */
function createTurns(atOnce: number): <T>(call: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async call => {
    if (running >= atOnce) await new Promise<void>(resolve => waiting.push(resolve));
    running += 1;
    try {
      return await call();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
