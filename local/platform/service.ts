// One child process that the platform runs: started, watched until it says it is ready, and ended with its parent.

import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type ReadyLine = { ready: true; port: number } & Record<string, unknown>;

export type Service = {
  name: string;
  pid: number;
  ready: ReadyLine;
  /** Resolves with how the process ended. */
  ended: Promise<string>;
  /** SIGTERM, and after ten seconds SIGKILL. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash does it. */
  kill(): Promise<void>;
};

export type ServiceOptions = {
  name: string;
  script: string;
  args?: string[];
  env?: Record<string, string>;
  logFolder: string;
  /** Gives way to the others, as it would on a machine of its own. */
  patient?: boolean;
  /** Each JSON line that the process prints on stdout. */
  onLine?: (line: Record<string, unknown>) => void;
};

const readyTimeoutMs = 180_000;
const stopTimeoutMs = 10_000;

/** Resolves when the process has printed its ready line. Throws, with the end of its log, when it ends before. */
export async function startService(options: ServiceOptions): Promise<Service> {
  mkdirSync(options.logFolder, { recursive: true });
  const child = spawn(process.execPath, [options.script, ...(options.args ?? []), '--with-parent'], {
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (options.patient && child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const logFile = join(options.logFolder, `${options.name}.log`);
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stderr.pipe(log);
  const ended = new Promise<string>(resolve => {
    child.once('error', error => resolve(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`));
  });
  const ready = await waitUntilReady(child, ended, options, logFile);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await ended;
    clearTimeout(timer);
  };
  return {
    name: options.name,
    pid: child.pid ?? 0,
    ready,
    ended,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

function waitUntilReady(
  child: ChildProcess,
  ended: Promise<string>,
  options: ServiceOptions,
  logFile: string,
): Promise<ReadyLine> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(
        new Error(`${options.name} was not ready within ${readyTimeoutMs / 1000} s; its log is ${logFile}`),
      );
    }, readyTimeoutMs);
    void ended.then(how => {
      clearTimeout(timer);
      reject(new Error(`${options.name} ${how} before it was ready; its log is ${logFile}`));
    });
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', text => {
      const line = parseLine(text);
      if (line?.ready === true) {
        clearTimeout(timer);
        resolve(line as ReadyLine);
      } else if (line) options.onLine?.(line);
    });
  });
}

function parseLine(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
