import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEventHubs } from '../../../local/event-hubs/server.ts';
import { connectionStringOf, readHub } from './event-hubs.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-send-'));
let hubs: Awaited<ReturnType<typeof startEventHubs>>;

beforeAll(async () => {
  hubs = await startEventHubs({
    port: 0,
    hubs: [
      { name: 'pos', partitions: 2, consumerGroups: ['$Default'] },
      { name: 'returns', partitions: 2, consumerGroups: ['$Default'] },
    ],
  });
});
afterAll(async () => {
  await hubs.stop();
  rmSync(folder, { recursive: true });
});

function send(args: string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const connection = ['--event-hubs', connectionStringOf(hubs.port)];
  const child = spawn(process.execPath, ['local/send/main.ts', ...args, ...connection]);
  let out = '';
  let err = '';
  child.stdout.on('data', text => {
    out += text;
  });
  child.stderr.on('data', text => {
    err += text;
  });
  child.stdin.end(input);
  return new Promise(resolve => child.on('exit', code => resolve({ code, out, err })));
}

const sale = (n: number): string =>
  JSON.stringify({ type: 'uk.assay.pos.sale', data: { saleId: `S00000${n % 7}`, number: n } });

describe('send', () => {
  test('publishes a file: each line is an event, in order under its key', async () => {
    const lines = Array.from({ length: 500 }, (_, n) => sale(n));
    const file = join(folder, 'sales.ndjson');
    writeFileSync(file, `${lines.join('\n')}\n`);
    const { code, out } = await send(['pos', file]);
    expect(out).toContain('pos: 500 of 500 lines sent');
    expect(code).toBe(0);
    const received = await readHub(hubs.port, 'pos');
    const bodies = received.map(({ event }) => String(event.body));
    expect([...bodies].sort()).toEqual([...lines].sort());
    for (const key of ['S000000', 'S000001', 'S000006']) {
      const own = received.filter(({ event }) => event.partitionKey === key);
      expect(new Set(own.map(({ partition }) => partition)).size).toBe(1);
      const numbers = own.map(
        ({ event }) => (JSON.parse(String(event.body)) as { data: { number: number } }).data.number,
      );
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
    expect(received[0]?.event.contentType).toBe('application/cloudevents+json; charset=utf-8');
    expect(received[0]?.event.properties?.['produced-at']).toMatch(/Z$/);
  });

  test('tells which lines it refused and why, and sends the others', async () => {
    const { code, out, err } = await send(['returns', '-'], '{"a":1}\nnot json\n\n{"a":2}\n');
    expect(err).toContain('line 2: not JSON');
    expect(out).toContain('2 of 4 lines sent');
    expect(out).toContain('1 refused');
    expect(code).toBe(1);
    const received = await readHub(hubs.port, 'returns');
    expect(received.map(({ event }) => String(event.body)).sort()).toEqual(['{"a":1}', '{"a":2}']);
  });

  test('refuses an event above the limit of the hub by its line', async () => {
    const { code, err } = await send(['returns', '-'], `${JSON.stringify('x'.repeat(1_100_000))}\n`);
    expect(err).toContain('line 1: ');
    expect(code).toBe(1);
  });

  test('says what is wrong with its arguments', async () => {
    expect((await send(['tills', '-'])).err).toContain('no source "tills"');
    expect((await send(['pos'])).err).toContain('give a source and a file');
    expect((await send(['pos', '-', '--rate', 'fast'])).err).toContain('--rate must be a number');
    expect((await send(['pos', join(folder, 'absent')])).err).toContain('ENOENT');
  });

  test('ends when the hub does not exist, and says so', async () => {
    const { code, err } = await send(['loyalty', '-'], '{}\n');
    expect(err).toContain('loyalty');
    expect(code).toBe(2);
  });
});
