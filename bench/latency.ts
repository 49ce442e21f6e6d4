// `npm run bench`: from an event's creation to its readable gold answer, with all of Azure on this machine, and how far
// the rate can be raised. Each rate is a run of its own, after a warm-up; the ledger must add up at the end of each.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Report } from '../local/platform/report.ts';

const { values } = parseArgs({
  options: {
    rates: { type: 'string', default: '579,1158,2000,2900' },
    for: { type: 'string', default: '60' },
    'warm-up': { type: 'string', default: '20' },
    hosts: { type: 'string', default: '1' },
  },
});

const main = join(import.meta.dirname, '..', 'local', 'platform', 'main.ts');

function run(rate: string): Report | null {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const report = join(folder, 'report.json');
  const times = ['--for', values.for, '--warm-up', values['warm-up'], '--hosts', values.hosts];
  try {
    execFileSync(
      process.execPath,
      [main, '--rate', rate, ...times, '--ports', 'free', '--data', join(folder, 'data'), '--report', report],
      { stdio: 'ignore' },
    );
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

console.log(
  'asked/s  held/s    p50 ms    p99 ms  p99.9 ms    max ms  cosmos writes/event  tables/event  lake/event  refine MB (first, last)  ledger',
);
for (const rate of values.rates.split(',')) {
  const result = run(rate);
  if (!result) {
    console.log(
      `${rate.padStart(7)}  the run failed, or its ledger did not add up within two minutes after it`,
    );
    continue;
  }
  const { latencyMs, operationsPerEvent, residentMb } = result;
  const memory = Object.entries(residentMb)
    .filter(([name]) => name.startsWith('refine'))
    .map(([, values]) => `${values[0]}, ${values.at(-1)}`);
  const cells = [result.ratePerSecond, latencyMs.p50, latencyMs.p99, latencyMs.p999, latencyMs.max].map(
    cell => String(cell).padStart(8),
  );
  console.log(
    `${rate.padStart(7)}${cells.join('  ')}  ${String(operationsPerEvent.cosmosWrites).padStart(19)}  ${String(operationsPerEvent.table).padStart(12)}  ${String(operationsPerEvent.lake).padStart(10)}  ${memory.join('; ').padStart(23)}  ${result.ledger.state}`,
  );
}
