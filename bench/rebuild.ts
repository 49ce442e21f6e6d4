// `npm run bench:rebuild -- [--events n]`: a rebuild of sales_velocity over silver of so many sales, in a process of its own,
// while another folds 579 live events a second into the same documents and asks for them. Times, memory, and whether the
// units add up.

import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { root } from '../local/platform/local-azure.ts';
import { startService } from '../local/platform/service.ts';
import { numberIn } from '../src/gold/aggregates/state.ts';
import { documentAddress } from '../src/gold/document.ts';
import { claimBase } from '../src/rebuild/seam.ts';
import { createTail } from '../src/rebuild/tail.ts';
import { percentile } from './percentile.ts';
import { fillSilver, lanes, openRebuildBench, sale, skuOf, unitsOf } from './rebuild-silver.ts';

const { values } = parseArgs({ options: { events: { type: 'string', default: '1000000' } } });
const events = Number(values.events);
const folder = mkdtempSync(join(tmpdir(), 'assay-bench-rebuild-'));
const cosmos = await startService({
  name: 'cosmos',
  script: join(root, 'local', 'cosmos', 'main.ts'),
  args: ['--port', '0', '--data', join(folder, 'cosmos')],
  logFolder: folder,
});
const bench = await openRebuildBench(folder, cosmos.ready.port);
await fillSilver(bench, events);
console.log(`${events.toLocaleString('en')} sales are in silver`);

const { model, gold, seams, folds } = bench;
for (const { hub, partitionId } of lanes) await claimBase(seams, model, `${hub}-${partitionId}`, -1);
const tail = createTail(seams, [model]);
const latencies = { fold: [] as number[], ask: [] as number[] };
const timed = async (into: number[], work: Promise<unknown>) => {
  const started = performance.now();
  await work;
  into.push(performance.now() - started);
};

const builder = fork(join(import.meta.dirname, 'rebuild-base.ts'), [
  folder,
  String(cosmos.ready.port),
  String(events),
]);
const reports: { seconds: number; maxRssMb: number; writes: number }[] = [];
builder.on('message', message => reports.push(message as (typeof reports)[0]));
let live = 0;
const started = Date.now();
while (reports.length === 0 && builder.exitCode === null) {
  const batchOf = lanes.map(() => [] as ReturnType<typeof sale>[]);
  const due = Math.floor(((Date.now() - started) / 1_000) * 579);
  for (; live < due; live += 1) batchOf[live % lanes.length]?.push(sale(events + live));
  const work = lanes.map(async (lane, i) => {
    const [first, ...rest] = batchOf[i] ?? [];
    if (first) await folds.write(await tail(lane, first.sequenceNumber, [first, ...rest]));
  });
  await timed(latencies.fold, Promise.all(work));
  await timed(latencies.ask, gold.read(model, documentAddress(model, [skuOf(live)], Date.now())));
  await sleep(20);
}
const [report] = reports;
if (!report) throw new Error('the rebuild has ended before its time');
const { seconds, maxRssMb, writes } = report;
const units = (await bench.documents()).reduce(
  (sum, { s }) =>
    sum + Object.keys(s).reduce((of, field) => of + (field.endsWith('_units') ? numberIn(s, field) : 0), 0),
  0,
);
let expected = 0;
for (let i = 0; i < events + live; i += 1) expected += unitsOf(i);
const show = (name: string, list: number[]) =>
  `${name} p50 ${percentile(list, 0.5).toFixed(1)}, p99 ${percentile(list, 0.99).toFixed(1)} ms`;
console.log(
  `base in ${seconds.toFixed(1)} s, ${Math.round(events / seconds).toLocaleString('en')} events/s, ${writes.toLocaleString('en')} writes, at most ${Math.round(maxRssMb)} MB`,
);
console.log(
  `meanwhile ${live} live events: ${show('fold', latencies.fold)}; ${show('answer', latencies.ask)}`,
);
console.log(units === expected ? `${units} units add up` : `${units} units, must be ${expected}`);
await cosmos.stop();
rmSync(folder, { recursive: true, force: true });
process.exitCode = units === expected ? 0 : 1;
process.exit();
