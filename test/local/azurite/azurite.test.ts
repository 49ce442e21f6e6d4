import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { afterEach, describe, expect, it } from 'vitest';
import { startAzurite } from '../../../local/azurite/server.ts';

const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const blobs = (port: number) =>
  new BlobServiceClient(`http://127.0.0.1:${port}/${ACCOUNT}`, new StorageSharedKeyCredential(ACCOUNT, KEY));

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'azurite-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/${ACCOUNT}?comp=list`).then(
    () => true,
    () => false,
  );
}

async function startMain(): Promise<{ child: ChildProcess; blobPort: number; queuePort: number }> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../../local/azurite/main.ts'), '--queue-port', '0', '--with-parent'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  cleanups.push(() => child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) return { child, ...JSON.parse(line) };
  throw new Error('azurite did not start');
}

describe('startAzurite', () => {
  it('serves blobs and queues on free ports from memory, and stops both', async () => {
    const azurite = await startAzurite({ blobPort: 0, queuePort: 0 });
    await blobs(azurite.blobPort).getContainerClient('first').create();
    expect(await answers(azurite.queuePort)).toBe(true);
    await azurite.stop();
    expect(await answers(azurite.blobPort)).toBe(false);
    expect(await answers(azurite.queuePort)).toBe(false);
  });

  it('keeps blobs in its folder over a restart', async () => {
    const dataDir = temporaryFolder();
    const first = await startAzurite({ blobPort: 0, queuePort: 0, dataDir });
    await blobs(first.blobPort).getContainerClient('kept').create();
    await blobs(first.blobPort).getContainerClient('kept').uploadBlockBlob('a b=%.txt', 'hello', 5);
    await first.stop();
    expect(readdirSync(dataDir).length).toBeGreaterThan(0);
    const second = await startAzurite({ blobPort: 0, queuePort: 0, dataDir });
    cleanups.push(() => second.stop());
    const blob = blobs(second.blobPort).getContainerClient('kept').getBlobClient('a b=%.txt');
    expect((await blob.downloadToBuffer()).toString()).toBe('hello');
  });

  it('refuses a port that is taken, by its number', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => other.once('listening', resolve));
    cleanups.push(() => other.close());
    const blobPort = (other.address() as { port: number }).port;
    await expect(startAzurite({ blobPort, queuePort: 0 })).rejects.toThrow(`port ${blobPort} is taken`);
  });
});

describe('the process', () => {
  it('ends with its parent, and its services with it even when it is killed', async () => {
    const killed = await startMain();
    killed.child.kill('SIGKILL');
    const left = await startMain();
    const exited = new Promise(resolve => left.child.once('exit', resolve));
    left.child.stdin?.end();
    expect(await exited).toBe(0);
    await expect.poll(() => answers(killed.blobPort), { timeout: 10_000 }).toBe(false);
    await expect.poll(() => answers(killed.queuePort), { timeout: 10_000 }).toBe(false);
    expect(await answers(left.blobPort)).toBe(false);
  });
});
