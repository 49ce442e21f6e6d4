// One source's writes fail; the eleven others do not notice.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type LedgerAnswer,
  type LocalPlatform,
  startPlatform,
  waitForLedger,
} from '../../local/platform/platform.ts';
import { sum } from '../../local/platform/samples.ts';
import { verify } from './verify.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-isolation-'));
let platform: LocalPlatform;
beforeAll(async () => {
  platform = await startPlatform({ dataDir, settings: { ASSAY_SEGMENT_MAX_AGE_MS: '1000' } });
});
afterAll(async () => {
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function cosmosDatabase() {
  const [, endpoint = '', key = ''] =
    /AccountEndpoint=([^;]+);AccountKey=(.+)/.exec(platform.azure.settings.Cosmos ?? '') ?? [];
  return new CosmosClient({ endpoint, key }).database('assay');
}

async function ledgerWhen(holds: (ledger: LedgerAnswer) => boolean): Promise<LedgerAnswer> {
  const deadline = Date.now() + 150_000;
  for (;;) {
    const ledger = await platform.ledger();
    if (holds(ledger) || Date.now() > deadline) return ledger;
    await new Promise(resolve => setTimeout(resolve, 300));
  }
}

test('while the gold of one source cannot be written the others reach theirs, and it catches up when it can', {
  timeout: 300_000,
}, async () => {
  const inventory = cosmosDatabase().container('inventory_position.v2');
  const { resource: definition } = await inventory.read();
  await inventory.delete();
  const truthLog = join(dataDir, 'truth.ndjson');
  let acknowledged = 0;
  const sources = await platform.startSources(
    ['--rate', '300', '--count', '3000', '--log', truthLog],
    line => {
      if (typeof line.acknowledged === 'number') acknowledged = line.acknowledged;
    },
  );
  expect(await sources.ended).toBe('ended with code 0');

  const others = (ledger: LedgerAnswer) => ledger.partitions.filter(({ hub }) => hub !== 'inventory');
  const during = await ledgerWhen(ledger => others(ledger).every(({ state }) => state === 'adds up'));
  expect(new Set(others(during).map(({ state }) => state))).toEqual(new Set(['adds up']));
  const stuck = during.partitions.filter(({ hub }) => hub === 'inventory');
  expect(stuck.map(({ silver }) => silver)).toEqual([0, 0]);
  expect(stuck.every(({ received, bronze }) => received > 0 && bronze === received)).toBe(true);
  const samples = await platform.samples();
  for (const hub of ['pos', 'ecommerce', 'payments', 'loyalty'])
    expect(sum(samples, 'assay_event_to_gold_ms_count', { hub })).toBeGreaterThan(0);
  expect(sum(samples, 'assay_event_to_gold_ms_count', { hub: 'inventory' })).toBe(0);

  const { id = '', partitionKey, defaultTtl } = definition ?? {};
  await cosmosDatabase().containers.create({
    id,
    ...(partitionKey ? { partitionKey } : {}),
    ...(defaultTtl === undefined ? {} : { defaultTtl }),
  });
  const ledger = await waitForLedger(platform, acknowledged, 150_000);
  expect((await verify(platform, ledger, truthLog)).differences).toEqual([]);
});
