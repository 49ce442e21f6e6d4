import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { allPhases, drill } from './drill.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-faults-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** After a silence one after another, time-outs would add up to minutes: `npm run faults` has those. */
const phases = allPhases.filter(({ services, fault }) => fault.kind !== 'silent' || services.length > 1);

test('each of Cosmos, Tables, the lake and Event Hubs is down, slow and throttling, alone and in pairs, or two fall silent: nothing lost, nothing twice', {
  timeout: 400_000,
}, async () => {
  const result = await drill({
    ...{ dataDir, rate: 60, seed: 7, refineHosts: 1, faultSeconds: 2, pauseSeconds: 1 },
    phases,
  });
  expect(result.differences).toEqual([]);
  expect(result.latencyMs.map(({ phase }) => phase)).toHaveLength(16);
  expect(result.events).toBeGreaterThan(2_000);
});
