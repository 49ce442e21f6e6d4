import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEventHubs } from '../../../local/event-hubs/server.ts';
import { parseConnectionString } from '../../../local/send/connection-string.ts';
import { DEFAULT_FAULTS } from '../../../local/sources/generate.ts';
import { MIX } from '../../../local/sources/mix.ts';
import { startRun } from '../../../local/sources/run.ts';
import { connectionStringOf, readHub } from '../send/event-hubs.ts';

interface TruthLine {
  index: number;
  hub: string;
  key: string;
  kind: string;
  sends: number;
  body?: unknown;
  raw?: string;
}

const HUBS = MIX.map(({ source }) => ({ name: source, partitions: 2, consumerGroups: ['$Default'] }));

let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-run-'));
  log = join(folder, 'truth.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true }));

const truth = (): TruthLine[] =>
  readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as TruthLine);

const textOf = ({ body, raw }: TruthLine): string =>
  raw === undefined ? JSON.stringify(body) : Buffer.from(raw, 'base64').toString('latin1');

function run(port: number, count: number, rate: number, sources: string[] = []) {
  const startMs = Date.now();
  return startRun({
    stream: { ...DEFAULT_FAULTS, duplicates: 0, seed: 7, run: 'RUN', startMs, sources },
    connection: parseConnectionString(connectionStringOf(port)),
    rate,
    count,
    log,
    onTrouble: () => {},
  });
}

/** Bodies by hub, as bytes; an event that was sent again may be there more than once. */
async function held(port: number, hub: string): Promise<string[]> {
  const received = await readHub(port, hub);
  return received.map(({ event }) =>
    Buffer.isBuffer(event.body) ? event.body.toString('latin1') : String(event.body),
  );
}

describe('a run', () => {
  test('logs exactly what the hubs hold', async () => {
    const hubs = await startEventHubs({ port: 0, hubs: HUBS });
    const counts = await run(hubs.port, 3_000, 0).done;
    expect(counts).toMatchObject({ made: 3_000, acknowledged: 3_000, pending: 0 });
    expect(counts.problem).toBeUndefined();
    const lines = truth();
    expect(new Set(lines.map(({ index }) => index)).size).toBe(3_000);
    const holdings = await Promise.all(HUBS.map(({ name }) => held(hubs.port, name)));
    for (const [i, { name }] of HUBS.entries()) {
      const sent = lines.filter(({ hub }) => hub === name).map(textOf);
      expect(holdings[i]?.sort(), name).toEqual(sent.sort());
    }
    await hubs.stop();
  });

  test('outlives a broker that goes away: nothing is lost, and only what was sent again is there twice', async () => {
    const options = { hubs: HUBS, dataDir: join(folder, 'hubs') };
    let hubs = await startEventHubs({ ...options, port: 0 });
    const { port } = hubs;
    const running = run(port, 2_000, 1_000, ['pos', 'inventory']);
    for (let outage = 0; outage < 3; outage++) {
      await new Promise(resolve => setTimeout(resolve, 400));
      await hubs.stop();
      hubs = await startEventHubs({ ...options, port });
    }
    const counts = await running.done;
    expect(counts).toMatchObject({ made: 2_000, acknowledged: 2_000, pending: 0 });
    const lines = truth();
    for (const name of ['pos', 'inventory']) {
      const copies = new Map<string, number>();
      for (const text of await held(port, name)) copies.set(text, (copies.get(text) ?? 0) + 1);
      const own = lines.filter(({ hub }) => hub === name);
      for (const line of own) {
        const found = copies.get(textOf(line)) ?? 0;
        expect(found).toBeGreaterThanOrEqual(1);
        expect(found).toBeLessThanOrEqual(line.sends);
      }
      expect(copies.size).toBe(own.length);
    }
    await hubs.stop();
  });

  test('ends with the reason when a hub does not exist', async () => {
    const hubs = await startEventHubs({ port: 0, hubs: HUBS.slice(0, 1) });
    const counts = await run(hubs.port, 100, 0, ['loyalty']).done;
    expect(counts.problem).toContain('loyalty');
    await hubs.stop();
  });

  test('that waits for a broker which never comes can be stopped, and says what is missing', async () => {
    const hubs = await startEventHubs({ port: 0, hubs: HUBS });
    await hubs.stop();
    const running = run(hubs.port, 10, 0, ['pos']);
    await new Promise(resolve => setTimeout(resolve, 50));
    running.stop(100);
    const counts = await running.done;
    expect(counts).toMatchObject({ acknowledged: 0, problem: '10 events were not acknowledged' });
  });
});
