import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Azurite, startAzurite } from '../../../local/azurite/server.ts';
import { parseNcrontab } from '../../../local/functions-host/ncrontab.ts';
import { startHost, until } from './host-process.ts';
import { storageConnection } from './storage-connection.ts';

const keysFile = join(mkdtempSync(join(tmpdir(), 'functions-host-')), 'host-keys.json');
writeFileSync(keysFile, JSON.stringify({ master: 'm' }));
let azurite: Azurite;
let env: Record<string, string>;
beforeAll(async () => {
  azurite = await startAzurite({ blobPort: 0, queuePort: 0 });
  env = { AzureWebJobsStorage: storageConnection(azurite.blobPort), TickSchedule: '*/1 * * * * *' };
});
afterAll(async () => {
  await azurite.stop();
});

const occurrences = (expression: string, from: string, count: number) => {
  const schedule = parseNcrontab(expression);
  const found: string[] = [];
  for (let at = Date.parse(from); found.length < count; ) {
    at = schedule.next(at);
    found.push(new Date(at).toISOString().slice(5, 19));
  }
  return found;
};

test('a schedule occurs at its seconds, minutes, hours, days, months and days of the week', () => {
  const from = '2026-02-27T23:59:55Z';
  expect(occurrences('*/20 * * * * *', from, 2)).toEqual(['02-28T00:00:00', '02-28T00:00:20']);
  expect(occurrences('0 10-12,30 4 * * *', from, 4).map(time => time.slice(6))).toEqual([
    '04:10:00',
    '04:11:00',
    '04:12:00',
    '04:30:00',
  ]);
  expect(occurrences('0 0 9 * * Mon-Fri', from, 2)).toEqual(['03-02T09:00:00', '03-03T09:00:00']);
  expect(occurrences('0 0 0 29 2 *', from, 1)).toEqual(['02-29T00:00:00']);
  expect(occurrences('0 0 0 * * 7', from, 1)).toEqual(['03-01T00:00:00']);
  expect(() => parseNcrontab('0 61 * * * *')).toThrow('minute');
});

test('one of two hosts runs a timer, never twice at once, and the other takes over when it stops', async () => {
  const main = 'timers.ts';
  const [one, two] = await Promise.all([startHost({ main, env }), startHost({ main, env })]);
  const ticks = (host: typeof one) => host.said('tick').length;
  await until(() => ticks(one) + ticks(two) >= 3);
  expect(Math.min(ticks(one), ticks(two))).toBe(0);
  const [first, second] = ticks(one) > 0 ? [one, two] : [two, one];

  const timer = JSON.parse(first.said('tick')[0] ?? '{}');
  expect(timer).toEqual({ schedule: { adjustForDST: true }, scheduleStatus: null, isPastDue: false });
  expect(new Set([...one.said('slow-tick'), ...two.said('slow-tick')])).toEqual(new Set(['running 1']));
  expect(first.errors.unresolved).toContain('NoSuchSetting');

  expect(await first.stop()).toBe(0);
  await until(() => ticks(second) > 0);
  await second.stop();
});

test('a timer fired by hand gets the times of its schedule', async () => {
  const host = await startHost({ main: 'timers.ts', env, flags: ['--keys-file', keysFile] });
  const headers = { 'x-functions-key': 'm' };
  expect(
    (await fetch(`${host.url}/admin/functions/yearly`, { method: 'POST', headers, body: '{}' })).status,
  ).toBe(202);
  const [said] = await until(() => host.said('yearly').length > 0 && host.said('yearly'));
  expect(JSON.parse(said ?? '{}').scheduleStatus.next).toMatch(/-01-01T00:00:00/);
  await host.stop();
});

test('a storage connection that is missing stops the host with its name', async () => {
  const without = { ...env, AzureWebJobsStorage: '' };
  await expect(startHost({ main: 'timers.ts', env: without })).rejects.toThrow(
    /ended with 1.*AzureWebJobsStorage/s,
  );
});
