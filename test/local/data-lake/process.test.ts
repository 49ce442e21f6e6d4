import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { afterEach, describe, expect, it } from 'vitest';
import { errorOf } from './lake.ts';

const MAIN = join(import.meta.dirname, '../../../local/data-lake/main.ts');
/** Nothing listens there. */
const NO_AZURITE = '1';
let child: ChildProcess | undefined;

afterEach(() => {
  child?.kill('SIGKILL');
});

async function start(...flags: string[]): Promise<number> {
  child = spawn(process.execPath, [MAIN, ...flags], { stdio: ['pipe', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    return (JSON.parse(line) as { port: number }).port;
  }
  throw new Error('the gateway did not start');
}

const exitOf = (process: ChildProcess | undefined) => new Promise(resolve => process?.once('exit', resolve));

describe('the gateway as a process', () => {
  it('answers 503 ServerBusy while Azurite cannot be reached, and goes on', async () => {
    const port = await start('--blob-port', NO_AZURITE);
    const client = new BlobServiceClient(
      `http://127.0.0.1:${port}/devstoreaccount1`,
      new StorageSharedKeyCredential('devstoreaccount1', 'a2V5'),
      { retryOptions: { maxTries: 1 } },
    );
    const blob = client.getContainerClient('abc').getBlockBlobClient('a/b');
    expect(await errorOf(blob.upload('x', 1))).toEqual({ status: 503, code: 'ServerBusy' });
    expect((await errorOf(blob.getProperties())).status).toBe(503);
  });

  it('stops on SIGTERM, and with its parent', async () => {
    await start('--blob-port', NO_AZURITE);
    const terminated = exitOf(child);
    child?.kill('SIGTERM');
    expect(await terminated).toBe(0);
    await start('--blob-port', NO_AZURITE, '--with-parent');
    const orphaned = exitOf(child);
    child?.stdin?.end();
    expect(await orphaned).toBe(0);
  });

  it('refuses to start without the port of Azurite, by name', async () => {
    child = spawn(process.execPath, [MAIN], { stdio: ['pipe', 'ignore', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    expect(await exitOf(child)).not.toBe(0);
    expect(Buffer.concat(chunks).toString()).toContain('--blob-port');
  });
});
