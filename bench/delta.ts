// `npm run bench:delta`: the lake measured. Commits to one table as its log grows, opening it cold, events landed per
// core, bytes an event, and a full scan against plain Parquet. `--only commits,lake,land,sizes` picks parts.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startAzurite } from '../local/azurite/server.ts';
import { startDataLake } from '../local/data-lake/server.ts';
import { connectBlobs, connectLake } from '../src/azure/connect.ts';
import { createLakeTableStore } from '../src/azure/lake-table-store.ts';
import type { TableStore } from '../src/delta/store.ts';
import { createMetrics } from '../src/metrics.ts';
import { compactTables, createRewrite } from '../src/tables/tidy.ts';
import { folderStore } from '../test/delta/folder-store.ts';
import { commitMany, openCold, withoutCheckpoints } from './delta-commits.ts';
import { type BenchLake, openBenchLake, timed } from './delta-lake.ts';
import { compareScans, rowsSql, weigh, writePlain } from './delta-sizes.ts';
import { percentile } from './percentile.ts';

const { values } = parseArgs({
  options: {
    commits: { type: 'string', default: '10000' },
    'lake-commits': { type: 'string', default: '1000' },
    only: { type: 'string', default: 'commits,lake,land,sizes' },
  },
});

const ms = (value: number) => value.toFixed(2).padStart(8);
const whole = (value: number) => Math.round(value).toLocaleString('en').padStart(10);

async function benchCommits(title: string, store: TableStore, count: number): Promise<void> {
  console.log(
    `\n${count} commits to one table, ${title}\n        commits    p50 ms    p99 ms    max ms   mean ms`,
  );
  const latencies = await commitMany(store, count);
  const part = Math.max(1, count / 10);
  for (let from = 0; from < count; from += part) {
    const some = latencies.slice(from, from + part);
    const mean = some.reduce((sum, latency) => sum + latency, 0) / some.length;
    const cells = [percentile(some, 0.5), percentile(some, 0.99), percentile(some, 1), mean].map(ms);
    console.log(`${String(from + some.length).padStart(15)}  ${cells.join('  ')}`);
  }
  const opens = { with: [] as number[], without: [] as number[] };
  for (let i = 0; i < 3; i += 1) {
    opens.with.push(await openCold(store));
    opens.without.push(await openCold(withoutCheckpoints(store)));
  }
  console.log(
    `opened cold: ${ms(percentile(opens.with, 0.5))} ms, from commits alone ${ms(percentile(opens.without, 0.5))} ms`,
  );
}

async function withLakeStandIn(work: (store: TableStore) => Promise<void>): Promise<void> {
  const azurite = await startAzurite({ blobPort: 0, queuePort: 0 });
  const gateway = await startDataLake({ port: 0, blobPort: azurite.blobPort });
  const account = 'devstoreaccount1';
  const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
  const value = `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};BlobEndpoint=http://127.0.0.1:${gateway.port}/${account};`;
  const connection = { kind: 'connectionString', value } as const;
  const blobs = connectBlobs(connection).getContainerClient('lake');
  const files = connectLake(connection).getFileSystemClient('lake');
  try {
    await blobs.createIfNotExists();
    await work(createLakeTableStore({ files, blobs }, 'silver/pos_sale', createMetrics()));
  } finally {
    await gateway.stop();
    await azurite.stop();
  }
}

/** The events of five seconds at 579/s and at 2,900/s, and what a replay gives at once. */
const rounds = [
  { events: 2_895, times: 8 },
  { events: 14_500, times: 4 },
  { events: 100_000, times: 2 },
];

async function benchLanding(): Promise<void> {
  console.log('\nlanded files to tables (12 sources, 26 lanes)\n events at once   events/s  events/CPU-s');
  for (const { events, times } of rounds) {
    const lake = openBenchLake();
    try {
      // The first round makes the tables.
      await lake.appendNext(events);
      const spent = { seconds: 0, cpuSeconds: 0 };
      for (let i = 0; i < times; i += 1) {
        const { seconds, cpuSeconds } = await lake.appendNext(events);
        spent.seconds += seconds;
        spent.cpuSeconds += cpuSeconds;
      }
      const rate = (seconds: number) => whole((events * times) / seconds);
      console.log(
        `${whole(events).padStart(15)} ${rate(spent.seconds)}  ${rate(spent.cpuSeconds).padStart(12)}`,
      );
    } finally {
      lake.close();
    }
  }
}

async function benchSizes(events: number, times: number): Promise<void> {
  const lake = openBenchLake();
  try {
    for (let i = 0; i < times; i += 1) await lake.appendNext(events);
    const { total } = lake;
    console.log(
      `\n${total.events} events in rounds of ${events}; JSON ${(total.jsonBytes / total.events).toFixed(0)} bytes an event`,
    );
    console.log('                     files    bytes/event  of JSON');
    await printWeights(lake, 'small');
    const small = await scanned(lake);
    // The small files stay where they are: nothing has vacuumed them.
    const spent = await timed(() =>
      compactTables(
        lake.tables,
        { targetBytes: 128 * 2 ** 20, minFiles: 2 },
        createRewrite(lake.workbench, Date.now),
      ),
    );
    await printWeights(lake, 'compacted');
    console.log(`compaction: ${whole(total.events / spent.cpuSeconds)} events/CPU-s`);
    await printScans({ 'small files': small, compacted: await scanned(lake) });
  } finally {
    lake.close();
  }
}

async function printWeights(lake: BenchLake, state: string): Promise<void> {
  for (const prefix of ['bronze.', 'silver.']) {
    const { files, bytes } = await weigh(lake, prefix);
    const each = bytes / lake.total.events;
    console.log(
      `${`${prefix.slice(0, -1)}, ${state}`.padEnd(18)} ${whole(files)} ${each.toFixed(1).padStart(12)} ${((100 * bytes) / lake.total.jsonBytes).toFixed(1).padStart(7)}%`,
    );
  }
}

async function scanned(lake: BenchLake): Promise<string> {
  const table = lake.tables.get('silver.ecommerce_product_view');
  if (!table) throw new Error('there is no table of views');
  return rowsSql(lake, table);
}

async function printScans(selects: Record<string, string>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-plain-'));
  try {
    const plain = await writePlain(Object.values(selects)[0] ?? '', folder);
    const times = await compareScans({ ...selects, 'plain Parquet': plain });
    for (const [name, time] of Object.entries(times))
      console.log(`full scan, ${name.padEnd(14)} ${ms(time)} ms`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const parts = new Set(values.only.split(','));
if (parts.has('commits')) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-commits-'));
  await benchCommits('in a local folder', folderStore(folder), Number(values.commits));
  rmSync(folder, { recursive: true });
}
if (parts.has('lake'))
  await withLakeStandIn(store =>
    benchCommits('in the local Data Lake', store, Number(values['lake-commits'])),
  );
if (parts.has('land')) await benchLanding();
if (parts.has('sizes')) {
  // Rounds of five seconds: three minutes at 579/s, and a minute and a half at 2,900/s.
  await benchSizes(2_895, 36);
  await benchSizes(14_500, 20);
}
