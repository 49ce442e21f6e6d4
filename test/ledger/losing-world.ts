// A lane whose hub lets events go before they are read, with all that lands of it and is committed, in memory.

import { expect } from 'vitest';
import { encodeBronzeFile } from '../../src/bronze/bronze-file.ts';
import { createBronzeLander } from '../../src/bronze/land.ts';
import { createBronzeRepair } from '../../src/bronze/repair.ts';
import type { RawEvent } from '../../src/events/raw-event.ts';
import { landingPath, type Tier } from '../../src/landing/landing.ts';
import { createCommitter } from '../../src/ledger/commit.ts';
import { ledgerLine } from '../../src/ledger/ledger.ts';
import { createPassOver } from '../../src/ledger/pass-over.ts';
import { createMetrics } from '../../src/metrics.ts';
import { createClaims } from '../../src/silver/claims.ts';
import type { Outcome } from '../../src/silver/outcome.ts';
import { createSilverRepair } from '../../src/silver/repair.ts';
import { encodeSegmentFile, segmentMetadata } from '../../src/silver/segment-file.ts';
import { createMemoryLanding, createMemoryLedger } from './memory-stores.ts';

export const lane = { hub: 'pos', partitionId: '0' };
export const startMs = Date.UTC(2026, 0, 1, 12);
export const graceMs = 180_000;
export const hourMs = 3_600_000;

export const numbers = (first: number, last: number) =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

export const raw = (sequenceNumber: number): RawEvent => ({
  ...{ sequenceNumber, offset: '0', enqueuedTimeMs: startMs, partitionKey: null, contentType: null },
  ...{ properties: {}, systemProperties: {}, body: Buffer.from(`${sequenceNumber}`) },
});

const eventOf = (sequenceNumber: number) => ({
  ...{ type: 't', table: 't', identity: `${sequenceNumber}`, eventTimeMs: startMs, warnings: [] },
  rows: [{ weight: 1 as const, row: {}, eventTimeMs: startMs }],
});

const outcome = (sequenceNumber: number): Outcome => ({
  ...{ sequenceNumber, enqueuedTimeMs: startMs, verdict: 'silver', event: eventOf(sequenceNumber) },
});

/** A lane with the real committer and both repairs over stores in memory: a hub that lets events go, and two triggers. */
export function createWorld() {
  const landing = createMemoryLanding();
  const ledger = createMemoryLedger();
  const metrics = createMetrics();
  const clock = { nowMs: startMs };
  const hub = { begin: 0, last: -1 };
  const passed: Record<Tier, number> = { bronze: -1, silver: -1 };
  const appended: Record<Tier, number[]> = { bronze: [], silver: [] };
  const now = () => clock.nowMs;
  const checkpoints = (tier: Tier) => async () => new Map([['pos-0', passed[tier]]]);
  const position = async () => ({ ...lane, ...hub });

  /** What maintain does, by a process that begins now. */
  const maintainer = () => {
    const commit = createCommitter({
      ...{ landing, ledger, metrics, now, position, lanes: [lane] },
      append: async (_hub, tier, lanes) => {
        for (const { admitted } of lanes)
          for (const { first, last } of admitted) appended[tier].push(...numbers(first, last));
      },
      passOver: createPassOver({ position, graceMs, checkpoints: tier => checkpoints(tier)() }),
    });
    const repairSilver = createSilverRepair({
      ...{ landing, metrics, now, checkpoints: checkpoints('silver'), graceMs: 15_000 },
      claims: createClaims({ insert: async () => null, owner: async () => null }),
      judge: () => event => ({ ok: true, event: eventOf(event.sequenceNumber) }),
    });
    const repairBronze = createBronzeRepair({
      ...{ position, graceMs, metrics, now, checkpoints: checkpoints('bronze') },
      readHub: async (_lane, { first, last }) => numbers(Math.max(first, hub.begin), last).map(raw),
      land: createBronzeLander(landing, metrics, now),
    });
    return async () => {
      const { lanes, failures } = await commit();
      expect(failures).toEqual([]);
      await repairSilver(lanes);
      await repairBronze(lanes);
    };
  };
  const passTo = (tier: Tier, last: number) => {
    passed[tier] = Math.max(passed[tier], last);
    hub.last = Math.max(hub.last, last);
  };
  const bronze = async (first: number, last: number) => {
    passTo('bronze', last);
    const [head, ...tail] = numbers(first, last).map(raw);
    if (head)
      await landing.put(
        landingPath('bronze', lane, { first, last }, now()),
        encodeBronzeFile({ ...lane, events: [head, ...tail] }, now()),
        {},
      );
  };
  const silver = async (first: number, last: number) => {
    passTo('silver', last);
    const outcomes = numbers(first, last).map(outcome);
    await landing.put(
      landingPath('silver', lane, { first, last }, now()),
      encodeSegmentFile(lane, outcomes),
      segmentMetadata(outcomes),
    );
  };
  const rounds = async (maintain: () => Promise<void>, count: number) => {
    for (let round = 0; round < count; round++) {
      clock.nowMs += 10_000;
      await maintain();
    }
  };
  const entry = async () => {
    const [stored] = await ledger.read();
    if (!stored) throw new Error('nothing was committed');
    return stored.entry;
  };
  const line = async () => ledgerLine(await entry(), { ...lane, ...hub }, now());
  return {
    landing,
    ledger,
    metrics,
    clock,
    hub,
    passTo,
    appended,
    maintainer,
    bronze,
    silver,
    rounds,
    entry,
    line,
  };
}

/** Bronze was away for longer than the hub's retention: 10–19 are gone. Refine had them. */
export async function createLosingWorld() {
  const world = createWorld();
  const maintain = world.maintainer();
  await world.bronze(0, 9);
  await world.silver(0, 9);
  await maintain();
  world.hub.begin = 20;
  await world.bronze(20, 29);
  await world.silver(10, 29);
  return { ...world, maintain };
}
