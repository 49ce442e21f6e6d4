// Other engines read and write our tables: `run.ts [--summary file] [--only name] [--keep]`. One line for each check,
// `ok …` or `not ok …`, and at the end how many of each. `install.sh` comes first.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createWorkbenches } from '../../src/tables/workbench.ts';
import { theApiIsAsDescribed } from './api/as-described.ts';
import { startChecks } from './checks.ts';
import type { Context } from './context.ts';
import { startEngine } from './engine.ts';
import { kafkaClientsWork } from './kafka/kafka-clients.ts';
import { everyCommitLandsOnceInAFolder } from './library/concurrent-writers.ts';
import { everyTypeIsRead } from './library/every-type.ts';
import { longLogIsRead } from './library/long-log.ts';
import { maintenanceLivesTogether } from './library/maintenance.ts';
import { oddPartitionsAreRead } from './library/odd-partitions.ts';
import { otherWritersAreRead } from './library/other-writers.ts';
import { theirTablesAreRead } from './library/their-tables.ts';
import { aRunAddsUp } from './platform/a-run.ts';
import { aChangeStreamStaysEqual } from './postgresql/a-change-stream.ts';
import { everyPostgresTypeIsRead } from './postgresql/every-type.ts';
import { registryClientsWork } from './registry/clients-work.ts';

const { values } = parseArgs({
  options: {
    summary: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});

const parts: ((context: Context) => Promise<void>)[] = [
  everyTypeIsRead,
  oddPartitionsAreRead,
  longLogIsRead,
  otherWritersAreRead,
  theirTablesAreRead,
  maintenanceLivesTogether,
  everyCommitLandsOnceInAFolder,
  registryClientsWork,
  theApiIsAsDescribed,
  kafkaClientsWork,
  aRunAddsUp,
  everyPostgresTypeIsRead,
  aChangeStreamStaysEqual,
];

const folder = mkdtempSync(join(tmpdir(), 'assay-conformance-'));
const checks = startChecks(line => console.log(line));
const deltaRs = startEngine('delta-rs', 'delta_rs.py');
const spark = startEngine('Spark', 'spark.py');
const context: Context = {
  ...checks,
  folder: join(folder, 'tables'),
  lake: '',
  deltaRs,
  spark,
  engines: [deltaRs, spark],
  withBench: createWorkbenches({ folder: join(folder, 'bench'), memoryMb: 512 }),
};
for (const part of parts) {
  if (values.only && part.name !== values.only) continue;
  const started = performance.now();
  // What stops a part in the middle is one failure; a part that ends is told by its own checks.
  await part(context).catch(error =>
    checks.check(`${part.name} runs to its end`, () => Promise.reject(error)),
  );
  console.log(`# ${part.name}: ${((performance.now() - started) / 1_000).toFixed(1)} s`);
}
await Promise.all([deltaRs.stop(), spark.stop()]);
if (values.keep) console.log(`# the tables are in ${folder}`);
else rmSync(folder, { recursive: true, force: true });

const summary = checks.summary();
if (values.summary) writeFileSync(values.summary, JSON.stringify(summary));
console.log(`${summary.passed} passed, ${summary.failed} failed`);
process.exitCode = summary.failed === 0 && summary.passed > 0 ? 0 : 1;
