// Azurite's blob and queue services, each a process of its own, so that neither waits for the other's work or
// for ours (in one process they would share our event loop). Offline: no telemetry. Strict: not `--loose`.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 4_000;

export interface AzuriteOptions {
  /** 0: any free port. */
  blobPort: number;
  /** 0: any free port; without it there are no queues. */
  queuePort?: number | undefined;
  /** Folder for the services' data; without it everything is in memory. */
  dataDir?: string | undefined;
}

export interface Azurite {
  blobPort: number;
  /** 0 where there are no queues. */
  queuePort: number;
  /** Resolves when a service has ended without being asked to: its name and exit code. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

interface Service {
  port: number;
  ended: Promise<string>;
  stop(): Promise<void>;
}

/** Starts the services and resolves when they accept connections. @throws when one does not start */
export async function startAzurite({ blobPort, queuePort, dataDir }: AzuriteOptions): Promise<Azurite> {
  const starts = await Promise.allSettled([
    startService('blob', blobPort, dataDir),
    ...(queuePort === undefined ? [] : [startService('queue', queuePort, dataDir)]),
  ]);
  const services = starts.flatMap(start => (start.status === 'fulfilled' ? [start.value] : []));
  const stop = async () => {
    await Promise.all(services.map(service => service.stop()));
  };
  const [blob, queue] = services;
  const failed = starts.find(start => start.status === 'rejected');
  if (!blob || failed) {
    await stop();
    throw failed?.reason;
  }
  const ended = Promise.race(services.map(service => service.ended));
  return { blobPort: blob.port, queuePort: queue?.port ?? 0, ended, stop };
}

async function startService(name: 'blob' | 'queue', wanted: number, dataDir?: string): Promise<Service> {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const persistence = dataDir === undefined ? ['--inMemoryPersistence'] : ['--location', dataDir];
  const flags = [`--${name}Host`, '127.0.0.1', `--${name}Port`, String(wanted), ...persistence];
  // Azurite's own 5 s would close connections under the requests of clients that keep them longer.
  // (Its queue service knows no such option.)
  if (name === 'blob') flags.push('--blobKeepAliveTimeout', '300');
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('service-process.ts', import.meta.url)),
      name,
      ...flags,
      '--silent',
      '--skipApiVersionCheck',
      '--disableTelemetry',
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  forwardErrors(name, child);
  const exited = new Promise<string>(resolve => {
    // What it said before is read by then.
    child.once('close', (code, signal) => resolve(`azurite ${name} ended (${signal ?? code})`));
  });
  try {
    const ended = exited.then(reason => Promise.reject(new Error(reason)));
    const port = await Promise.race([listens(name, wanted, child), ended]);
    return { port, ended: exited, stop: () => stopChild(child, exited) };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

function forwardErrors(name: string, child: ChildProcess): void {
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    for (const line of text.split('\n'))
      if (line.trim() !== '') process.stderr.write(`azurite ${name}: ${line}\n`);
  });
}

/**
 * Graceful first: when its stdin ends the process sends SIGTERM to itself, on which Azurite writes its indexes to disk. A
 * second SIGTERM would end it in the middle of that.
 */
async function stopChild(child: ChildProcess, exited: Promise<string>): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  child.stdin?.destroy();
  await exited;
  clearTimeout(timer);
}

/**
 * The port that Azurite itself says it listens on. To try a port would not do: whoever else has it answers as well, and a
 * connection to a port that nobody has yet may be one to itself.
 */
function listens(name: string, wanted: number, child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`azurite ${name} did not listen within ${READY_WITHIN_MS} ms`)),
      READY_WITHIN_MS,
    );
    child.stderr?.on('data', (text: string) => {
      if (text.includes('EADDRINUSE')) reject(new Error(`azurite ${name}: port ${wanted} is taken`));
    });
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', line => {
      const [, port] = /successfully listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(line) ?? [];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
    child.once('exit', () => clearTimeout(timer));
  });
}
