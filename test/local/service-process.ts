// A stand-in as a process of its own, over a data folder that outlives it.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach } from 'vitest';

const local = join(import.meta.dirname, '../../local');

export type ServiceProcess = {
  /** The data folder, new for each test. */
  folder(): string;
  /** Starts it with more flags; resolves to its port. */
  start(...flags: string[]): Promise<number>;
  /** By a signal, or by the end of its parent's pipe; resolves to its exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
};

/** `service` is a folder of local/. To be called once in a test file. */
export function serviceProcess(service: string): ServiceProcess {
  let folder: string;
  let running: ChildProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), `assay-${service}-`));
  });
  afterEach(() => {
    running?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder: () => folder,
    start: async (...flags) => {
      const args = [join(local, service, 'main.ts'), '--port', '0', '--data', folder, ...flags];
      running = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
      for await (const line of createInterface({ input: running.stdout as NodeJS.ReadableStream }))
        return (JSON.parse(line) as { port: number }).port;
      throw new Error('the service did not start');
    },
    end: async signal => {
      const child = running as ChildProcess;
      const exited = new Promise<number | null>(resolve => child.once('exit', resolve));
      if (signal) child.kill(signal);
      else child.stdin?.end();
      return exited;
    },
  };
}
