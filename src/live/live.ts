// Live answers: who watches what. Clients of one query share its rows, queries of one model share one reader of its change
// feed, and nothing is read for nobody. See docs/decisions/live-answers.md. Proven by test/live/.

import type { Attendance } from '../client-departure.ts';
import type { Model } from '../gold/model.ts';
import type { Metrics } from '../metrics.ts';
import { Problem } from '../problem.ts';
import type { GoldReader } from '../serving/gold-reader.ts';
import type { StreamedAnswer } from '../serving/sql.ts';
import { logWarning } from '../telemetry/log.ts';
import type { Feed } from './feed.ts';
import type { LiveLimits } from './limits.ts';
import { createLiveClient, type LiveClient } from './live-client.ts';
import { createQueries, retryAfter, type Watched } from './queries.ts';

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

export function createLiveGold({ models, now = Date.now, ...parts }: LiveParts): LiveGold {
  const { metrics, limits } = parts;
  const queries = createQueries({ ...parts, now });
  /** Tells a client which query it belongs to from now on. */
  const moves = new Map<LiveClient, (entry: Watched) => void>();
  let clients = 0;
  let timer: NodeJS.Timeout | undefined;
  let beatAtMs = 0;
  let versionsAtMs = 0;
  let switching = false;

  function arrive(): void {
    clients += 1;
    if (!timer) {
      beatAtMs = now();
      timer = setInterval(tick, tickMs);
    }
    metrics.set('assay_live_clients', {}, clients);
  }

  function depart(): void {
    clients -= 1;
    metrics.set('assay_live_clients', {}, clients);
    if (clients > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  /** Throws a Problem when there are as many clients, or documents, as this process may have. */
  function demandRoom(): void {
    const documents = queries.all().reduce((sum, { query }) => sum + query.documentCount(), 0);
    if (clients < limits.clients && documents < limits.documents) return;
    throw new Problem(
      503,
      'Too many live clients',
      `this instance has ${clients} clients that watch ${documents} documents; try again in a few seconds`,
      undefined,
      { headers: retryAfter },
    );
  }

  async function modelNamed(name: string): Promise<Model> {
    const answering = await models();
    const model = answering.find(candidate => candidate.name === name);
    if (model) return model;
    throw new Problem(
      404,
      'No such gold model',
      `there is no gold model "${name}"; models are ${answering.map(found => found.name).join(', ')}`,
    );
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
      queries.leave(current);
      depart();
    });
    const groups = lastEventId === null ? null : await entry.query.since(lastEventId).catch(() => null);
    if (groups === null) client.missEverything();
    client.release(groups ?? []);
    return client;
  }

  function tick(): void {
    const nowMs = now();
    for (const { query } of queries.all()) query.tick(nowMs);
    if (nowMs - beatAtMs >= limits.heartbeatMs) {
      beatAtMs = nowMs;
      for (const { query } of queries.all()) query.heartbeat(nowMs);
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
    for (const entry of queries.all()) {
      const model = answering.find(({ name }) => name === entry.name);
      if (model && model !== entry.model) await switchTo(model, entry);
    }
  }

  async function switchTo(model: Model, entry: Watched): Promise<void> {
    try {
      const next = await queries.enter(entry.name, model, entry.params);
      for (const client of [...entry.query.clients]) {
        entry.query.clients.delete(client);
        next.query.clients.add(client);
        next.users += 1;
        moves.get(client)?.(next);
        client.missEverything();
        client.sweep(now());
        queries.leave(entry);
      }
      queries.leave(next);
    } catch (error) {
      entry.query.close(error instanceof Problem && error.status < 500 ? 'version' : 'failure');
    }
  }

  return {
    open: async (name, params, lastEventId, attendance) => {
      demandRoom();
      arrive();
      let entry: Watched;
      try {
        entry = await queries.enter(name, await modelNamed(name), params);
      } catch (error) {
        depart();
        throw error;
      }
      const { body } = await join(entry, lastEventId, attendance);
      return { status: 200, headers, body };
    },
    close: () => {
      for (const { query } of queries.all()) query.close('shutdown');
    },
  };
}
