// `npm run bench:live`: what live clients cost the way from event to gold. In one run, as one run of a machine differs from
// the next by more than this: stretches with the clients and without by turns, each compared with its neighbour. Latency of
// events, what clients get and how soon after it was folded, and the CPU of every process.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CosmosClient } from '@azure/cosmos';
import { keyHeaders } from '../local/platform/function-apps.ts';
import { type LocalPlatform, startPlatform, waitForLedger } from '../local/platform/platform.ts';
import { percentiles } from '../local/platform/report.ts';
import { type Latencies, latencies, latenciesSince, sum } from '../local/platform/samples.ts';
import { documentsName } from '../src/gold/kept-models.ts';
import { readModels } from '../src/package-files.ts';
import type { Got, Readers } from './live-readers.ts';
import { median, percentile } from './percentile.ts';

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '579' },
    clients: { type: 'string', default: '200' },
    pairs: { type: 'string', default: '10' },
    /** Of one stretch. */
    seconds: { type: 'string', default: '40' },
    'warm-up': { type: 'string', default: '60' },
  },
});
const clientCount = Number(values.clients);
const pairCount = Number(values.pairs);
const stretchSeconds = Number(values.seconds);
const warmUpSeconds = Number(values['warm-up']);
/** After clients came or went, before it is measured. */
const settleSeconds = 8;

type Stretch = {
  latencyMs: Latencies;
  seconds: number;
  /** By process, share of one core. */
  cpu: Record<string, number>;
  feedReads: number;
  got: Got | null;
};

/** One side of all stretches. */
type Side = readonly Stretch[];

type Pair = { without: Stretch; withClients: Stretch };

async function measurePairs(platform: LocalPlatform, onPair: (pair: Pair) => void): Promise<Pair[]> {
  await sleep(warmUpSeconds * 1000);
  const queries = await keysOfGold(platform, clientCount);
  const pairs: Pair[] = [];
  for (let i = 0; i < pairCount; i += 1) {
    const withClients = async () => {
      const readers = startReaders(platform, queries);
      const stretch = await measureStretch(platform, readers);
      readers.kill();
      return stretch;
    };
    // Which comes first alternates too: a run ages.
    const early = i % 2 === 0 ? null : await withClients();
    const without = await measureStretch(platform, null);
    const pair = { without, withClients: early ?? (await withClients()) };
    pairs.push(pair);
    onPair(pair);
  }
  return pairs;
}

async function measureStretch(platform: LocalPlatform, readers: ChildProcess | null): Promise<Stretch> {
  await sleep(settleSeconds * 1000);
  if (readers) await gotBy(readers);
  const began = performance.now();
  const [before, cpuBefore] = [await platform.samples(), cpuSeconds(platform)];
  await sleep(stretchSeconds * 1000);
  const [after, cpuAfter] = [await platform.samples(), cpuSeconds(platform)];
  const seconds = (performance.now() - began) / 1000;
  const feedReads = (samples: typeof after) =>
    sum(samples, 'assay_cosmos_operations_total', { operation: 'feed' });
  return {
    latencyMs: latenciesSince(latencies(after), latencies(before)),
    seconds,
    cpu: Object.fromEntries(
      Object.entries(cpuAfter).map(([name, used]) => [name, (used - (cpuBefore[name] ?? 0)) / seconds]),
    ),
    feedReads: feedReads(after) - feedReads(before),
    got: readers ? await gotBy(readers) : null,
  };
}

function startReaders({ url }: LocalPlatform, queries: string[]): ChildProcess {
  const readers = fork(join(import.meta.dirname, 'live-readers.ts'));
  // Other people's machines: they wait for what serves events.
  if (readers.pid) setPriority(readers.pid, constants.priority.PRIORITY_LOW);
  readers.send({ url, headers: keyHeaders, queries, count: clientCount } satisfies Readers);
  return readers;
}

/** What the clients got since the last time. */
async function gotBy(readers: ChildProcess): Promise<Got> {
  readers.send('reset');
  const [got] = await once(readers, 'message');
  return got as Got;
}

/** Clients of keys that gold has, those that changed last, as many of each model. */
async function keysOfGold(platform: LocalPlatform, count: number): Promise<string[]> {
  const setting = platform.azure.settings.Cosmos ?? '';
  const [, endpoint = ''] = /AccountEndpoint=([^;]+)/.exec(setting) ?? [];
  const [, key = ''] = /AccountKey=([^;]+)/.exec(setting) ?? [];
  const client = new CosmosClient({ endpoint, key });
  const models = readModels();
  const found = await Promise.all(
    models.map(async model => {
      const { resources } = await client
        .database('assay')
        .container(documentsName(model))
        .items.query<{ key: Record<string, string>; at: number }>('SELECT c.key, c.at FROM c')
        .fetchAll();
      const first = model.plan.key[0]?.name ?? '';
      const documentsOf = Map.groupBy(resources, ({ key }) => key[first]);
      const latest = resources
        .sort((a, b) => b.at - a.at)
        .map(({ key }) => {
          // All of a short list, as people look at lists; one that grows with the run would be too long in the end.
          const isList = !model.window && (documentsOf.get(key[first])?.length ?? 0) < 50;
          return `${model.name}?${new URLSearchParams(isList ? { [first]: key[first] ?? '' } : key)}`;
        });
      return [...new Set(latest)].slice(0, Math.ceil(count / models.length));
    }),
  );
  client.dispose();
  // One of each model after another.
  const longest = Math.max(...found.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => found.flatMap(queries => queries[i] ?? [])).flat();
}

