// A real browser on a real console: Debian's chromium, driven by Playwright. What its console says, and what its policy
// refuses, is gathered: a page that works leaves nothing there.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Null where there is none: test/console/install.sh installs it. */
export const chromiumPath =
  [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
    path => path && existsSync(path),
  ) ?? null;

export const noBrowser = 'there is no chromium: run test/console/install.sh (or name one by CHROMIUM)';

/** Where pictures for the docs go, by `ASSAY_SCREENSHOTS=1`. */
export const pictures = process.env.ASSAY_SCREENSHOTS
  ? join(import.meta.dirname, '../../../docs/images')
  : null;

export type Look = {
  width: number;
  height: number;
  colours: 'light' | 'dark';
};

export const desktop: Look = { width: 1280, height: 900, colours: 'light' };
export const phone: Look = { width: 360, height: 740, colours: 'light' };

export type Console = {
  page: Page;
  /** Errors and warnings of the page so far, and what its policy refused. */
  complaints: string[];
  /** Opens a view, as in `/sources/pos`, and waits until it has its heading. */
  open(view: string): Promise<void>;
  close(): Promise<void>;
};

export async function startBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error(noBrowser);
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A console that is signed in. `bypassPolicy` is for axe, which is put into the page from outside. */
export async function openConsole(
  browser: Browser,
  url: string,
  look: Look = desktop,
  { bypassPolicy = false } = {},
): Promise<Console> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.colours,
    reducedMotion: 'reduce',
    bypassCSP: bypassPolicy,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const complaints = gatherComplaints(page);
  await page.goto(`${url}/api/console/#key=local-function-key`);
  await page.locator('main h1').waitFor();
  return {
    page,
    complaints,
    open: async view => {
      await page.goto(`${url}/api/console${view}`);
      await page.locator('main h1').waitFor();
    },
    close: () => closeAll(context),
  };
}

async function closeAll(context: BrowserContext): Promise<void> {
  await context.close();
}

function gatherComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(String(error)));
  return complaints;
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** WCAG 2.0 to 2.2, levels A and AA. One line for each rule that is broken, with where. */
export async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axeFile });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations: found } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(' | ')}`);
  });
}

type Axe = {
  run(
    root: unknown,
    options: unknown,
  ): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
};
declare const document: unknown;
