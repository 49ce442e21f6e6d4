// A real change stream: PostgreSQL's log, read by Debezium's own engine, through the platform into gold, which stays equal to
// what PostgreSQL itself counts, also when every process is killed on the way.

import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../../../local/platform/local-azure.ts';
import { type LocalPlatform, startPlatform, waitForLedger } from '../../../local/platform/platform.ts';
import { debeziumFolder } from '../../../scripts/debezium-files.ts';
import { same } from '../checks.ts';
import type { Context } from '../context.ts';
import { type ChangeReader, startChangeReader } from './change-reader.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { changeStock, createStock, type Position, positionsOf, stores } from './stock.ts';

const settleMs = 120_000;
const betweenKillsMs = 1_500;

type Stage = { postgres: Postgres; platform: LocalPlatform; reader: ChangeReader };

export async function aChangeStreamStaysEqual(context: Context): Promise<void> {
  const folder = join(context.folder, 'postgresql');
  mkdirSync(folder, { recursive: true });
  const [postgres, platform] = await Promise.all([startPostgres('inventory'), startPlatformIn(folder)]);
  let reader: ChangeReader | undefined;
  try {
    await createStock(postgres);
    reader = startReader(folder, postgres, platform);
    await streamIsFollowed(context, { postgres, platform, reader });
  } finally {
    await reader?.stop();
    await platform.stop();
    await postgres.stop();
  }
}

function startPlatformIn(folder: string): Promise<LocalPlatform> {
  return startPlatform({
    dataDir: join(folder, 'platform'),
    ports: freePorts,
    servePort: 0,
    refineHosts: 1,
    settings: {
      // A dead host's partitions are taken over within seconds.
      AzureFunctionsJobHost__extensions__eventHubs__partitionOwnershipExpirationInterval: '00:00:05',
      AzureFunctionsJobHost__extensions__eventHubs__loadBalancingUpdateInterval: '00:00:01',
      AzureFunctionsJobHost__singleton__listenerLockPeriod: '00:00:15',
      ASSAY_SEGMENT_MAX_AGE_MS: '2000',
    },
  });
}

function startReader(folder: string, postgres: Postgres, platform: LocalPlatform): ChangeReader {
  return startChangeReader({
    folder,
    configuration: join(debeziumFolder, 'server', 'inventory.properties'),
    own: {
      name: 'inventory',
      'database.hostname': '127.0.0.1',
      'database.port': String(postgres.port),
      'database.user': 'postgres',
      'database.password': 'none',
      'database.sslmode': 'disable',
      'offset.storage': 'SafeOffsets',
      'offset.storage.file.filename': join(folder, 'reader.offsets'),
      'offset.flush.interval.ms': '0',
      'slot.retry.delay.ms': '500',
      'max.batch.size': '64',
    },
    eventHubs: platform.azure.settings.EventHubs ?? '',
    hub: 'inventory',
  });
}

async function streamIsFollowed({ check }: Context, stage: Stage): Promise<void> {
  const { postgres, platform, reader } = stage;
  await check(
    'Debezium, killed within its snapshot of PostgreSQL, starts it again and no row counts twice',
    async () => {
      const untilMs = Date.now() + settleMs;
      while ((await receivedOf(platform)) === 0) {
        if (Date.now() > untilMs)
          throw new Error(`Debezium sent nothing within ${settleMs} ms: see reader.log`);
        await sleep(20);
      }
      await reader.kill();
      await goldIsPostgres(stage);
    },
  );
  const changes = changeStock(postgres, random('a change stream'));
  let committed = 0;
  try {
    await check(
      'PostgreSQL, Debezium, the broker, the stores and the hosts are killed while rows change',
      () => killEverything(stage),
    );
  } finally {
    committed = await changes.stop();
  }
  await check(
    'gold is what PostgreSQL counts, after inserts, updates, deletes and kills of every process',
    async () => {
      same('whether rows changed', committed > 20, true);
      await goldIsPostgres(stage);
    },
  );
  await check('the ledger of the change stream adds up, and nothing is in quarantine', async () => {
    const { total } = await waitForLedger(platform, await receivedOf(platform), settleMs);
    same('quarantined', total.quarantined, 0);
    console.log(
      `# ${committed} transactions, ${total.received} events, ${total.duplicates} of them sent again`,
    );
  });
}

