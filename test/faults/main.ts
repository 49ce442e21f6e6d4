// `npm run faults -- --minutes 3`: every fault for that long; exits 0 only if every number agrees.
// `--only "event-hubs down,cosmos and tables"` takes the phases whose names contain one of these.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../local/platform/local-azure.ts';
import { allPhases, drill, phaseName } from './drill.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    pause: { type: 'string', default: '20' },
    rate: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    data: { type: 'string' },
  },
});
const numberOf = (name: 'minutes' | 'pause' | 'rate' | 'seed') => {
  if (!/^\d+(\.\d+)?$/.test(values[name]))
    throw new Error(`--${name} must be a number, not "${values[name]}"`);
  return Number(values[name]);
};
const wanted = (values.only ?? '').split(',').map(part => part.trim());
const phases = allPhases.filter(phase => wanted.some(part => phaseName(phase).includes(part)));
if (phases.length === 0)
  throw new Error(`--only must be part of one of: ${allPhases.map(phaseName).join(', ')}`);
const dataDir = values.data ?? join(root, '.assay', 'faults');
rmSync(dataDir, { recursive: true, force: true });
const result = await drill({
  ...{ dataDir, phases, refineHosts: 2 },
  rate: numberOf('rate'),
  seed: numberOf('seed'),
  faultSeconds: numberOf('minutes') * 60,
  pauseSeconds: numberOf('pause'),
  onProgress: line => console.log(line),
});
for (const difference of result.differences.slice(0, 50)) console.log(difference);
console.table([
  { phase: 'before all faults', 'p50 after': result.beforeMs[0], 'p99 after': result.beforeMs[1] },
  ...result.latencyMs.map(({ phase, during, catchingUp, after }) => ({
    phase,
    'p50 during': during[0],
    'p99 during': during[1],
    'p50 catching up': catchingUp[0],
    'p99 catching up': catchingUp[1],
    'p50 after': after[0],
    'p99 after': after[1],
  })),
]);
console.log(
  `${result.events} events, ${phases.length} faults, ${result.goldNumbers} gold numbers, ${result.differences.length} differences`,
);
process.exitCode = result.differences.length === 0 ? 0 : 1;
