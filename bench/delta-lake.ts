// A lake in a local folder that the committer's own code fills with simulated events of all twelve sources.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeBronzeFile } from '../src/bronze/bronze-file.ts';
import type { DeltaTable } from '../src/delta/table.ts';
import { type Lane, laneName } from '../src/events/coordinate.ts';
import { compileJudge } from '../src/events/judge.ts';
import { batchRange, type EventBatch, type RawEvent } from '../src/events/raw-event.ts';
import type { Admission } from '../src/landing/coverage.ts';
import { type LandingStore, landingPath, parseLandingPath, type Tier } from '../src/landing/landing.ts';
import type { AdmittedLane } from '../src/ledger/commit.ts';
import { createMetrics } from '../src/metrics.ts';
import { encodeSegmentFile } from '../src/silver/segment-file.ts';
import { createLandedAppender } from '../src/tables/landed-appender.ts';
import { openLake } from '../src/tables/open-lake.ts';
import { createWorkbenches } from '../src/tables/workbench.ts';
import { folderStore } from '../test/delta/folder-store.ts';
import { catalog, judgeBatch, rawEvent, simulatedEvents } from './landed-files.ts';

export type Spent = { seconds: number; cpuSeconds: number };

export async function timed(work: () => Promise<unknown>): Promise<Spent> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - started) / 1_000, cpuSeconds: (user + system) / 1e6 };
}

/** What has landed and is not in the tables yet, as the committer admits it. */
type Admitted = { hub: string; tier: Tier; lanes: AdmittedLane[] };

export type BenchLake = ReturnType<typeof openBenchLake>;

export function openBenchLake() {
  const folder = mkdtempSync(join(tmpdir(), 'assay-lake-'));
  const landed = new Map<string, Uint8Array>();
  const tables = openLake(catalog, name => folderStore(join(folder, 'lake', name)));
  const workbench = createWorkbenches({ folder: join(folder, 'work'), memoryMb: 2_000 });
  const append = createLandedAppender({
    catalog,
    tables,
    landing: landingOf(landed),
    workbench,
    metrics: createMetrics(),
  });
  const stream = simulatedEvents([], Date.UTC(2026, 10, 26, 6));
  const next = new Map<string, number>();
  const total = { events: 0, jsonBytes: 0 };

  function land(count: number): Admitted[] {
    const round = new Map<string, Lane & { events: RawEvent[] }>();
    for (let i = 0; i < count; i += 1) {
      const event = stream.next().value;
      const lane = { hub: event.hub, partitionId: partitionOf(event.hub, event.partitionKey) };
      const name = laneName(lane);
      const batch: Lane & { events: RawEvent[] } = round.get(name) ?? { ...lane, events: [] };
      round.set(name, batch);
      const sequenceNumber = next.get(name) ?? 0;
      next.set(name, sequenceNumber + 1);
      batch.events.push(rawEvent(event, sequenceNumber));
      total.events += 1;
      total.jsonBytes += event.body.byteLength;
    }
    landed.clear();
    return admit([...round.values()] as EventBatch[], landed);
  }

  return {
    tables,
    workbench,
    total,
    /** Lands the next events and appends them: what the appending took. */
    appendNext: (count: number): Promise<Spent> => {
      const admitted = land(count);
      return timed(async () => {
        for (const { hub, tier, lanes } of admitted) await append(hub, tier, lanes);
      });
    },
    /** Where a table's data files lie on the local disk. */
    pathOf: (table: DeltaTable, path: string) =>
      join(folder, 'lake', ...table.name.split('.'), ...path.split('/')),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function landingOf(landed: ReadonlyMap<string, Uint8Array>): LandingStore {
  return {
    put: () => Promise.resolve('exists'),
    list: async function* () {},
    read: async path => landed.get(path) ?? new Uint8Array(),
    delete: () => Promise.resolve(),
  };
}

const judges = new Map(catalog.sources.map(source => [source.hub, compileJudge(source)]));

/** Two bronze files and one segment for each lane, as five seconds leave them. */
function admit(batches: readonly EventBatch[], landed: Map<string, Uint8Array>): Admitted[] {
  const admitted = new Map<string, Admitted>();
  const put = (tier: Tier, batch: EventBatch, content: Uint8Array, through: number) => {
    const { hub, partitionId, events } = batch;
    const range = batchRange(batch);
    const path = landingPath(tier, batch, range, events[0].enqueuedTimeMs);
    const file = parseLandingPath({ path, size: content.byteLength, metadata: {} });
    if (!file) throw new Error(`no landing path: ${path}`);
    landed.set(path, content);
    const ofHub = admitted.get(`${hub} ${tier}`) ?? { hub, tier, lanes: [] };
    admitted.set(`${hub} ${tier}`, ofHub);
    const admission: Admission = { file, ...range };
    const known = ofHub.lanes.findIndex(lane => lane.partitionId === partitionId);
    const before = ofHub.lanes[known]?.admitted ?? [];
    const lane = { hub, partitionId, through, admitted: [...before, admission] };
    if (known < 0) ofHub.lanes.push(lane);
    else ofHub.lanes[known] = lane;
  };
  for (const batch of batches) {
    const through = batch.events[0].sequenceNumber - 1;
    for (const half of halves(batch))
      put('bronze', half, encodeBronzeFile(half, half.events[0].enqueuedTimeMs), through);
    const judge = judges.get(batch.hub);
    if (judge) put('silver', batch, encodeSegmentFile(batch, judgeBatch(judge, batch)), through);
  }
  return [...admitted.values()];
}

function halves(batch: EventBatch): EventBatch[] {
  const { events } = batch;
  const middle = Math.ceil(events.length / 2);
  return [events.slice(0, middle), events.slice(middle)]
    .filter(half => half.length > 0)
    .map(half => ({ ...batch, events: half as EventBatch['events'] }));
}

function partitionOf(hub: string, key: string): string {
  const { partitions = 1 } = catalog.sources.find(source => source.hub === hub) ?? {};
  let sum = 0;
  for (let i = 0; i < key.length; i += 1) sum = (sum * 31 + key.charCodeAt(i)) % 65_521;
  return String(sum % partitions);
}
