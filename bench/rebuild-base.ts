// The process that folds the base in the bench of a rebuild, and then says what it took.

import { foldBase } from '../src/rebuild/base.ts';
import { lanes, openRebuildBench } from './rebuild-silver.ts';

const [folder = '', port, events] = process.argv.slice(2);
const bench = await openRebuildBench(folder, Number(port));
const silverThrough = Math.floor(Number(events) / lanes.length) - 1;
const started = performance.now();
const { behind } = await foldBase(
  {
    ...bench,
    tables: new Map([['silver.pos_sale', bench.table]]),
    ledger: { read: async () => lanes.map(lane => ({ entry: { ...lane, silverThrough } })) },
    position: async lane => ({ ...lane, begin: 0, last: -1 }),
  },
  bench.model,
);
const writes = bench.metrics
  .exposition()
  .matchAll(/^assay_cosmos_operations_total\{.*operation="(?:create|patch|replace)".*\} (\d+)$/gm)
  .reduce((sum, [, count]) => sum + Number(count), 0);
process.send?.({
  ...{ seconds: (performance.now() - started) / 1_000, writes, behind },
  maxRssMb: process.resourceUsage().maxRSS / 1024,
});
process.exit();
