import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { torture } from './torture.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-torture-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('hosts and the Event Hubs emulator are killed under load, and every number is as if nothing had happened', {
  timeout: 300_000,
}, async () => {
  const result = await torture({
    dataDir,
    rate: 150,
    seconds: 25,
    kills: 6,
    refineHosts: 2,
    seed: 7,
    azureVictims: ['event-hubs'],
  });
  expect(result.differences).toEqual([]);
  expect(result.killed.length).toBe(6);
  expect(result.events).toBeGreaterThan(3_500);
});
