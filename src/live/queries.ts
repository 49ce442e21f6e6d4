// The live queries of a process: one for all who ask the same, and one reader of a change feed for all that are of one
// model's documents. A query ends a moment after its last user has left.

import { setTimeout as sleep } from 'node:timers/promises';
import { documentsName } from '../gold/kept-models.ts';
import type { Model } from '../gold/model.ts';
import type { Metrics } from '../metrics.ts';
import { Problem } from '../problem.ts';
import type { GoldReader } from '../serving/gold-reader.ts';
import { logWarning } from '../telemetry/log.ts';
import { createCatchUp } from './catch-up.ts';
import type { Feed } from './feed.ts';
import { type FeedWatch, watchFeed } from './feed-watch.ts';
import type { LiveLimits } from './limits.ts';
import { createLiveQuery, type LiveQuery } from './live-query.ts';
import { parseLiveRequest } from './live-request.ts';

/** `users` have joined or are about to. */
export type Watched = {
  name: string;
  params: URLSearchParams;
  model: Model;
  query: LiveQuery;
  users: number;
  ending?: NodeJS.Timeout;
};

export type Queries = {
  /** A query that has rows, with one user more. Throws a Problem on a bad request, or when gold cannot be read. */
  enter(name: string, model: Model, params: URLSearchParams): Promise<Watched>;
  /** One user less: who comes again soon is told from memory what has changed. */
  leave(entry: Watched): void;
  all(): Watched[];
};

export type QueriesParts = {
  store: GoldReader;
  feed: Feed;
  metrics: Metrics;
  limits: LiveLimits;
  now: () => number;
};

export const retryAfter = { 'retry-after': '5' };

export function createQueries({ store, feed: source, metrics, limits, now }: QueriesParts): Queries {
  const feeds = new Map<string, FeedWatch>();
  const watched = new Map<string, Watched>();
  const catchUp = createCatchUp(source);
  const idOf = createModelIds();

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
    const request = parseLiveRequest(model, params, now());
    const feed = feedOf(model);
    const query = createLiveQuery({
      ...{ model, request, text, store, feed, now },
      documents: `${name}.v${model.version} ${documentsName(model)}`,
      changedBetween: (position, until) => catchUp(model, position, until),
      reached: async position => {
        for (let reads = 0; reads < 5 && !source.hasReached(feed.position(), position); reads += 1)
          await sleep(limits.pollMs);
      },
      sent: (event, clients) => metrics.count('assay_live_events_total', { event }, clients),
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

  function gauge(): void {
    metrics.set('assay_live_queries', {}, watched.size);
    metrics.set('assay_live_feeds', {}, feeds.size);
  }

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

  return {
    enter: async (name, model, params) => {
      const entry = watch(name, model, params);
      entry.users += 1;
      try {
        await entry.query.begun;
        gauge();
        return entry;
      } catch (error) {
        leave(entry);
        if (error instanceof Problem) throw error;
        logWarning(`live answers of ${name} cannot begin: ${error}`);
        throw new Problem(503, 'Gold cannot be read now', 'try again in a few seconds', undefined, {
          headers: retryAfter,
        });
      }
    },
    leave,
    all: () => [...watched.values()],
  };
}

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
