// `npm run bench:replay -- [--events n] [--rate n]`: a rule that refused a tenth of a million sales is mended; bronze is refined
// again and sales_velocity rebuilt by one replay on the whole platform, while live sales go on. Events/s, against real time at
// 579/s, the memory of the app that does it, and whether all adds up.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { EventHubProducerClient } from '@azure/event-hubs';
import { keyHeaders, provision } from '../local/platform/function-apps.ts';
import { freePorts, root } from '../local/platform/local-azure.ts';
import { startPlatform } from '../local/platform/platform.ts';
import { loadCatalog } from '../src/catalog/load.ts';
import { isRefused, landSales, saleOf, skuOf, unitsOf } from './replay-sales.ts';

const { values } = parseArgs({
  options: { events: { type: 'string', default: '1000000' }, rate: { type: 'string', default: '50' } },
});
const [events, rate] = [Number(values.events), Number(values.rate)];
const realTime = 579;

const dataDir = mkdtempSync(join(tmpdir(), 'assay-bench-replay-'));
const [catalog, models] = [join(dataDir, 'catalog'), join(dataDir, 'models.json')];
cpSync(join(root, 'catalog'), catalog, { recursive: true });
cpSync(join(root, 'models', 'compiled.json'), models);
const settings = { ASSAY_CATALOG: catalog, ASSAY_MODELS: models, ASSAY_CACHE_FOLDER: join(dataDir, 'cache') };
const platform = await startPlatform({
  ...{ dataDir, ports: freePorts, servePort: 0, refineHosts: 1, settings },
});
const seconds = (since: number) => (performance.now() - since) / 1_000;
const show = (count: number) => Math.round(count).toLocaleString('en');
try {
  await load();
  await mend();
  process.exitCode = (await measure()) ? 0 : 1;
} finally {
  await platform.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit();

/** Bronze and silver of all sales, in the partition that no live sale goes to. */
async function load(): Promise<void> {
  const started = performance.now();
  const source = loadCatalog(catalog).sources.find(({ name }) => name === 'pos');
  if (!source) throw new Error('the catalog has no pos');
  await landSales(platform.azure.settings.Lake ?? '', source, '0', events);
  for (;;) {
    const { partitions } = await platform.ledger();
    const lane = partitions.find(({ hub, partitionId }) => hub === 'pos' && partitionId === '0');
    if (lane && lane.silver + lane.quarantined >= events && lane.bronze >= events) break;
    await sleep(500);
  }
  console.log(`${show(events)} sales are in bronze and silver, after ${seconds(started).toFixed(0)} s`);
}

/** The pattern of SKUs that was too narrow, and a new version of the model. */
async function mend(): Promise<void> {
  const file = join(catalog, 'pos', 'sale.schema.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('^[A-Z]{3}-[0-9]{6}$', '^[A-Z]{3,5}-[0-9]{6,7}$'));
  const compiled = JSON.parse(readFileSync(models, 'utf8'));
  const { sales_velocity: previous } = compiled;
  const meta = { ...previous.meta, version: previous.meta.version + 1 };
  compiled.sales_velocity = { ...previous, meta, previous };
  writeFileSync(models, JSON.stringify(compiled));
  await provision({ ...platform.azure.settings, ...settings });
  for (const name of ['refine-1', 'serve']) {
    await platform.apps.get(name)?.service.stop();
    await platform.startApp(name);
  }
}

type Replay = {
  id: string;
  state: string;
  phase: string;
  counts: Record<string, number>;
  error: string | null;
};

async function ask(path: string, init?: RequestInit): Promise<Replay> {
  const answer = await fetch(`${platform.url}/api/replays${path}`, { ...init, headers: keyHeaders });
  return (await answer.json()) as Replay;
}

async function measure(): Promise<boolean> {
  const live = startLive();
  // It has gone on for a while when the replay is asked for.
  await sleep(20_000);
  const { pid } = platform.apps.get('serve')?.service ?? { pid: 0 };
  const cpuBefore = cpuSeconds(pid);
  const body = JSON.stringify({ type: 'Replay.RefineBronze', data: { source: 'pos' } });
  const started = performance.now();
  const { id } = await ask('', { method: 'POST', body });
  const phases = new Map<string, number>();
  let replay = await ask(`/${id}`);
  for (let since = started; replay.state === 'running'; since = performance.now()) {
    await sleep(100);
    replay = await ask(`/${id}`);
    phases.set(replay.phase, (phases.get(replay.phase) ?? 0) + seconds(since));
  }
  const took = seconds(started);
  const sent = await live.stop();
  const cpu = cpuSeconds(pid) - cpuBefore;
  const peakMb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  console.log(
    `replay ${replay.state} ${JSON.stringify(replay.counts)}${replay.error ? ` ${replay.error}` : ''}`,
  );
  console.log([...phases].map(([phase, s]) => `${phase} ${s.toFixed(1)} s`).join(', '));
  console.log(
    `refined again and rebuilt in ${took.toFixed(1)} s: ${show(events / took)} events/s, ${(events / took / realTime).toFixed(1)} times real time at ${realTime}/s (goal: 20); the app that did it: ${cpu.toFixed(1)} s of CPU, at most ${peakMb.toFixed(0)} MB`,
  );
  const right = await isRight(sent);
  console.log(`meanwhile ${sent.length} live sales; ${right ? 'all adds up' : 'it does NOT add up'}`);
  return replay.state === 'done' && right;
}

/** Of a process and all its threads. Linux counts in hundredths. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Live sales, by the other partition. */
function startLive(): { stop(): Promise<number[]> } {
  const producer = new EventHubProducerClient(platform.azure.settings.EventHubs ?? '', 'pos');
  const sent: number[] = [];
  const started = performance.now();
  let goesOn = true;
  const running = (async () => {
    for (; goesOn; await sleep(100)) {
      const due = Math.floor(seconds(started) * rate);
      const some = Array.from({ length: due - sent.length }, (_, i) => events + sent.length + i);
      if (some.length === 0) continue;
      const bodies = some.map(n => ({ body: Buffer.from(JSON.stringify(saleOf(n, events))) }));
      await producer.sendBatch(bodies, { partitionId: '1' });
      sent.push(...some);
    }
    await producer.close();
  })();
  return {
    stop: async () => {
      goesOn = false;
      await running;
      return sent;
    },
  };
}

/** Gold and the ledger against what was sent, counted here. */
async function isRight(live: readonly number[]): Promise<boolean> {
  const units = new Map<string, number>();
  const count = (n: number) => units.set(skuOf(n), (units.get(skuOf(n)) ?? 0) + unitsOf(n));
  for (let n = 0; n < events; n += 1) count(n);
  for (const n of live) count(n);
  for (const deadline = Date.now() + 60_000; ; await sleep(500)) {
    const { total } = await platform.ledger();
    const expected = events + live.length;
    const wrong: string[] =
      total.silver === expected && total.quarantined === 0 ? [] : [JSON.stringify(total)];
    for (const n of [0, 1, 9, 19]) {
      const found = await unitsInGold(skuOf(n));
      if (found !== units.get(skuOf(n)))
        wrong.push(
          `${skuOf(n)}${isRefused(n) ? ' (was refused)' : ''}: ${found}, must be ${units.get(skuOf(n))}`,
        );
    }
    if (wrong.length === 0) return true;
    if (Date.now() > deadline) {
      for (const one of wrong) console.log(one);
      return false;
    }
  }
}

/** Day by day: an answer has so many windows at most. */
async function unitsInGold(sku: string): Promise<number> {
  const dayMs = 86_400_000;
  let units = 0;
  for (let day = -9; day <= 1; day += 1) {
    const [from, to] = [day, day + 1].map(at =>
      new Date((Math.floor(Date.now() / dayMs) + at) * dayMs).toISOString(),
    );
    const answer = await platform.get(`/api/gold/sales_velocity?sku=${sku}&grain=1d&from=${from}&to=${to}`);
    const { rows, detail } = (await answer.json()) as { rows?: { units: number }[]; detail?: string };
    if (!rows) throw new Error(detail);
    units += rows.reduce((sum, row) => sum + row.units, 0);
  }
  return units;
}
