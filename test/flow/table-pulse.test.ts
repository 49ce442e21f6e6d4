// Pulses and history in Table storage, by Microsoft's client.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTables } from '../../local/tables/server.ts';
import { connectTable, connectTables } from '../../src/azure/connect.ts';
import { pulseTable } from '../../src/azure/provision.ts';
import { createTableFlowHistory, createTablePulse } from '../../src/azure/table-pulse.ts';
import type { Connection } from '../../src/config.ts';
import { createHistoryKeeper, type HistoryPoint, readHistory } from '../../src/flow/history.ts';
import { flowOf, lane, noonMs, pulse, source } from './world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
let connection: Connection;
beforeAll(async () => {
  tables = await startTables({ port: 0 });
  const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
  connection = {
    kind: 'connectionString',
    value: `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=${key};TableEndpoint=http://127.0.0.1:${tables.port}/devstoreaccount1;`,
  };
  await connectTables(connection).createTable(pulseTable);
});
afterAll(() => tables.stop());

const pulses = () => createTablePulse(connectTable(connection, pulseTable));
const history = () => createTableFlowHistory(connectTable(connection, pulseTable));

test('each process has one row, however often it writes, and a catalog of a thousand lanes fits', async () => {
  const lanes = Array.from({ length: 1_000 }, (_, i) => lane({ through: i, partitionId: String(i) }));
  await pulses().write(pulse({ id: 'a' }));
  await pulses().write(pulse({ id: 'a', lanes }));
  await pulses().write(pulse({ id: 'b' }));
  await pulses().writePositions({ atMs: noonMs, lanes: { 'pos-0': [0, 41] } });
  const read = await pulses().read();
  expect(read.pulses.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(read.pulses[0]).toEqual(pulse({ id: 'a', lanes }));
  expect(read.positions).toEqual({ atMs: noonMs, lanes: { 'pos-0': [0, 41] } });
  await pulses().remove('a');
  await pulses().remove('a');
  expect((await pulses().read()).pulses.map(({ id }) => id)).toEqual(['b']);
});

const at = (ms: number) => new Date(noonMs + ms).toISOString();

test('history is read in order, and only what was asked for', async () => {
  const points = [3, 1, 2, 0].map(
    (i): HistoryPoint => ({ at: at(i * 10_000), tally: { 'silver pos': i }, received: {}, refineLag: {} }),
  );
  for (const point of points) await history().write(10, point);
  const read = await history().read(10, at(10_000), at(30_000));
  expect(read.map(point => point.at)).toEqual([at(10_000), at(20_000)]);
  await history().deleteBefore(10, at(30_000));
  expect(await history().read(10, at(0), at(60_000))).toHaveLength(1);
  await history().deleteBefore(10, at(60_000));
});

test('points of ten seconds become points of a minute, and the old are deleted', async () => {
  const clock = { ms: noonMs + 3_000 };
  const tally = { 'silver pos': 100, 'quarantined pos': 10, 'latency 90': 99, 'latency 150': 1 };
  const old = pulse({ id: 'forgotten', atMs: noonMs - 3_600_000 });
  await pulses().write(old);
  const keep = createHistoryKeeper({
    flow: async () => {
      const working = pulse({ atMs: clock.ms, recent: { seconds: 10, tally } });
      const ends: Record<string, [number, number][]> = {
        'pos-0': [
          [5_000, 0],
          [0, 50],
        ],
      };
      return { flow: flowOf({ atMs: clock.ms, pulses: [working], ends }), pulses: [working, old] };
    },
    store: history(),
    pulses: pulses(),
    now: () => clock.ms,
  });
  const tooOld = { at: at(-3_600_000 * 25), tally: {}, received: {}, refineLag: {} };
  await history().write(60, tooOld);
  for (let i = 0; i < 14; i++) {
    await keep();
    clock.ms += 10_000;
  }
  const fine = await readHistory(history(), [source('pos')], 60, clock.ms);
  expect(fine).toMatchObject({ stepSeconds: 10 });
  expect(fine.points).toHaveLength(14);
  expect(fine.points[0]).toMatchObject({
    ...{ at: at(-10_000), receivedPerSecond: 10, silverPerSecond: 10, quarantinedPerSecond: 1 },
    bySource: { pos: { silverPerSecond: 10 } },
  });
  const coarse = await readHistory(history(), [source('pos')], 61, clock.ms);
  expect(coarse.points.map(point => point.at)).toEqual([at(-60_000), at(0), at(60_000)]);
  expect(coarse.points[1]).toMatchObject({ silverPerSecond: 10, p50: 34.12, p999: 358.92 });
  expect(await history().read(60, at(-3_600_000 * 48), at(-3_600_000 * 24))).toEqual([]);
  expect((await pulses().read()).pulses.map(({ id }) => id)).not.toContain('forgotten');
});
