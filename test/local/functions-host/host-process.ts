// Runs the host as a process, as users do: one app per process, its log in memory, killable.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface HostProcess {
  port: number;
  url: string;
  functions: string[];
  errors: Record<string, string>;
  /** Every log line so far. */
  log: string[];
  /** Messages that the app logged with `context.log`, in order. */
  said(functionName: string): string[];
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL. */
  kill(): Promise<number | null>;
}

export const fixtureApp = fileURLToPath(new URL('./fixture-app', import.meta.url));
const main = fileURLToPath(new URL('../../../local/functions-host/main.ts', import.meta.url));

export interface HostArguments {
  main: string;
  app?: string;
  env?: Record<string, string>;
  flags?: string[];
}

/** Starts a host over the fixture app; rejects with its log when it ends before it is ready. */
export async function startHost(options: HostArguments): Promise<HostProcess> {
  const flags = ['--app', options.app ?? fixtureApp, '--main', options.main, '--port', '0', '--with-parent'];
  const child = spawn(process.execPath, [main, ...flags, ...(options.flags ?? [])], {
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', line => log.push(line));
  const exited = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)));
  const ready = await readyLine(child, exited, log);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exited;
  };
  return {
    ...ready,
    url: `http://127.0.0.1:${ready.port}`,
    log,
    said: name => log.flatMap(line => messageOf(line, `Function.${name}.User`)),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

async function readyLine(child: ChildProcess, exited: Promise<number | null>, log: string[]) {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const first = new Promise<string>(resolve => lines.once('line', resolve));
  const line = await Promise.race([first, exited]);
  if (typeof line !== 'string') throw new Error(`The host ended with ${line}: ${log.join('\n')}`);
  return JSON.parse(line) as { port: number; functions: string[]; errors: Record<string, string> };
}

function messageOf(line: string, category: string): string[] {
  if (!line.includes(category)) return [];
  const entry = JSON.parse(line) as { category?: string; message?: string };
  return entry.category === category && entry.message !== undefined ? [entry.message] : [];
}

/** Waits until `check` answers something; the caller's test has the time limit. */
export async function until<T>(
  check: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== false) return value;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}