/** Two at once where one hides behind the other; each comes back after a moment. */
async function killEverything({ postgres, platform, reader }: Stage): Promise<void> {
  const host = (name: string) => async () => {
    await platform.apps.get(name)?.service.kill();
    await platform.startApp(name);
  };
  const service = (name: string) => async () => {
    await platform.azure.services.get(name)?.kill();
    await platform.azure.restart(name);
  };
  const server = async () => {
    await postgres.kill();
    await postgres.start();
  };
  const rounds = [
    [() => reader.kill()],
    [server],
    [host('refine-1')],
    [service('event-hubs')],
    [service('cosmos'), () => reader.kill()],
    [service('tables'), host('ingest')],
    [service('azurite'), service('lake-blobs')],
    [server, () => reader.kill(), host('refine-1'), service('event-hubs')],
  ];
  for (const kills of rounds) {
    await sleep(betweenKillsMs);
    await Promise.all(kills.map(kill => kill()));
  }
  await sleep(betweenKillsMs);
}

async function receivedOf(platform: LocalPlatform): Promise<number> {
  const ledger = await platform.ledger().catch(() => null);
  return ledger?.total.received ?? 0;
}

/** Waits until they are equal. Throws with the first differences when they are not in time. */
async function goldIsPostgres({ postgres, platform }: Stage): Promise<void> {
  const deadline = Date.now() + settleMs;
  for (;;) {
    const [gold, truth] = await Promise.all([
      goldOf(platform).catch(() => new Map<string, Position>()),
      positionsOf(postgres).catch(() => null),
    ]);
    const differences = truth ? differencesOf(gold, truth) : ['PostgreSQL does not answer'];
    if (differences.length === 0) return;
    if (Date.now() > deadline)
      throw new Error(`${differences.length} positions differ: ${differences.slice(0, 5).join('; ')}`);
    await sleep(500);
  }
}

function differencesOf(gold: Map<string, Position>, truth: Map<string, Position>): string[] {
  return [...new Set([...gold.keys(), ...truth.keys()])]
    .map(key => [key, JSON.stringify(gold.get(key)), JSON.stringify(truth.get(key))])
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([key, ours, theirs]) => `${key} is ${ours}, must be ${theirs}`);
}

/** Positions that have rows: of one whose rows are all gone, gold keeps the zeros. */
async function goldOf(platform: LocalPlatform): Promise<Map<string, Position>> {
  const positions = new Map<string, Position>();
  for (const store of stores) {
    let continuation: string | null = '';
    while (continuation !== null) {
      const next = continuation === '' ? '' : `&continuation=${encodeURIComponent(continuation)}`;
      const answer = await platform.get(`/api/gold/inventory_position?store_id=${store}&limit=1000${next}`);
      if (!answer.ok) throw new Error(`gold answers ${answer.status}: ${await answer.text()}`);
      const page = (await answer.json()) as {
        rows: ({ sku: string } & Position)[];
        continuation: string | null;
      };
      for (const { sku, on_hand, reserved, in_transit, positions: rows } of page.rows)
        if (rows !== 0) positions.set(`${store}/${sku}`, { on_hand, reserved, in_transit, positions: rows });
      continuation = page.continuation;
    }
  }
  return positions;
}

/** The same numbers in every run: hashes of a counter. */
function random(seed: string): () => number {
  let count = 0;
  return () => {
    count++;
    return createHash('sha256').update(`${seed} ${count}`).digest().readUInt32BE() / 2 ** 32;
  };
}
