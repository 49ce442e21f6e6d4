// A shop whose events are refined live by one catalog and again by another: bronze, silver, quarantine, the ledger and the
// claims as the platform has them, by the product's own parts over local folders and memory.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeBronzeFile } from '../../src/bronze/bronze-file.ts';
import type { Expectation, Source } from '../../src/catalog/catalog.ts';
import type { TableStore } from '../../src/delta/store.ts';
import type { Lane } from '../../src/events/coordinate.ts';
import { laneName } from '../../src/events/coordinate.ts';
import type { FrameSchemas } from '../../src/events/frame-schemas.ts';
import { compileJudge } from '../../src/events/judge.ts';
import { originProperty } from '../../src/events/origin.ts';
import type { RawEvent } from '../../src/events/raw-event.ts';
import type { JsonObject } from '../../src/json.ts';
import type { LedgerStore, StoredEntry } from '../../src/ledger/ledger.ts';
import { catalogVersion } from '../../src/refine-again/catalog-version.ts';
import { createReports } from '../../src/refine-again/report.ts';
import { createLakeRows } from '../../src/replay/lake-rows.ts';
import type { RebuildParts } from '../../src/replay/rebuild.ts';
import { clearRefined, refineStep } from '../../src/replay/refine.ts';
import type { RefineParts } from '../../src/replay/refine-step.ts';
import { createReplayService } from '../../src/replay/service.ts';
import { createReplayWorker } from '../../src/replay/worker.ts';
import { type ClaimTransferStore, createClaimTransfers } from '../../src/silver/claim-transfers.ts';
import { type ClaimStore, createClaims } from '../../src/silver/claims.ts';
import { decideBatch } from '../../src/silver/decide.ts';
import { countOutcomes } from '../../src/silver/outcome.ts';
import { encodeSegmentFile } from '../../src/silver/segment-file.ts';
import { createFileCache } from '../../src/sql/file-cache.ts';
import { compactTables, createRewrite } from '../../src/tables/tidy.ts';
import { folderStore } from '../delta/folder-store.ts';
import { noonMs, openTestLake, source } from '../tables/lake.ts';
import { memoryReplays } from './memory-replays.ts';
import { immortal, type Life } from './mortal.ts';

export type Sale = { id: string; units: number; sku: string };

/** Sales of at most so many units are valid. */
export function shopSource(
  maxUnits: number,
  action: Expectation['action'] = 'drop',
  encoding: 'json' | 'debezium' = 'json',
): Source {
  const properties: JsonObject = {
    ...{ id: { type: 'string' }, at: { type: 'string', format: 'date-time' } },
    ...{ sku: { type: 'string' }, units: { type: 'integer', minimum: 1 } },
  };
  const shop = source(encoding, properties);
  const [type] = shop.types;
  if (!type) throw new Error('a shop has sales');
  const expectation: Expectation = { name: 'few', expect: ['<=', '/units', maxUnits], action };
  const identity = encoding === 'json' ? { identity: '/id' } : { name: 'shop.public.sale' };
  return { ...shop, types: [{ ...type, ...identity, expectations: [expectation] }] };
}