/** User and system time of each process, seconds (proc(5): clock ticks, 100 a second). */
function cpuSeconds(platform: LocalPlatform): Record<string, number> {
  const processes = [
    ...[...platform.apps].map(([name, { service }]) => [name, service.pid] as const),
    ...[...platform.azure.services].map(([name, { pid }]) => [name, pid] as const),
  ];
  return Object.fromEntries(
    processes.map(([name, pid]) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return [name, (Number(fields[11]) + Number(fields[12])) / 100];
    }),
  );
}

const all = (side: Side): Latencies => {
  const counts: Latencies = new Map();
  for (const { latencyMs } of side)
    for (const [bound, count] of latencyMs) counts.set(bound, (counts.get(bound) ?? 0) + count);
  return counts;
};
const withoutOf = (pairs: readonly Pair[]): Side => pairs.map(({ without }) => without);
const withOf = (pairs: readonly Pair[]): Side => pairs.map(({ withClients }) => withClients);

/** By how much more the p99 of all events is with clients than without, ms. */
const added = (pairs: readonly Pair[]) =>
  (percentiles(all(withOf(pairs))).p99 ?? Number.NaN) -
  (percentiles(all(withoutOf(pairs))).p99 ?? Number.NaN);

/** Nine of ten drawings of as many pairs, each pair as often as it comes (Efron 1979, the bootstrap), lie between these. */
function between(pairs: readonly Pair[]): [number, number] {
  const draws = Array.from({ length: 2_000 }, () =>
    added(Array.from(pairs, () => pairs[Math.floor(Math.random() * pairs.length)] as Pair)),
  );
  return [percentile(draws, 0.05), percentile(draws, 0.95)];
}

const cpu = (side: Side, name: string) => median(side.map(stretch => stretch.cpu[name] ?? 0)).toFixed(2);

const line = (name: string, side: Side) => {
  const { p50, p99, p999, max, events } = percentiles(all(side));
  const rate = Math.round(events / side.reduce((total, { seconds }) => total + seconds, 0));
  const cells = [rate, p50, p99, p999, max, cpu(side, 'refine-1'), cpu(side, 'serve'), cpu(side, 'cosmos')];
  console.log(name.padEnd(16) + cells.map(cell => String(cell).padStart(9)).join(''));
};

const ms = (value: number) => value.toFixed(1);

const dataDir = mkdtempSync(join(tmpdir(), 'assay-bench-live-'));
const platform = await startPlatform({ dataDir });
try {
  const seconds = warmUpSeconds + 2 * pairCount * (settleSeconds + stretchSeconds + 1) + 10;
  let sent = 0;
  const sources = await platform.startSources(['--rate', values.rate, '--for', String(seconds)], told => {
    if (typeof told.acknowledged === 'number') sent = told.acknowledged;
  });
  console.log(
    `${'event to gold'.padEnd(16)}  folded/s   p50 ms   p99 ms p99.9 ms   max ms   refine    serve   cosmos`,
  );
  const pairs = await measurePairs(platform, ({ without, withClients }) => {
    line('without', [without]);
    line(`${clientCount} clients`, [withClients]);
  });
  await sources.ended;
  await waitForLedger(platform, sent, 120_000);
  line('all without', withoutOf(pairs));
  line('all with', withOf(pairs));
  const [low, high] = between(pairs);
  console.log(
    `p99 with clients − without: ${ms(added(pairs))} ms, 90% between ${ms(low)} and ${ms(high)} (asked: less than 5)`,
  );
  const got = withOf(pairs).flatMap(({ got }) => got ?? []);
  const toClientMs = got.flatMap(({ toClientMs }) => toClientMs);
  const perSecond = (amount: number) => Math.round(amount / (pairCount * stretchSeconds));
  const total = (of: (got: Got) => number) => perSecond(got.reduce((sum, one) => sum + of(one), 0));
  console.log(
    `gold to client: p50 ${percentile(toClientMs, 0.5)} ms, p99 ${percentile(toClientMs, 0.99)} ms; ` +
      `${total(({ changes }) => changes)} changes/s, ${total(({ bytes }) => bytes / 1024)} kB/s, ` +
      `${perSecond(withOf(pairs).reduce((sum, { feedReads }) => sum + feedReads, 0))} reads of change feeds/s`,
  );
  for (const name of Object.keys(pairs[0]?.without.cpu ?? {}))
    console.log(`cpu ${name.padEnd(12)} ${cpu(withoutOf(pairs), name)} → ${cpu(withOf(pairs), name)}`);
} finally {
  await platform.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
