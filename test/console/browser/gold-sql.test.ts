// Gold, SQL and the reference over a real run: answers change by themselves, and a query is typed, completed, run, drawn
// and taken along.

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata } from 'hyparquet';
import type { Browser, Download } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildConsole } from '../../../local/platform/console.ts';
import { type LocalPlatform, startPlatform } from '../../../local/platform/platform.ts';
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
const wait = { timeout: 60_000 };

type Tables = { tables: { name: string; version: number | null }[] };

describe.runIf(chromiumPath)('gold, SQL and the reference', () => {
  let dataDir: string;
  let platform: LocalPlatform;
  let browser: Browser;
  let seen: Console;

  beforeAll(async () => {
    await buildConsole();
    dataDir = mkdtempSync(join(tmpdir(), 'assay-gold-sql-'));
    const settings = {
      ASSAY_SEGMENT_MAX_AGE_MS: '1000',
      ASSAY_CACHE_FOLDER: join(dataDir, 'cache'),
      AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.200',
    };
    [platform, browser] = await Promise.all([startPlatform({ dataDir, settings }), startBrowser()]);
    if (pictures) mkdirSync(pictures, { recursive: true });
    await platform.startSources(['--rate', '40'], () => {});
    seen = await openConsole(browser, platform.url);
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const picture = async (name: string) => {
    if (pictures) await seen.page.screenshot({ path: join(pictures, `${name}.png`), caret: 'initial' });
  };
  const editor = () => seen.page.getByRole('textbox', { name: 'SQL query' });
  const write = async (sql: string) => {
    await editor().click();
    await seen.page.keyboard.press('ControlOrMeta+a');
    await seen.page.keyboard.insertText(sql);
    await seen.page.keyboard.press('Escape');
  };
  const ask = async (sql: string) => {
    await write(sql);
    await seen.page.keyboard.press('ControlOrMeta+Enter');
  };
  const answered = (text: string | RegExp) =>
    seen.page.locator('.answer-head').getByText(text).first().waitFor(wait);

  test('a model without a key says what to do, and a key of it is found', async () => {
    await seen.open('/gold');
    await seen.page.getByRole('link', { name: 'sales_velocity' }).click();
    await seen.page.getByText('No key is chosen.').waitFor(wait);
    await expect
      .poll(async () => {
        await seen.page.getByRole('button', { name: 'Show some keys' }).click();
        await seen.page.getByText(/Looking/).waitFor({ state: 'detached', timeout: 30_000 });
        return seen.page.locator('.keys-found button').count();
      }, wait)
      .toBeGreaterThan(0);
    await seen.page.locator('.keys-found button').first().click();
    await seen.page.locator('.live-table tbody tr').first().waitFor(wait);
    expect(seen.page.url()).toMatch(/sales_velocity\?sku=[A-Z]{3}-\d{6}$/);
  });

  test('the chart of a key moves by itself, and says how fresh it is', async () => {
    await seen.open('/gold/loyalty_redemption?programme=home');
    await seen.page.locator('.live-table tbody tr').first().waitFor(wait);
    const chart = seen.page.getByRole('img', { name: /points_earned of home/ });
    const first = await chart.getAttribute('aria-label');
    const table = await seen.page.locator('.live-table tbody').textContent();
    await expect.poll(() => chart.getAttribute('aria-label'), wait).not.toBe(first);
    expect(await seen.page.locator('.live-table tbody').textContent()).not.toBe(table);
    await seen.page
      .getByText(/^\d.* ago$/)
      .first()
      .waitFor(wait);
    // A line to look at takes a while.
    if (pictures) await seen.page.waitForTimeout(20_000);
    await picture('gold-live');
  });

  test('each column leads back to the fields of events, and the query is there to read', async () => {
    await seen.open('/gold/sales_velocity');
    const units = seen.page.locator('.lineage tbody', { hasText: 'Units sold' });
    await units.getByText('silver.pos_sale.lines[].quantity').waitFor(wait);
    await units.getByRole('link', { name: 'pos' }).waitFor(wait);
    expect(await seen.page.locator('.sql-text .keyword').count()).toBeGreaterThan(5);
    await picture('gold-lineage');
  });

  test('a rebuild is asked about first, and one that cannot be is refused with its reason', async () => {
    await seen.page.getByRole('button', { name: 'Rebuild …' }).click();
    const dialog = seen.page.getByRole('dialog');
    await dialog.getByText(/has no previous version/).waitFor(wait);
    expect(await dialog.getByRole('button', { name: 'Rebuild', exact: true }).isDisabled()).toBe(true);
    await seen.page.keyboard.press('Escape');
  });

  /**
   * Rows are in a lake's table when they are committed, seconds after gold has them. The first commit may hold a single
   * row, of which there is nothing to draw: two hold two at least.
   */
  async function isCommitted(): Promise<boolean> {
    const { tables } = (await (await platform.get('/api/sql')).json()) as Tables;
    return tables.some(({ name, version }) => name === 'silver.pos_sale' && (version ?? 0) > 1);
  }

  test('a query is completed from tables and columns, and run', async () => {
    await expect.poll(isCommitted, { timeout: 110_000 }).toBe(true);
    await seen.open('/sql');
    await seen.page.locator('.examples li').first().waitFor(wait);
    await write('');
    await seen.page.keyboard.type('select * from silver.pos_sa');
    const options = seen.page.getByRole('option');
    await options.filter({ hasText: 'pos_sale' }).first().waitFor(wait);
    await seen.page.keyboard.press('Enter');
    await seen.page.keyboard.type(' where totalM');
    await options.filter({ hasText: 'totalMinor' }).first().waitFor(wait);
    await picture('sql-completion');
    await seen.page.keyboard.press('Enter');
    await seen.page.keyboard.type(' > 0 limit 1');
    await seen.page.keyboard.press('ControlOrMeta+Enter');
    await answered(/^1 row\b/);
    await seen.page.getByText(/Read silver.pos_sale version \d+/).waitFor(wait);
  });

  test('an error is marked at its place', async () => {
    await ask('select 1\nfrom silver.pos_sale\nwhere nothing = 1');
    await seen.page
      .getByRole('alert')
      .getByText(/nothing/)
      .waitFor(wait);
    await seen.page.locator('.cm-lintRange-error', { hasText: 'nothing' }).waitFor(wait);
    await seen.page.getByRole('button', { name: 'Go to line 3, column 7' }).click();
    expect(await seen.page.evaluate('document.activeElement.className')).toBe('editor');
  });

  const nasty = '<img src=x onerror=alert(1)>';

  test('100,000 rows are a grid of what is in sight, by keyboard too, and what they hold is text', async () => {
    await seen.page.getByRole('combobox', { name: 'At most' }).selectOption('100000');
    await ask(`select range as n, '${nasty}' as html from range(100000)`);
    await answered('100,000 rows');
    const grid = seen.page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe('100001');
    expect(await grid.getByRole('row').count()).toBeLessThan(80);
    await grid.focus();
    await seen.page.keyboard.press('Control+End');
    await grid.getByRole('gridcell', { name: '99999', exact: true }).waitFor(wait);
    await seen.page.keyboard.press('Enter');
    await seen.page.getByRole('dialog').getByText(nasty).waitFor(wait);
    await seen.page.keyboard.press('Escape');
    expect(await seen.page.locator('main img').count()).toBe(0);
    await seen.page.getByRole('combobox', { name: 'At most' }).selectOption('1000');
  });

  test('a long query is cancelled, and the server stops it', async () => {
    await ask('select count(*) from range(100000000) a, range(100000000) b where hash(a.range, b.range) = 1');
    await seen.page.getByRole('button', { name: 'Cancel' }).click(wait);
    await seen.page.getByText('Cancelled: the query was stopped.').waitFor(wait);
    await ask('select 42 as answer');
    await answered('1 row');
  });

  test('an answer is drawn, and goes along as CSV and as Parquet', async () => {
    await ask('select _event_time as at, totalMinor as minor from silver.pos_sale order by 1 limit 50');
    await answered(/\d+ rows/);
    await seen.page.getByLabel('Chart', { exact: true }).check({ force: true });
    await seen.page.getByRole('img', { name: /minor along at/ }).waitFor(wait);
    await picture('sql-chart');
    const csv = await download('CSV');
    expect(csv.toString().split('\n')[0]).toBe('at,minor');
    const file = new Uint8Array(await download('Parquet')).buffer;
    expect(Number(parquetMetadata(file).num_rows)).toBe(csv.toString().trim().split('\n').length - 1);
  });

  async function download(format: 'CSV' | 'Parquet'): Promise<Buffer> {
    const [found] = await Promise.all([
      seen.page.waitForEvent('download', wait) as Promise<Download>,
      seen.page.getByRole('button', { name: `${format} of these rows` }).click(),
    ]);
    return readFileSync(await found.path());
  }

  test('a query is shared by its address with the version that it reads, and is not run by being opened', async () => {
    await ask('select count(*) as n from silver.pos_sale');
    await answered('1 row');
    await seen.page.getByLabel('silver.pos_sale at version').fill('0');
    await seen.page.keyboard.press('Enter');
    await seen.page.getByRole('button', { name: 'Run' }).click();
    await seen.page.getByText('Read silver.pos_sale version 0').waitFor(wait);
    await seen.page.getByRole('button', { name: 'Share' }).click();
    await expect.poll(() => seen.page.url()).toContain('#sql=');
    const other = await openConsole(browser, platform.url);
    await other.page.goto(seen.page.url());
    await other.page.reload();
    await other.page.locator('.cm-content', { hasText: 'select count(*)' }).waitFor(wait);
    expect(await other.page.getByLabel('silver.pos_sale at version').inputValue()).toBe('0');
    expect(await other.page.locator('.answer-head').count()).toBe(0);
    await other.close();
    await seen.page.locator('summary', { hasText: 'History' }).click();
    await seen.page.locator('.history li').first().waitFor(wait);
  });

  test('the reference tries a call as whoever is signed in', async () => {
    await seen.open('/reference');
    await seen.page.locator('#operations-tag-gold').click(wait);
    await seen.page.locator('#operations-gold-listGoldModels button.opblock-summary-control').click();
    await seen.page.getByRole('button', { name: 'Try it out' }).click();
    await seen.page.getByRole('button', { name: 'Execute' }).click();
    await seen.page.locator('.live-responses-table', { hasText: 'sales_velocity' }).waitFor(wait);
    await picture('reference');
  });

  test('nothing of it was an error in the browser, or refused by its policy', () => {
    // The query and the rebuild that were wrong on purpose.
    expect(seen.complaints.filter(text => !/Failed to load resource.* 400/.test(text))).toEqual([]);
  });

  const views = [
    '/gold',
    '/gold/sales_velocity',
    '/gold/loyalty_redemption?programme=home',
    '/sql',
    '/reference',
  ];
  test.for([
    ['at 1280 px', desktop],
    ['at 360 px', phone],
  ] as [string, Look][])(
    'axe finds nothing wrong, light or dark, and nothing is wider than the page: %s',
    async ([, look]) => {
      const { page, open, close } = await openConsole(browser, platform.url, look, { bypassPolicy: true });
      const found: Record<string, string[]> = {};
      for (const view of views) {
        await open(view);
        await expect.poll(() => page.locator('.loading').count(), wait).toBe(0);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const wrong = await violations(page);
          if (wrong.length > 0) found[`${view} ${colorScheme}`] = wrong;
        }
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        if (Number(overflow) > 0) found[`${view} is too wide`] = [`by ${overflow} px`];
      }
      await close();
      expect(found).toEqual({});
    },
  );
});