/** `schemas` gives each process what it knows of the ids in frames: nothing at first. */
export function openRefinedShop(live: Source, schemas: () => FrameSchemas | null = () => null) {
  const lake = openTestLake();
  const folder = mkdtempSync(join(tmpdir(), 'assay-refine-'));
  const memory = memoryReplays(() => nowMs);
  let nowMs = noonMs;
  let present = live;
  const opened = lake.open({ sources: [live] });
  const ledger = memoryLedger();
  const claimed = memoryClaims();
  const claims = createClaims(claimed);
  const sent = new Map<string, RawEvent[]>();
  const reportStore = folderStore(join(folder, 'reports'));

  /** What hosts do with events of a lane, up to the tables and the ledger. */
  async function receive(partitionId: string, sales: readonly (Sale | { raw: string; origin?: string })[]) {
    const lane: Lane = { hub: live.hub, partitionId };
    const known = sent.get(partitionId) ?? [];
    sent.set(partitionId, known);
    const first = known.length;
    const events = sales.map((sale, i) => eventOf(first + i, sale));
    const [head, ...tail] = events;
    if (!head) return;
    known.push(...events);
    const batch = { ...lane, events: [head, ...tail] as [RawEvent, ...RawEvent[]] };
    const { outcomes } = await decideBatch(compileJudge(present, schemas()), claims, batch);
    const last = first + events.length - 1;
    const bronze = lake.land('bronze', partitionId, first, last, encodeBronzeFile(batch, noonMs));
    const silver = lake.land('silver', partitionId, first, last, encodeSegmentFile(lane, outcomes));
    const through = first - 1;
    await opened.append(live.hub, 'bronze', [
      { ...lane, through, admitted: [{ file: bronze, first, last }] },
    ]);
    await opened.append(live.hub, 'silver', [
      { ...lane, through, admitted: [{ file: silver, first, last }] },
    ]);
    await ledger.add(lane, last, countOutcomes(outcomes));
  }

  /** A worker of its own process: its own view of the tables, and a life of its own. */
  function worker(life: Life = immortal) {
    const alive = (store: TableStore): TableStore => ({
      ...store,
      ...{
        create: life(store.create),
        put: life(store.put),
        read: life(store.read),
        delete: life(store.delete),
      },
    });
    const tables = lake.open({ sources: [present] }, (_, store) => alive(store)).tables;
    const known = schemas();
    const cache = createFileCache(join(folder, `cache-${Math.random()}`), 2 ** 30);
    const { workbench } = lake;
    const livingLedger: LedgerStore = { read: life(ledger.read), write: life(ledger.write) };
    const parts: RefineParts = {
      ...{ tables, cache, workbench, ledger: livingLedger },
      rows: createLakeRows({ tables, cache, workbench }),
      judge: of => compileJudge(of, known),
      claims: createClaims({ insert: life(claimed.insert), owner: life(claimed.owner) }),
      transfers: createClaimTransfers(
        { replace: life(claimed.replace), remove: life(claimed.remove) },
        createClaims(claimed),
      ),
      source: () => present,
      reports: createReports(alive(reportStore)),
      position: async lane => ({
        ...lane,
        begin: 0,
        last: (sent.get(lane.partitionId) ?? []).length - 1,
      }),
      isOver: async id => {
        const found = (await memory.store.read(id))?.replay;
        return !found || (found.state !== 'running' && found.leavesBehind !== true);
      },
      redriveOf: async () => null,
      ...{ seams: {} as RefineParts['seams'], versions: { models: [], previous: [] } },
      rebuild: {} as RebuildParts,
      ...{ eventsPerChunk: 40, stepMs: 0, filesAtOnce: 2, now: () => nowMs },
    };
    return createReplayWorker({
      store: {
        ...memory.store,
        ...{ read: life(memory.store.read), replace: life(memory.store.replace) },
      },
      queue: { send: life(memory.queue.send) },
      now: () => nowMs,
      doStep: (replay, signal) =>
        replay.request?.kind === 'refine'
          ? refineStep(parts, replay, replay.request, signal)
          : Promise.reject(new Error('another replay')),
      clear: replay => clearRefined(parts, replay),
    });
  }

  const service = createReplayService({
    ...memory,
    parse: (_, data) => ({
      ...{ kind: 'refine', source: 'shop', rebuild: true, catalog: catalogVersion(present) },
      ...(data as object),
    }),
    fileSystem: 'lake',
    now: () => nowMs,
  });

  return {
    ...{ ledger, claimed, sent, receive, service, memory, tables: opened.tables },
    deploy: (next: Source) => {
      present = next;
    },
    ask: async (id: string, data: object = {}) => {
      const { body } = await service.start(JSON.stringify({ id, type: 'Replay.RefineBronze', data }));
      return (JSON.parse(String(body)) as { id: string }).id;
    },
    /** Makes one file of the small ones of each table, as the timer does. */
    compact: () =>
      compactTables(
        opened.tables,
        { targetBytes: 2 ** 27, minFiles: 2 },
        createRewrite(lake.workbench, () => nowMs),
      ),
    /** Of a relational source. */
    changes: () =>
      lake.rows(
        opened.tables.get('silver.shop_sale_changes'),
        'SELECT _sequence_number AS s, _change_type AS type, id, units FROM $table ORDER BY s, _weight',
      ),
    /** The rows of silver as they were. */
    silverAt: async (version: number) => {
      const table = opened.tables.get('silver.shop_sale');
      const snapshot = await table?.at(version);
      return lake.rows(table && snapshot && { ...table, snapshot: async () => snapshot }, silverSql);
    },
    /** Takes messages until there are none; `between` runs before each step. */
    run: async (life: Life = immortal, isDead = () => false, between = async (_step: number) => {}) => {
      const living = worker(life);
      for (let step = 0; !isDead(); step += 1) {
        const message = memory.messages.shift();
        if (!message) return;
        nowMs = Math.max(nowMs, message.dueMs);
        await between(step);
        await living.step(message.id).catch(() => {});
      }
    },
    /** What the timer does some time after a worker died. */
    sweep: async () => {
      nowMs += 400_000;
      await worker().sweep();
    },
    replay: async (id: string) => (await memory.store.read(id))?.replay,
    silver: () => lake.rows(opened.tables.get('silver.shop_sale'), silverSql),
    quarantine: () =>
      lake.rows(
        opened.tables.get('quarantine'),
        'SELECT partition_id AS p, sequence_number AS s, source, reason FROM $table ORDER BY p, s, source',
      ),
    /** Files of tables that no version names, and reports. */
    leftovers: async (): Promise<string[]> => {
      const found: string[] = [];
      for await (const { path } of reportStore.list('')) found.push(path);
      for (const table of opened.tables.values()) {
        const snapshot = await table.snapshot();
        for await (const { path } of table.store.list(''))
          if (path.endsWith('.parquet') && !path.includes('_delta_log'))
            if (!snapshot?.files.has(path) && !snapshot?.tombstones.has(path)) found.push(path);
      }
      return found;
    },
    close: () => {
      lake.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const silverSql =
  'SELECT _partition_id AS p, _sequence_number AS s, _identity AS identity, units, sku FROM $table ORDER BY p, s';

function eventOf(sequenceNumber: number, sale: Sale | { raw: string; origin?: string }): RawEvent {
  const body =
    'raw' in sale ? sale.raw : JSON.stringify({ ...sale, at: new Date(noonMs - 60_000).toISOString() });
  const properties: JsonObject = 'raw' in sale && sale.origin ? { [originProperty]: sale.origin } : {};
  return {
    ...{ sequenceNumber, offset: String(sequenceNumber), enqueuedTimeMs: noonMs + sequenceNumber },
    ...{ partitionKey: null, contentType: null, properties, systemProperties: {}, body: Buffer.from(body) },
  };
}

function memoryLedger() {
  const entries = new Map<string, StoredEntry>();
  let version = 0;
  const put = (entry: StoredEntry['entry']) =>
    entries.set(laneName(entry), { entry: structuredClone(entry), etag: String(++version) });
  const store: LedgerStore = {
    read: async () => [...entries.values()].map(stored => structuredClone(stored)),
    write: async ({ entry, etag }) => {
      if ((entries.get(laneName(entry))?.etag ?? null) !== etag) return 'changed';
      put(entry);
      return 'written';
    },
  };
  return {
    ...store,
    /** As the committer does: the counts grow by those of what was admitted. */
    add: async (lane: Lane, last: number, added: StoredEntry['entry']['counts']) => {
      const none = { silver: 0, quarantined: 0, duplicate: 0, redriven: 0 };
      const before = entries.get(laneName(lane))?.entry;
      const counts = { ...(before?.counts ?? none) };
      for (const name of Object.keys(none) as (keyof typeof none)[]) counts[name] += added[name];
      put({ ...lane, start: 0, cursor: '', ...before, bronzeThrough: last, silverThrough: last, counts });
    },
  };
}

function memoryClaims(): ClaimStore & ClaimTransferStore & { owners: Map<string, string> } {
  const owners = new Map<string, string>();
  const at = (bucket: string, key: string) => `${bucket} ${key}`;
  return {
    owners,
    insert: async (bucket, wanted) => {
      const index = wanted.findIndex(({ key }) => owners.has(at(bucket, key)));
      if (index >= 0) return index;
      for (const { key, owner } of wanted) owners.set(at(bucket, key), owner);
      return null;
    },
    owner: async (bucket, key) => owners.get(at(bucket, key)) ?? null,
    replace: async (bucket, key, from, to) => {
      if (owners.get(at(bucket, key)) === from) owners.set(at(bucket, key), to);
      return owners.get(at(bucket, key)) ?? null;
    },
    remove: async (bucket, held) => {
      for (const { key, owner } of held)
        if (owners.get(at(bucket, key)) === owner) owners.delete(at(bucket, key));
    },
  };
}
