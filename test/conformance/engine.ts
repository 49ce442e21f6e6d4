// Another engine, as a process that answers one request after the other (engines/*.py).

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { StructType } from '../../src/delta/schema.ts';
import type { Row } from './canonical.ts';

export type TableDescription = {
  schema: StructType;
  name: string | null;
  description: string | null;
  partitionColumns: string[];
  readerVersion: number;
  writerVersion: number;
};

type Copy = { table: string; by: number; below: number };

/** Every operation's arguments and answer; `table` is an address (place.ts). What each does is said in engines/. */
type Operations = {
  query: [{ table: string; sql: string; version?: number }, Row[]];
  describe: [{ table: string; version?: number }, TableDescription];
  history: [{ table: string }, [version: number, operation: string][]];
  transaction: [{ table: string; app_id: string }, number | null];
  append_copy: [Copy, null];
  upsert_copy: [Copy, null];
  delete: [{ table: string; where: string }, null];
  update: [{ table: string; column: string; value: string; where: string }, null];
  add_column: [{ table: string; name: string; comment: string }, null];
  create: [{ table: string; rows: number; partition_by: string[] }, null];
  optimize: [{ table: string }, number];
  vacuum: [{ table: string }, number | null];
  checkpoint: [{ table: string }, null];
  append_many: [{ table: string; writer: string; commits: number }, null];
  configure: [{ address: string; key: string }, null];
  /** Spark only. */
  create_with: [{ table: string; properties: Record<string, string> }, null];
};

export type Engine = {
  name: 'delta-rs' | 'Spark';
  ask<Name extends keyof Operations>(
    operation: Name,
    request: Operations[Name][0],
  ): Promise<Operations[Name][1]>;
  stop(): Promise<void>;
};

const here = import.meta.dirname;

export function startEngine(name: Engine['name'], program: string): Engine {
  const child = spawn(join(here, '.venv', 'bin', 'python'), [join(here, 'engines', program)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, TZ: 'UTC', PYTHONDONTWRITEBYTECODE: '1' },
  });
  const waiting: ((answer: string) => void)[] = [];
  const lastWords: string[] = [];
  createInterface({ input: child.stdout }).on('line', line => waiting.shift()?.(line));
  createInterface({ input: child.stderr }).on('line', line => {
    lastWords.push(line);
    if (lastWords.length > 20) lastWords.shift();
  });
  const ended = new Promise<void>(resolve => {
    child.once('close', () => {
      const error = JSON.stringify({ error: `${name} has ended: ${lastWords.join('\n')}` });
      for (const answer of waiting.splice(0)) answer(error);
      resolve();
    });
  });
  return {
    name,
    ask: async (operation, request) => {
      const answered = new Promise<string>(resolve => waiting.push(resolve));
      send(child, { operation, ...request });
      const { answer, error } = JSON.parse(await answered);
      if (error !== undefined) throw new Error(`${name}: ${error}`);
      return answer;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

function send({ stdin }: ChildProcess, request: object): void {
  stdin?.write(`${JSON.stringify(request)}\n`);
}
