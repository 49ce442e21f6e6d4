// A changed model on a platform that runs: events go on, answers go on, and the rebuild is killed again and again.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provision } from '../../local/platform/function-apps.ts';
import { root } from '../../local/platform/local-azure.ts';
import { type LocalPlatform, startPlatform, waitForLedger } from '../../local/platform/platform.ts';
import { openParser } from '../../scripts/gold/compile.ts';
import { runGold, startGold } from './gold-command.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-rebuild-'));
const env = { ASSAY_MODELS: join(dataDir, 'compiled.json') };
let platform: LocalPlatform;
beforeAll(async () => {
  writeFileSync(env.ASSAY_MODELS, readFileSync(join(root, 'models', 'compiled.json')));
  platform = await startPlatform({
    ...{ dataDir, refineHosts: 2 },
    settings: { ...env, ASSAY_SEGMENT_MAX_AGE_MS: '1000' },
  });
});
afterAll(async () => {
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

type Versions = { before: number; after: number };

/** What follows `config` of a model becomes what `change` makes of it, under the next version. */
async function changeModel(name: string, change: (sql: string) => string): Promise<Versions> {
  const template = readFileSync(join(root, 'models', 'gold', `${name}.sql`), 'utf8');
  const compiled = JSON.parse(readFileSync(env.ASSAY_MODELS, 'utf8'));
  const previous = compiled[name];
  const [before, after] = [previous.meta.version, previous.meta.version + 1];
  const parser = await openParser();
  const parsed = await parser.parse(
    change(template).replace(`'version': ${before}`, `'version': ${after}`),
    `${name}.sql`,
  );
  parser.close();
  compiled[name] = { ...previous, ...parsed, previous };
  writeFileSync(env.ASSAY_MODELS, JSON.stringify(compiled));
  return { before, after };
}

/** Windows of five minutes in the place of one, and another column. */
const slower = (sql: string) =>
  sql
    .replace("interval '1 minute'", "interval '5 minutes'")
    .replace('sum(quantity) as units', 'sum(quantity) as units, max(quantity) as most_at_once');

/** Points by account, each with the account's present row: nothing has looked this table up before. */
const byAccount = () => `{{ config(meta={'version': 2}) }}
  with counted as (
    select account_id, count(*) as transactions, sum(points) as points
    from {{ source('silver', 'loyalty_points_transaction') }} group by account_id)
  select counted.account_id, counted.transactions, counted.points, account.tier, account.points_balance
  from counted left join {{ source('silver', 'loyalty_account') }} as account using (account_id)`;

async function deploy(): Promise<void> {
  await provision({ ...platform.azure.settings, ...env });
  for (const name of ['refine-1', 'refine-2', 'serve']) {
    await platform.apps.get(name)?.service.stop();
    await platform.startApp(name);
  }
}

test('a rebuild that is killed again and again, while events and answers go on, ends equal to batch', {
  timeout: 300_000,
}, async () => {
  let acknowledged = 0;
  const sources = await platform.startSources(['--rate', '200', '--for', '45'], line => {
    if (typeof line.acknowledged === 'number') acknowledged = line.acknowledged;
  });
  while (acknowledged < 1_500) await sleep(200);
  const { before, after } = await changeModel('sales_velocity', slower);
  const byAccounts = await changeModel('loyalty_redemption', byAccount);
  await deploy();
  const answers: string[] = [];
  let asking = true;
  const asked = (async () => {
    for (; asking; await sleep(100)) {
      const answer = await platform.get('/api/gold/sales_velocity?sku=FRE-100008');
      answers.push(`${answer.status} v${((await answer.json()) as { version: number }).version}`);
    }
  })();
  for (const afterMs of [1_200, 2_500, 3_500, 1_800]) {
    const killed = startGold(platform, ['rebuild', 'sales_velocity'], env);
    await sleep(afterMs);
    killed.kill();
    await killed.ended;
  }
  const rebuilt = await runGold(platform, ['rebuild', 'sales_velocity'], env);
  expect(rebuilt.output).toContain(`sales_velocity v${after} answers from now on`);
  const killed = startGold(platform, ['rebuild', 'loyalty_redemption'], env);
  await sleep(1_500);
  killed.kill();
  await killed.ended;
  const looking = await runGold(platform, ['rebuild', 'loyalty_redemption'], env);
  expect(looking.output).toContain(`loyalty_redemption v${byAccounts.after} answers from now on`);
  expect(await sources.ended).toBe('ended with code 0');
  await waitForLedger(platform, acknowledged, 120_000);
  await sleep(5_500);
  asking = false;
  await asked;
  expect(answers.filter((answer, i) => answer !== answers[i - 1])).toEqual([
    `200 v${before}`,
    `200 v${after}`,
  ]);
  const audited = await runGold(platform, ['audit'], env);
  expect(audited.output).toMatch(
    new RegExp(`^sales_velocity v${after}: [1-9]\\d\\d+ groups compared; no difference$`, 'm'),
  );
  expect(audited.output).toMatch(
    new RegExp(`^loyalty_redemption v${byAccounts.after}: [1-9]\\d+ groups compared; no difference$`, 'm'),
  );
  expect(audited.code).toBe(0);
  await expectAccountsOfSilver();
});

/** Also those that changed before anything looked them up, and since. */
async function expectAccountsOfSilver(): Promise<void> {
  const [found] = await rowsOf(`
    select count(*) as accounts, any_value(account_id) as one,
      count_if(gold.tier is distinct from silver.tier or gold.points_balance is distinct from silver.points_balance) as wrong
    from gold.loyalty_redemption as gold join silver.loyalty_account as silver using (account_id)`);
  expect(found).toMatchObject({ wrong: 0 });
  expect(found?.accounts).toBeGreaterThan(5);
  const answer = await platform.get(`/api/gold/loyalty_redemption?account_id=${found?.one}`);
  const body = (await answer.json()) as { rows: object[]; watermark: object };
  expect(body.rows).toMatchObject([{ account_id: found?.one, tier: expect.any(String) }]);
}

async function rowsOf(sql: string): Promise<Record<string, unknown>[]> {
  const answer = await fetch(`${platform.url}/api/sql`, {
    method: 'POST',
    headers: { 'x-functions-key': 'local-function-key', 'content-type': 'application/json' },
    body: JSON.stringify({ sql }),
  });
  return ((await answer.json()) as { rows: Record<string, unknown>[] }).rows;
}
