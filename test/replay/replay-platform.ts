// A platform for replays: with a catalog of its own that can be mended, and hosts that can be killed.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventHubProducerClient } from '@azure/event-hubs';
import { keyHeaders, masterKey } from '../../local/platform/function-apps.ts';
import { freePorts, root } from '../../local/platform/local-azure.ts';
import { type LocalPlatform, startPlatform } from '../../local/platform/platform.ts';

export type ReplayAnswer = {
  id: string;
  state: string;
  phase: string;
  counts: Record<string, number>;
  error: string | null;
};

export type ReplayPlatform = {
  platform: LocalPlatform;
  catalog: string;
  /** The compiled models that the hosts read. */
  models: string;
  send(hub: string, bodies: readonly unknown[]): Promise<void>;
  /** What Event Grid posts to the function `replay`; answers with the status. */
  notify(event: object, headers?: Record<string, string>): Promise<number>;
  ask(path: string, init?: RequestInit): Promise<{ status: number; body: never }>;
  ended(id: string): Promise<ReplayAnswer>;
  /** Kills the host that does replays, and starts it again. */
  killWorker(): Promise<void>;
  restart(...names: string[]): Promise<void>;
  stop(): Promise<void>;
};

export async function startReplayPlatform(more: Record<string, string> = {}): Promise<ReplayPlatform> {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-replay-'));
  const catalog = join(dataDir, 'catalog');
  const models = join(dataDir, 'models.json');
  cpSync(join(root, 'catalog'), catalog, { recursive: true });
  cpSync(join(root, 'models', 'compiled.json'), models);
  const platform = await startPlatform({
    ...{ dataDir, ports: freePorts, servePort: 0, refineHosts: 1 },
    settings: {
      ASSAY_CATALOG: catalog,
      ASSAY_MODELS: models,
      ASSAY_SEGMENT_MAX_AGE_MS: '1000',
      ASSAY_CACHE_FOLDER: join(dataDir, 'cache'),
      // A host that is killed holds its timers' lock for so long.
      AzureFunctionsJobHost__singleton__listenerLockPeriod: '00:00:15',
      AzureFunctionsJobHost__singleton__listenerLockRecoveryPollingInterval: '00:00:01',
      AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.200',
      ...more,
    },
  });
  const ask: ReplayPlatform['ask'] = async (path, init) => {
    const answer = await fetch(`${platform.url}/api/replays${path}`, { ...init, headers: keyHeaders });
    return { status: answer.status, body: (await answer.json()) as never };
  };
  return {
    platform,
    catalog,
    models,
    ask,
    send: async (hub, bodies) => {
      const producer = new EventHubProducerClient(platform.azure.settings.EventHubs ?? '', hub);
      for (const [i, body] of bodies.entries())
        await producer.sendBatch([{ body: Buffer.from(JSON.stringify(body)) }], {
          partitionKey: `key-${i % 7}`,
        });
      await producer.close();
    },
    notify: async (event, headers = { 'aeg-event-type': 'Notification' }) => {
      const url = `${platform.url}/runtime/webhooks/EventGrid?functionName=replay&code=${masterKey}`;
      const body = JSON.stringify(headers['aeg-event-type'] ? [event] : event);
      return (await fetch(url, { method: 'POST', headers, body })).status;
    },
    ended: async id => {
      for (const deadline = Date.now() + 180_000; ; await sleep(200)) {
        const replay = (await ask(`/${id}`).catch(() => null))?.body as ReplayAnswer | undefined;
        if (replay && replay.state !== 'running') return replay;
        if (Date.now() > deadline) throw new Error(`the replay goes on and on: ${JSON.stringify(replay)}`);
      }
    },
    killWorker: async () => {
      await platform.apps.get('serve')?.service.kill();
      await platform.startApp('serve');
    },
    restart: async (...names) => {
      for (const name of names) {
        await platform.apps.get(name)?.service.stop();
        await platform.startApp(name);
      }
    },
    stop: async () => {
      await platform.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function editJson(file: string, edit: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = edit(before);
  if (after === before) throw new Error(`${file} is as it was`);
  writeFileSync(file, after);
}

let sales = 0;

/** A sale of one line as a till publishes it. */
export function sale(sku: string, quantity: number): object {
  const number = String(++sales).padStart(8, '0');
  const soldAt = new Date().toISOString();
  const line = { lineNumber: 1, sku, quantity, unitPriceMinor: 100, discountMinor: 0 };
  return {
    ...{
      specversion: '1.0',
      id: `sale-${number}`,
      source: '/pos/store/0001/till/1',
      type: 'uk.assay.pos.sale',
    },
    time: soldAt,
    data: {
      ...{ saleId: `S${number}`, storeId: '0001', tillId: '0001-01', soldAt, currency: 'GBP' },
      lines: [{ ...line, amountMinor: quantity * 100 }],
      totalMinor: quantity * 100,
    },
  };
}

/** Units sold of a SKU, by gold. */
export async function unitsOf({ platform }: ReplayPlatform, sku: string): Promise<number> {
  const from = new Date(Date.now() - 86_400_000).toISOString();
  const answer = await platform.get(`/api/gold/sales_velocity?sku=${sku}&grain=1d&from=${from}`);
  const { rows } = (await answer.json()) as { rows: { units: number }[] };
  return rows.reduce((units, row) => units + row.units, 0);
}

/** `npm run ops -- …`; stdout and stderr as one text. */
export function runOps(
  { platform }: ReplayPlatform,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts', 'ops', 'main.ts'), ...args], {
    env: { ...process.env, ASSAY_URL: platform.url, NODE_NO_WARNINGS: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      output += chunk;
    });
  return new Promise((resolve, reject) =>
    child.once('close', code => resolve({ code, output })).once('error', reject),
  );
}
