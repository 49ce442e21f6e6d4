// `npm run torture`: the long run, 579 events/s and at least twenty kills; exits 0 only if every number agrees.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../local/platform/local-azure.ts';
import { torture } from './torture.ts';

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '579' },
    for: { type: 'string', default: '180' },
    kills: { type: 'string', default: '30' },
    hosts: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const dataDir = join(root, '.assay', 'torture');
rmSync(dataDir, { recursive: true, force: true });
console.log(`seed ${values.seed}: ${values.rate} events/s for ${values.for} s, ${values.kills} kills`);
const result = await torture({
  dataDir,
  rate: Number(values.rate),
  seconds: Number(values.for),
  kills: Number(values.kills),
  refineHosts: Number(values.hosts),
  seed: Number(values.seed),
  azureVictims: ['event-hubs', 'tables', 'cosmos', 'data-lake'],
  onProgress: line => console.log(line),
});
for (const difference of result.differences.slice(0, 50)) console.log(difference);
console.log(
  `${result.events} events, ${result.killed.length} kills, ${result.goldNumbers} gold numbers, ${result.differences.length} differences`,
);
process.exitCode = result.differences.length === 0 ? 0 : 1;
