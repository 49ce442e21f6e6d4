// A drill. A rule of the catalog was wrong for a week: good sales were refused. The rule is mended and the model raised to a
// new version, both are deployed, and bronze is refined again and gold rebuilt by one request, asked twice, while sales go on
// and the worker is killed. Gold, silver, quarantine and the ledger are then what was sent.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provision } from '../../local/platform/function-apps.ts';
import { waitForLedger } from '../../local/platform/platform.ts';
import { runGold } from '../platform/gold-command.ts';
import {
  editJson,
  type ReplayAnswer,
  type ReplayPlatform,
  runOps,
  sale,
  startReplayPlatform,
  unitsOf,
} from './replay-platform.ts';

let world: ReplayPlatform;
beforeAll(async () => {
  world = await startReplayPlatform();
});
afterAll(async () => {
  await world?.stop();
});

const known = 'FRE-100001';
const refusedByMistake = 'FRESH-1000002';
const request = {
  ...{ specversion: '1.0', id: 'refine-1', source: '/operators', type: 'Replay.RefineBronze' },
  data: { source: 'pos' },
};
const cloudEvents = { 'content-type': 'application/cloudevents+json' };

/** What was sent so far, counted by hand. */
const sent = { events: 0, valid: 0, units: { [known]: 0, [refusedByMistake]: 0 } };

async function send(count: number): Promise<void> {
  const sales: object[] = [];
  for (let i = 0; i < count; i += 1) {
    const sku = i % 3 === 0 ? refusedByMistake : known;
    const quantity = (i % 4) + 1;
    sales.push(sale(sku, quantity));
    sent.units[sku] += quantity;
    sent.valid += 1;
  }
  const [first = {}] = sales;
  // One comes twice, and one is no sale.
  const all = [...sales, first, { ...first, data: { saleId: 'no' }, id: `bad-${sent.events}` }];
  await world.send('pos', all);
  sent.events += all.length;
}

function raiseVersion(model: string): void {
  const compiled = JSON.parse(readFileSync(world.models, 'utf8'));
  const previous = compiled[model];
  const version = previous.meta.version + 1;
  compiled[model] = { ...previous, meta: { ...previous.meta, version }, previous };
  writeFileSync(world.models, JSON.stringify(compiled));
}

test('a rule found wrong later: bronze is refined again and gold rebuilt, under kills, while sales go on', {
  timeout: 240_000,
}, async () => {
  await send(60);
  const { total } = await waitForLedger(world.platform, sent.events, 60_000);
  expect(total).toMatchObject({ silver: 40, quarantined: 22, duplicates: 0 });
  expect(await unitsOf(world, refusedByMistake)).toBe(0);

  editJson(join(world.catalog, 'pos', 'sale.schema.json'), text =>
    text.replace('^[A-Z]{3}-[0-9]{6}$', '^[A-Z]{3,5}-[0-9]{6,7}$'),
  );
  raiseVersion('sales_velocity');
  await provision({
    ...world.platform.azure.settings,
    ...{ ASSAY_CATALOG: world.catalog, ASSAY_MODELS: world.models },
  });
  await world.restart('refine-1', 'serve');

  let goesOn = true;
  const live = (async () => {
    for (; goesOn; await sleep(500)) await send(6);
  })();
  expect(await world.notify(request, cloudEvents)).toBe(202);
  expect(await world.notify(request, cloudEvents)).toBe(202);
  const { replays } = (await world.ask('?state=running')).body as { replays: ReplayAnswer[] };
  expect(replays).toHaveLength(1);
  const id = replays[0]?.id ?? '';
  for (const afterMs of [700, 2_500]) {
    await sleep(afterMs);
    await world.killWorker();
  }
  const done = await world.ended(id);
  goesOn = false;
  await live;
  expect(done).toMatchObject({ state: 'done', error: null });
  expect(done.counts).toMatchObject({ 'now silver': 20, 'now duplicates': 1, 'tables switched': 2 });

  const after = await waitForLedger(world.platform, sent.events, 60_000);
  const batches = (sent.events - sent.valid) / 2;
  expect(after.total).toMatchObject({ silver: sent.valid, quarantined: batches, duplicates: batches });
  for (const sku of [known, refusedByMistake] as const)
    await expect.poll(() => unitsOf(world, sku), { timeout: 10_000 }).toBe(sent.units[sku]);
  const audit = await runGold(world.platform, ['audit', 'sales_velocity'], {
    ...{ ASSAY_CATALOG: world.catalog, ASSAY_MODELS: world.models },
  });
  expect(audit.output).toMatch(/sales_velocity v3: \d+ groups compared; no difference$/m);
});

test('an operator is told which models still show what was before, and is refused what is not there', async () => {
  const { output } = await runOps(world, ['refine', 'pos']);
  expect(output).toMatch(/as before/);
  expect(output).not.toMatch(/tables switched/);
  expect(output).toMatch(/ \w+ goes on with what was before, as v\d is its only version: raise "version"/);
  for (const [args, said] of [
    [['refine', 'moon'], 'Replay refused (source): the catalog has no source "moon"'],
    [
      ['refine', 'pos', '--partition', '0', '--last', '999999'],
      'Replay refused (last): partition 0 is committed up to',
    ],
    [['refine', 'pos', '--from', '2999-01-01T00:00:00Z'], 'Replay refused (from): "from"'],
    [['refine', 'pos', '--catalog', '000000000000'], 'Replay refused (catalog): this package has version'],
  ] as const)
    expect(await runOps(world, args)).toMatchObject({ code: 1, output: expect.stringContaining(said) });
});
