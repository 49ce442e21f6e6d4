// A PostgreSQL server of its own: Debian's binaries, a new cluster in a folder, a free port, logical replication on. Root may
// not run it, so it runs as the user that Debian's package makes.

import { execFile, execFileSync, spawn } from 'node:child_process';
import { chownSync, closeSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Postgres = {
  port: number;
  /** Runs SQL in one transaction; the rows that the last statement gives, as text. Throws with PostgreSQL's message. */
  query(sql: string): Promise<string[][]>;
  /** SIGKILL to the server, which ends its children. */
  kill(): Promise<void>;
  /** Starts a killed server: it recovers from its log. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

const debianUser = 'postgres';
const startTimeoutMs = 30_000;

/** A server with one database. Its folder is removed when it is stopped. */
export async function startPostgres(database: string): Promise<Postgres> {
  const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  const folder = mkdtempSync(join(tmpdir(), 'assay-postgres-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const trust = ['--auth=trust', `--username=${debianUser}`, '--encoding=UTF8', '--no-locale'];
  await run(binary('initdb'), ['-D', data, ...trust], user);
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    wal_level: 'logical',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const address = ['-h', '127.0.0.1', '-p', String(port), '-U', debianUser];
  const query: Postgres['query'] = async sql => {
    const script = ['-v', 'ON_ERROR_STOP=1', '--single-transaction', '-qAt', '-F', '\t', '-c', sql];
    const { stdout } = await run(binary('psql'), ['-X', ...address, '-d', database, ...script]);
    return stdout
      .split('\n')
      .filter(line => line !== '')
      .map(line => line.split('\t'));
  };

  let ended: Promise<void> = Promise.resolve();
  let end = (_signal: NodeJS.Signals): void => {};
  const start = async (answers: () => Promise<unknown> = () => query('SELECT 1')) => {
    const deadline = Date.now() + startTimeoutMs;
    for (;;) {
      const log = openSync(join(folder, 'postgres.log'), 'a');
      const server = spawn(binary('postgres'), ['-D', data, ...flags], {
        ...user,
        stdio: ['ignore', log, log],
      });
      closeSync(log);
      ended = new Promise(resolve => server.once('exit', () => resolve()));
      end = signal => server.kill(signal);
      // Until the last child of a killed server is gone, the next one ends at once.
      while (server.exitCode === null) {
        if (await answers().then(isTrue, isFalse)) return;
        if (Date.now() > deadline) throw new Error(`PostgreSQL does not start; its log is in ${folder}`);
        await sleep(100);
      }
    }
  };
  await start(() => run(binary('createdb'), [...address, database]));
  const endBy = async (signal: NodeJS.Signals) => {
    end(signal);
    await ended;
  };
  // SIGINT is PostgreSQL's fast shutdown.
  return {
    port,
    query,
    start: () => start(),
    kill: () => endBy('SIGKILL'),
    stop: async () => {
      await endBy('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const isTrue = () => true;
const isFalse = () => false;

/** Debian keeps each version's binaries in a folder of its own. */
function binary(name: string): string {
  const versions = '/usr/lib/postgresql';
  const newest = readdirSync(versions)
    .map(Number)
    .sort((a, b) => a - b)
    .at(-1);
  return join(versions, String(newest), 'bin', name);
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, debianUser], { encoding: 'utf8' }));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
