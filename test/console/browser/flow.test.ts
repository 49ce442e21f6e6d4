// The console over a real run: what is wrong is seen, its cause is found by links, and mended from the browser.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildConsole } from '../../../local/platform/console.ts';
import { root } from '../../../local/platform/local-azure.ts';
import { waitForLedger } from '../../../local/platform/platform.ts';
import type { Service } from '../../../local/platform/service.ts';
import { editJson, type ReplayPlatform, sale, startReplayPlatform } from '../../replay/replay-platform.ts';
import {
  type Console,
  chromiumPath,
  desktop,
  type Look,
  noBrowser,
  openConsole,
  phone,
  pictures,
  startBrowser,
  violations,
} from './browser.ts';

if (chromiumPath === null) console.warn(noBrowser);
/** Patience, and no promise: other work may keep the machine busy. */
const wait = { timeout: 100_000 };

describe.runIf(chromiumPath)('the console', () => {
  let world: ReplayPlatform;
  let browser: Browser;
  let seen: Console;
  let sources: Service;

  beforeAll(async () => {
    await buildConsole();
    [world, browser] = await Promise.all([startReplayPlatform(), startBrowser()]);
    if (pictures) mkdirSync(pictures, { recursive: true });
    // What is refused is what a test sends.
    sources = await world.platform.startSources(['--rate', '20', '--invalid', '0'], () => {});
    seen = await openConsole(browser, world.platform.url);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      await seen.page.screenshot({ path: join(root, '.assay', 'console-failed.png') });
  });

  const lane = (name: string) => seen.page.locator(`tr[data-source="${name}"]`);
  const picture = async (name: string) => {
    if (pictures) await seen.page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  test('the key is taken out of the address, and a view without one asks for it', async () => {
    expect(seen.page.url()).toBe(`${world.platform.url}/api/console/`);
    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(`${world.platform.url}/api/console/sources/pos`);
    await stranger.getByRole('heading', { name: 'Sign in' }).waitFor();
    await stranger.getByLabel('Function key').fill('local-function-key');
    await stranger.getByRole('button', { name: 'Use this key' }).click();
    await stranger.getByRole('heading', { name: 'Point of sale' }).waitFor(wait);
    await stranger.close();
  });

  test('events are seen on every arrow from the sources to gold', async () => {
    for (const tier of ['hub', 'bronze', 'silver'])
      await expect
        .poll(() => lane('ecommerce').locator(`.arrow.${tier} .rate`).textContent(), wait)
        .not.toBe('0');
    await expect
      .poll(() => seen.page.locator('.gold-panel .total').textContent(), wait)
      .not.toBe('0 folds/s');
    await picture('flow');
  });

  test('events that wait are seen, with the source that has them, and are gone when it goes on', async () => {
    await expect.poll(() => lane('ecommerce').locator('.arrow.silver.waits').count(), wait).toBe(0);
    const stoppedMs = Date.now();
    await world.platform.apps.get('refine-1')?.service.stop();
    await lane('ecommerce').locator('.arrow.silver.waits').waitFor(wait);
    console.log(`the picture showed the lag ${Date.now() - stoppedMs} ms after refine was told to stop`);
    await seen.page.getByRole('heading', { name: /needs a look|is wrong/ }).waitFor(wait);
    await seen.page
      .getByRole('link', { name: /ecommerce/ })
      .first()
      .waitFor(wait);
    await world.platform.startApp('refine-1');
    await expect.poll(() => lane('ecommerce').locator('.arrow.silver.waits').count(), wait).toBe(0);
  });

  const nasty = '<img src=x onerror="document.title=\'broken\'">';

  test('a shape that the schema does not allow is seen, its place is marked, and what it holds is text', async () => {
    const breaking = Array.from({ length: 40 }, (_, i) => sale('FRESH-1000002', (i % 4) + 1));
    const named = sale('FRESH-1000003', 1) as { data: object };
    await world.send('pos', [...breaking, { ...named, data: { ...named.data, storeId: nasty } }]);
    const sentMs = Date.now();
    await lane('pos').locator('.arrow.refused.flows, .arrow.refused a.note').first().waitFor(wait);
    console.log(`the picture showed the quarantine ${Date.now() - sentMs} ms after the last of it was sent`);
    await picture('flow-quarantine');
    await seen.page.getByRole('link', { name: 'pos', exact: true }).click();
    await seen.page.getByRole('link', { name: 'Quarantine', exact: true }).click();
    await expect
      .poll(() => openAll(seen.page).then(() => seen.page.getByText(nasty.slice(0, 18)).count()), wait)
      .toBeGreaterThan(0);
    await seen.page.locator('mark').first().waitFor(wait);
    expect(await seen.page.locator('main img').count()).toBe(0);
    expect(await seen.page.title()).not.toContain('broken');
    await picture('quarantine');
  });

  test('once the catalog is mended, a redrive from the browser brings the ledger back', async () => {
    editJson(join(world.catalog, 'pos', 'sale.schema.json'), text =>
      text.replace('^[A-Z]{3}-[0-9]{6}$', '^[A-Z]{3,5}-[0-9]{6,7}$'),
    );
    await world.restart('refine-1', 'serve');
    await seen.open('/sources/pos?show=quarantine');
    await seen.page.getByRole('button', { name: 'Redrive …' }).click(wait);
    const dialog = seen.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Redrive', exact: true }).click(wait);
    await seen.page.locator('.progress .state.ok').waitFor(wait);
    await seen.page.getByRole('link', { name: 'All of it' }).click();
    await seen.page.getByRole('heading', { name: 'Redrive pos' }).waitFor(wait);
    await picture('replay');
    await sources.stop();
    const ledger = await waitForLedger(world.platform, 41, 100_000);
    expect(ledger.total.redriven).toBeGreaterThanOrEqual(41);
  });

  test('a replay is asked for with what it would do; a wrong one says which field is wrong', async () => {
    await seen.open('/replays/new?type=Replay.CompareBronze&source=nowhere');
    await seen.page.getByRole('button', { name: 'Show what it would do' }).click();
    await seen.page.getByRole('alert').getByText('nowhere').waitFor(wait);
    await seen.page.getByRole('textbox', { name: 'Source' }).fill('pos');
    await seen.page.getByRole('button', { name: 'Show what it would do' }).click();
    await seen.page.getByRole('button', { name: 'Start it' }).click(wait);
    await seen.page.getByText('done', { exact: true }).waitFor(wait);
  });

  test('the tables of the lake are there, with their files', async () => {
    await seen.open('/tables');
    await seen.page.getByRole('link', { name: 'silver.pos_sale' }).waitFor(wait);
    await picture('tables');
  });

  test('all of it was done without an error in the browser, and with nothing that its policy refuses', () => {
    // A call that a restart cut off is no fault of the page.
    expect(seen.complaints.filter(text => !/Failed to load resource/.test(text))).toEqual([]);
  });

  const views = [
    '/',
    '/sources',
    '/sources/pos',
    '/sources/pos?show=schemas',
    '/sources/pos?show=quarantine',
    '/replays',
    '/replays/new',
    '/tables',
    '/no-such-view',
  ];
  const looks: [string, Look][] = [
    ['light', desktop],
    ['dark', { ...desktop, colours: 'dark' }],
    ['at 360 px', phone],
    ['dark at 360 px', { ...phone, colours: 'dark' }],
  ];

  test.for(looks)('axe finds nothing wrong, and nothing is wider than the page: %s', async ([, look]) => {
    const looking = await openConsole(browser, world.platform.url, look, { bypassPolicy: true });
    const found: Record<string, string[]> = {};
    for (const view of views) {
      await looking.open(view);
      await expect.poll(() => looking.page.locator('.loading').count(), wait).toBe(0);
      const wrong = await violations(looking.page);
      if (wrong.length > 0) found[view] = wrong;
      const overflow = await looking.page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (Number(overflow) > 0) found[`${view} is too wide`] = [`by ${overflow} px`];
    }
    await looking.close();
    expect(found).toEqual({});
  });

  test('every view is reached, and left, by keyboard alone', async () => {
    await seen.open('/');
    await seen.page.keyboard.press('Tab');
    await seen.page.keyboard.press('Enter');
    expect(await seen.page.evaluate('document.activeElement.id')).toBe('content');
    for (const name of ['Sources', 'Replays', 'Tables', 'Flow']) {
      await seen.page.getByRole('link', { name, exact: true }).focus();
      await seen.page.keyboard.press('Enter');
      await seen.page.getByRole('heading', { level: 1, name }).waitFor(wait);
      await expect.poll(() => seen.page.evaluate('document.activeElement.tagName')).toBe('H1');
    }
  });
});

/** Newer ones come while this works. */
async function openAll(page: Page): Promise<void> {
  for (const closed of await page.locator('.sample details:not([open]) > summary').all())
    await closed.click({ timeout: 2_000 }).catch(() => {});
}
