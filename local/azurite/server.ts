// Azurite's blob and queue services, each a process of its own, so that neither waits for the other's work or
// for ours (in one process they would share our event loop). Offline: no telemetry. Strict: not `--loose`.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 4_000;
const CONNECT_EVERY_MS = 25;

export interface AzuriteOptions {
  /** 0: any free port. */
  blobPort: number;
  /** 0: any free port. */
  queuePort: number;
  /** Folder for both services' data; without it everything is in memory. */
  dataDir?: string | undefined;
}

export interface Azurite {
  blobPort: number;
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

/** Starts both services and resolves when both accept connections. @throws when one does not start */
export async function startAzurite(options: AzuriteOptions): Promise<Azurite> {
  const starts = await Promise.allSettled([
    startService('blob', options.blobPort, options.dataDir),
    startService('queue', options.queuePort, options.dataDir),
  ]);
  const services = starts.flatMap(start => (start.status === 'fulfilled' ? [start.value] : []));
  const stop = async () => {
    await Promise.all(services.map(service => service.stop()));
  };
  const [blob, queue] = services;
  if (!blob || !queue) {
    await stop();
    throw starts.find(start => start.status === 'rejected')?.reason;
  }
  return { blobPort: blob.port, queuePort: queue.port, ended: Promise.race([blob.ended, queue.ended]), stop };
}

async function startService(name: 'blob' | 'queue', wanted: number, dataDir?: string): Promise<Service> {
  const port = wanted === 0 ? await freePort() : wanted;
  await mustBeFree(name, port);
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const persistence = dataDir === undefined ? ['--inMemoryPersistence'] : ['--location', dataDir];
  const flags = [`--${name}Host`, '127.0.0.1', `--${name}Port`, String(port), ...persistence];
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
    { stdio: ['pipe', 'ignore', 'pipe'] },
  );
  forwardErrors(name, child);
  const exited = new Promise<string>(resolve => {
    child.once('exit', (code, signal) => resolve(`azurite ${name} ended (${signal ?? code})`));
  });
  try {
    await Promise.race([accepts(port), exited.then(reason => Promise.reject(new Error(reason)))]);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return { port, ended: exited, stop: () => stopChild(child, exited) };
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

async function accepts(port: number): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await canConnect(port))) {
    if (Date.now() > deadline) throw new Error(`azurite does not accept connections on port ${port}`);
    await new Promise(resolve => setTimeout(resolve, CONNECT_EVERY_MS));
  }
}

/** Else our own service would fail while a stranger's answered the readiness check. */
async function mustBeFree(name: string, port: number): Promise<void> {
  if (await canConnect(port)) throw new Error(`azurite ${name}: port ${port} is taken`);
}

function canConnect(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
