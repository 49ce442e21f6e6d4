// Live answers over the Cosmos DB stand-in, in this process: gold that tests fold into, instances that answer, clients.

import { CosmosClient } from '@azure/cosmos';
import { startCosmos } from '../../local/cosmos/server.ts';
import { containerName, createCosmosGold } from '../../src/azure/cosmos-gold.ts';
import { createCosmosGoldFeed } from '../../src/azure/cosmos-gold-feed.ts';
import type { Attendance } from '../../src/client-departure.ts';
import { foldBatch } from '../../src/gold/fold.ts';
import { createFoldWriter } from '../../src/gold/fold-writer.ts';
import { keptModels } from '../../src/gold/kept-models.ts';
import type { Model } from '../../src/gold/model.ts';
import { type LiveLimits, liveLimits } from '../../src/live/limits.ts';
import { createLiveGold, type LiveGold } from '../../src/live/live.ts';
import { createMetrics, type Metrics } from '../../src/metrics.ts';
import { readModels } from '../../src/package-files.ts';
import { queryGold } from '../../src/serving/gold.ts';
import { createGoldReader } from '../../src/serving/gold-reader.ts';
import { eventsOf, type Followed, followRows, type ServerEvent } from './follow.ts';

const key = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

export type Instance = LiveGold & {
  metrics: Metrics;
  count(name: string, labels?: Record<string, string>): number;
};

export type TestClient = {
  followed: Followed;
  events: ServerEvent[];
  /** Resolves when the stream has ended. */
  ended: Promise<void>;
  /** Waits until an event holds. */
  until(holds: (event: ServerEvent) => boolean): Promise<ServerEvent>;
  leave(): void;
  cut: () => boolean;
};

export type Shop = Awaited<ReturnType<typeof openShop>>;

export async function openShop(models: readonly Model[] = readModels(), endpoint?: string) {
  const cosmos = endpoint === undefined ? await startCosmos({ port: 0 }) : null;
  const client = new CosmosClient({ endpoint: endpoint ?? `http://127.0.0.1:${cosmos?.port}/`, key });
  const { database } = await client.databases.createIfNotExists({ id: 'assay' });
  for (const model of keptModels(models))
    await database.containers.createIfNotExists({
      id: containerName(model),
      partitionKey: { paths: ['/pk'] },
      defaultTtl: -1,
    });
  const writer = createFoldWriter(createCosmosGold(database, createMetrics()));
  const sequenceNumbers = new Map<string, number>();
  let nowMs: number | null = null;
  const now = () => nowMs ?? Date.now();

  return {
    port: cosmos?.port ?? 0,
    now,
    setNow: (timeMs: number | null) => {
      nowMs = timeMs;
    },
    /** An event of a table: the next of its lane. */
    fold: async (table: string, row: object, { atMs = now(), weight = 1 as 1 | -1, of = models } = {}) => {
      const sequenceNumber = (sequenceNumbers.get(table) ?? 0) + 1;
      sequenceNumbers.set(table, sequenceNumber);
      const event = {
        ...{ type: table, table, identity: `${sequenceNumber}`, eventTimeMs: atMs, warnings: [] },
        rows: [{ weight, row: row as Record<string, never>, eventTimeMs: atMs }],
      };
      await writer.write(
        foldBatch(keptModels(of), { hub: table, partitionId: '0' }, [
          { sequenceNumber, enqueuedTimeMs: now(), event },
        ]),
      );
    },
    /** What GET /api/gold/{model} answers now. */
    get: async (model: string, query: string, from = models) => {
      const store = createGoldReader(createCosmosGold(database, createMetrics()));
      const params = new URLSearchParams(query);
      params.set('limit', '1000');
      const { body } = await queryGold(from, store, model, params, null, now());
      return JSON.parse(body) as { rows: Record<string, unknown>[]; watermark: Record<string, number> };
    },
    instance: (limits: Partial<LiveLimits> = {}, answering = async () => models): Instance => {
      const metrics = createMetrics();
      const live = createLiveGold({
        models: answering,
        store: createGoldReader(createCosmosGold(database, metrics), now),
        feed: createCosmosGoldFeed(database, metrics),
        ...{ metrics, now },
        limits: { ...liveLimits, pollMs: 10, lingerMs: 200, ...limits },
      });
      const count = (name: string, labels: Record<string, string> = {}) =>
        [...metrics.snapshot().counters, ...metrics.snapshot().gauges]
          .filter(series => series.name === name)
          .filter(series => Object.entries(labels).every(([label, value]) => series.labels[label] === value))
          .reduce((sum, { value }) => sum + value, 0);
      return { ...live, metrics, count };
    },
    close: async () => {
      client.dispose();
      await cosmos?.stop();
    },
  };
}

/** `untaken` is what the client's connection still holds. */
export async function connect(
  instance: Instance,
  model: string,
  query: string,
  {
    lastEventId = null as string | null,
    windowColumn = 'window_start' as string | null,
    untaken = (): number => 0,
  } = {},
): Promise<TestClient> {
  const departure = new AbortController();
  let isCut = false;
  const attendance: Attendance = {
    signal: departure.signal,
    untakenBytes: untaken,
    cut: () => {
      isCut = true;
      departure.abort();
    },
  };
  const { body } = await instance.open(model, new URLSearchParams(query), lastEventId, attendance);
  const followed = followRows(windowColumn);
  if (lastEventId !== null) followed.lastEventId = lastEventId;
  const events: ServerEvent[] = [];
  const waiting = new Set<() => void>();
  const ended = (async () => {
    for await (const event of eventsOf(body as ReadableStream<Uint8Array>)) {
      events.push(event);
      followed.apply(event);
      for (const look of waiting) look();
    }
  })();
  return {
    ...{ followed, events, ended },
    until: holds =>
      new Promise(resolve => {
        const look = () => {
          const found = events.find(holds);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    leave: () => departure.abort(),
    cut: () => isCut,
  };
}
