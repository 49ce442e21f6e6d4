// A replay whose worker dies at every point there is, one run for each: before and after every call to a store, the queue,
// the hub and the lake. The next worker ends it, and every line of the file is one event of silver.

import { expect, test } from 'vitest';
import { compileJudge } from '../../src/events/judge.ts';
import type { RawEvent } from '../../src/events/raw-event.ts';
import { readCatalog, readVersions } from '../../src/package-files.ts';
import { backfillStep, type ReadFilePart } from '../../src/replay/inbox.ts';
import { keyOf } from '../../src/replay/key-of.ts';
import type { PublishEvents } from '../../src/replay/publish.ts';
import { createRequestParser } from '../../src/replay/request.ts';
import { createReplayService } from '../../src/replay/service.ts';
import { createReplayWorker } from '../../src/replay/worker.ts';
import { createClaims } from '../../src/silver/claims.ts';
import { decideBatch } from '../../src/silver/decide.ts';
import { memoryReplays } from './memory-replays.ts';
import { immortal, type Life, mortal } from './mortal.ts';
import { sale } from './replay-platform.ts';

const catalog = readCatalog();
const pos = catalog.sources.find(({ name }) => name === 'pos');
if (!pos) throw new Error('the catalog has no pos');
const parse = createRequestParser(catalog, readVersions());
const path = 'inbox/pos/lost.ndjson';
const lines = Array.from({ length: 120 }, () => JSON.stringify(sale('FRE-100001', 1)));
const file = Buffer.from(lines.join('\n'));

const readFile: ReadFilePart = async (_, { offset, length, etag }) =>
  etag === null || etag === '1'
    ? { content: file.subarray(offset, offset + length), etag: '1', size: file.byteLength }
    : null;

function setUp() {
  let nowMs = Date.now();
  const now = () => nowMs;
  const memory = memoryReplays(now);
  const hub: RawEvent[] = [];
  const publish: PublishEvents = async (_, events) => {
    for (const { body, properties } of events)
      hub.push({
        ...{ sequenceNumber: hub.length, offset: '', enqueuedTimeMs: nowMs, partitionKey: null },
        ...{ contentType: null, properties, systemProperties: {}, body },
      });
    return { tooLarge: [] };
  };
  const position = async (lane: { hub: string; partitionId: string }) => ({ ...lane, begin: 0, last: -1 });
  const worker = (life: Life) =>
    createReplayWorker({
      store: {
        create: life(memory.store.create),
        read: life(memory.store.read),
        replace: life(memory.store.replace),
        list: life(memory.store.list),
        remove: memory.store.remove,
      },
      queue: { send: life(memory.queue.send) },
      now,
      doStep: (replay, _signal) =>
        replay.request?.kind === 'backfill'
          ? backfillStep(
              {
                // A lake without a commit: what became of the events is asked of silver below.
                rows: life(async () => []),
                ledger: { read: life(async () => []) },
                position: life(position),
                source: () => pos as NonNullable<typeof pos>,
                keyOf,
                publish: life(publish),
                readFile: life(readFile),
                bytesPerStep: 20_000,
                now,
              },
              replay,
              replay.request,
            )
          : Promise.reject(new Error('another replay')),
    });
  /** Takes messages as the host does; one whose worker dies is hidden for long, as the host's is. */
  async function run(life: Life, isDead: () => boolean): Promise<void> {
    const living = worker(life);
    while (!isDead()) {
      const message = memory.messages.shift();
      if (!message) return;
      nowMs = Math.max(nowMs, message.dueMs);
      await living.step(message.id).catch(() => {});
    }
  }
  return {
    ...memory,
    hub,
    run,
    service: createReplayService({ ...memory, parse, fileSystem: 'lake', now }),
    sweep: async () => {
      nowMs += 120_000;
      await worker(call => call).sweep();
    },
  };
}

/** Silver's verdicts of all that the hub has. */
async function decide([first, ...rest]: RawEvent[]) {
  const taken = new Map<string, string>();
  const claims = createClaims({
    insert: async (bucket, wanted) => {
      const index = wanted.findIndex(({ key }) => taken.has(`${bucket} ${key}`));
      if (index >= 0) return index;
      for (const { key, owner } of wanted) taken.set(`${bucket} ${key}`, owner);
      return null;
    },
    owner: async (bucket, key) => taken.get(`${bucket} ${key}`) ?? null,
  });
  if (!first) return [];
  const judge = compileJudge(pos as NonNullable<typeof pos>);
  const batch = { hub: 'pos', partitionId: '0', events: [first, ...rest] as [RawEvent, ...RawEvent[]] };
  return (await decideBatch(judge, claims, batch)).outcomes.map(({ verdict }) => verdict);
}

async function backfill(kill: { last: number; dies: 'before' | 'after' } | null) {
  const world = setUp();
  await world.service.start(JSON.stringify({ id: '1', type: 'Replay.BackfillSource', data: { path } }));
  const { life, isDead } = kill ? mortal(kill.last, kill.dies) : { life: immortal, isDead: () => false };
  await world.run(life, isDead);
  const wasKilled = isDead();
  if (wasKilled) await world.sweep();
  await world.run(
    call => call,
    () => false,
  );
  const [replay] = await world.store.list();
  return { state: replay?.state, wasKilled, hub: world.hub };
}

test('a worker that is killed before or after any of its calls leaves a replay that the next one ends, every line once', {
  timeout: 120_000,
}, async () => {
  const undisturbed = await backfill(null);
  expect([undisturbed.state, undisturbed.hub.length]).toEqual(['done', lines.length]);
  let copies = 0;
  for (const dies of ['before', 'after'] as const)
    for (let last = 1; ; last++) {
      const { state, wasKilled, hub } = await backfill({ last, dies });
      if (!wasKilled) break;
      const silver = (await decide(hub)).filter(verdict => verdict === 'silver').length;
      expect({ last, dies, state, silver }).toEqual({ last, dies, state: 'done', silver: lines.length });
      copies += hub.length - lines.length;
    }
  // Some died between publishing and saying so: their events came twice, and count once.
  expect(copies).toBeGreaterThan(0);
});
