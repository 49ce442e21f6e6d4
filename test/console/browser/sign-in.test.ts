// The console behind Entra ID, as far as it can be shown without Entra ID.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildConsole } from '../../../local/platform/console.ts';
import { root } from '../../../local/platform/local-azure.ts';
import { localSettings } from '../../../scripts/local-settings.ts';
import { ofType, templates } from '../../bicep/template.ts';
import { chromiumPath, startBrowser } from './browser.ts';
import { type Issuer, startAppService, startIssuer } from './issuer.ts';

const wait = { timeout: 60_000 };

describe.runIf(chromiumPath)('behind Entra ID', () => {
  let issuer: Issuer;
  let front: Awaited<ReturnType<typeof startAppService>>;
  let host: ChildProcess;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    await buildConsole();
    // Tokens end within the minute before which they are renewed, so that each call renews.
    issuer = await startIssuer(['query'], 30);
    let port = 0;
    front = await startAppService(issuer, () => port, openPathsOfServe());
    host = startHost(issuer);
    port = await portOf(host);
    browser = await startBrowser();
    page = await browser.newPage();
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterAll(async () => {
    await browser?.close();
    host?.kill();
    front?.stop();
    issuer?.stop();
  });

  test('the page is open, signs in by code and proof, and comes back to where it was', async () => {
    await page.goto(`${front.url}/api/console/gold`);
    await page.getByRole('button', { name: 'Sign in with Entra ID' }).click(wait);
    await page
      .getByRole('link', { name: /sales.velocity/ })
      .first()
      .waitFor(wait);
    expect(page.url()).toBe(`${front.url}/api/console/gold`);
    expect(issuer.grants[0]).toBe('authorization_code');
  });

  test('a token is renewed before it ends, and each refresh token is used once', async () => {
    await page.reload();
    await page
      .getByRole('link', { name: /sales.velocity/ })
      .first()
      .waitFor(wait);
    expect(issuer.grants.filter(grant => grant === 'refresh_token').length).toBeGreaterThan(0);
    expect(new Set(issuer.grants)).toEqual(new Set(['authorization_code', 'refresh_token']));
  });

  test('the API refuses what the role does not allow, and the page says whom to ask', async () => {
    await page.getByRole('link', { name: 'Flow', exact: true }).click();
    const alert = page.getByRole('alert').first();
    await alert.getByText('Ask an administrator').waitFor(wait);
    expect(await alert.textContent()).toContain('operator');
  });

  test('nobody but the issuer is asked, and nothing is in a cookie', async () => {
    expect(await page.context().cookies()).toEqual([]);
    expect(complaints.filter(text => !/status of 403|status of 401/.test(text))).toEqual([]);
  });
});

/** As the templates give them. */
function openPathsOfServe(): string[] {
  const [template] = templates;
  if (!template) throw new Error('there is no template');
  const [settings] = ofType(template, 'Microsoft.Web/sites/config').filter(
    ({ name }) => name.includes('-serve-') && name.endsWith('authsettingsV2'),
  );
  return settings?.properties.globalValidation.excludedPaths;
}

/** Of services that are not there: what the models are is known without them. */
function startHost({ url, clientId }: Issuer): ChildProcess {
  const settings = Object.entries(localSettings()).map(([name, value]) => [
    name,
    value.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:1'),
  ]);
  const env = {
    ...process.env,
    ...Object.fromEntries(settings),
    ASSAY_ROLES: 'serve',
    ASSAY_AUTHENTICATION: 'entra',
    ASSAY_SIGN_IN_ISSUER: url,
    ASSAY_SIGN_IN_CLIENT_ID: clientId,
  };
  const script = join(root, 'local', 'functions-host', 'main.ts');
  const args = ['--app', root, '--main', 'functions/*.ts', '--port', '0', '--with-parent'];
  return spawn(process.execPath, [script, ...args], { env, stdio: ['pipe', 'pipe', 'ignore'] });
}

async function portOf({ stdout }: ChildProcess): Promise<number> {
  if (stdout) for await (const line of createInterface({ input: stdout })) return JSON.parse(line).port;
  throw new Error('the host ended before it was ready');
}
