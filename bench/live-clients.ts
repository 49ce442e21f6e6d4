// `npm run bench:live`: what live clients cost the way from event to gold. The same run with the clients and without, in
// turn, as one run of a machine differs from the next: latency of events, what clients get and how soon after it was folded,
// and the CPU of every process.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CosmosClient } from '@azure/cosmos';
import { keyHeaders } from '../local/platform/function-apps.ts';
import { type LocalPlatform, startPlatform, waitForLedger } from '../local/platform/platform.ts';
import { measure, type Report, report } from '../local/platform/report.ts';
import { sum } from '../local/platform/samples.ts';
import { documentsName } from '../src/gold/kept-models.ts';
import { readModels } from '../src/package-files.ts';
import type { Got, Readers } from './live-readers.ts';
import { median, percentile } from './percentile.ts';

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '579' },
    for: { type: 'string', default: '60' },
    'warm-up': { type: 'string', default: '20' },
    clients: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
  },
});
const seconds = Number(values.for);
const warmUpSeconds = Number(values['warm-up']);

type Outcome = {
  report: Report;
  /** By process, share of one core. */
  cpu: Record<string, number>;
  /** A second. */
  changes: number;
  feedReads: number;
  kilobytes: number;
  queries: number;
  /** From when gold was written to when the client had it, ms. */
  toClientMs: number[];
};

async function run(clientCount: number): Promise<Outcome> {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-bench-live-'));
  const platform = await startPlatform({ dataDir });
  try {
    let sent = 0;
    const sources = await platform.startSources(
      ['--rate', values.rate, '--for', String(warmUpSeconds + seconds)],
      line => {
        if (typeof line.acknowledged === 'number') sent = line.acknowledged;
      },
    );
    // Gold has keys to watch after half of it.
    await sleep(warmUpSeconds * 500);
    const clients = await watch(platform, clientCount);
    await sleep(warmUpSeconds * 500);
    const before = await measure(platform);
    const cpuBefore = cpuSeconds(platform);
    await clients.reset();
    await sources.ended;
    const after = await measure(platform);
    const cpuAfter = cpuSeconds(platform);
    const got = await clients.reset();
    clients.stop();
    const ledger = await waitForLedger(platform, sent, 120_000);
    const result = report(before, after, ledger, {});
    const perSecond = (amount: number) => Math.round(amount / result.seconds);
    const feed = { operation: 'feed' };
    const reads = (samples: typeof after.samples) => sum(samples, 'assay_cosmos_operations_total', feed);
    return {
      report: result,
      cpu: Object.fromEntries(
        Object.entries(cpuAfter).map(([name, used]) => [
          name,
          Math.round(((used - (cpuBefore[name] ?? 0)) / result.seconds) * 100) / 100,
        ]),
      ),
      changes: perSecond(got.changes),
      feedReads: perSecond(reads(after.samples) - reads(before.samples)),
      kilobytes: perSecond(got.bytes / 1024),
      queries: clients.queries,
      toClientMs: got.toClientMs,
    };
  } finally {
    await platform.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Clients of keys that gold has, those that changed last, as many of each model. They wait for what serves events. */
async function watch(platform: LocalPlatform, count: number) {
  const queries = count === 0 ? [] : await keysOfGold(platform, count);
  const readers = fork(join(import.meta.dirname, 'live-readers.ts'));
  if (readers.pid) setPriority(readers.pid, constants.priority.PRIORITY_LOW);
  readers.send({ url: platform.url, headers: keyHeaders, queries, count } satisfies Readers);
  return {
    queries: Math.min(count, queries.length),
    /** What they got since the last time. */
    reset: async () => {
      readers.send('reset');
      const [got] = await once(readers, 'message');
      return got as Got;
    },
    stop: () => readers.kill(),
  };
}

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
          // All SKUs of a store, as people look at stores; but not all parcels of a warehouse.
          const isList = !model.window && (documentsOf.get(key[first])?.length ?? 0) < 500;
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

const row = (name: string, { report: { ratePerSecond, latencyMs } }: Outcome) =>
  `${name.padEnd(16)}${[ratePerSecond, latencyMs.p50, latencyMs.p99, latencyMs.p999, latencyMs.max].map(cell => String(cell).padStart(9)).join('')}`;
console.log(`${'event to gold'.padEnd(16)}  events/s   p50 ms   p99 ms p99.9 ms   max ms`);
const rounds: { without: Outcome; withClients: Outcome }[] = [];
for (let round = 0; round < Number(values.rounds); round += 1) {
  const without = await run(0);
  console.log(row('without', without));
  const withClients = await run(Number(values.clients));
  console.log(row(`${values.clients} clients`, withClients));
  rounds.push({ without, withClients });
}
const p99Of = ({ report }: Outcome) => report.latencyMs.p99 ?? Number.NaN;
const [p99Without, p99With] = [
  median(rounds.map(({ without }) => p99Of(without))),
  median(rounds.map(({ withClients }) => p99Of(withClients))),
];
console.log(
  `p99, median of ${rounds.length}: ${p99Without} ms without, ${p99With} ms with (asked: less than 5 more)`,
);
const last = rounds.at(-1)?.withClients;
if (last)
  console.log(
    `gold to client: p50 ${percentile(last.toClientMs, 0.5)} ms, p99 ${percentile(last.toClientMs, 0.99)} ms; ${last.queries} queries, ${last.changes} changes/s, ${last.kilobytes} kB/s, ${last.feedReads} reads of change feeds/s`,
  );
for (const name of Object.keys(last?.cpu ?? {}))
  console.log(
    `cpu ${name.padEnd(12)} ${median(rounds.map(({ without }) => without.cpu[name] ?? 0))} → ${median(rounds.map(({ withClients }) => withClients.cpu[name] ?? 0))}`,
  );
