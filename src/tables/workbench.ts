// Where rows are worked on: an in-process DuckDB and a folder on the local disk, both emptied after each piece of work.

import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

export type Workbench = {
  /** A path for a file of this piece of work. */
  path(name: string): string;
  write(name: string, content: Uint8Array): Promise<string>;
  run(sql: string): Promise<void>;
  /** Rows as objects; 64-bit integers and times come as text. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** Columns of values, of many rows at a third of the cost; 64-bit integers are bigints, blobs are Buffers. */
  columns(sql: string): Promise<unknown[][]>;
};

export type WorkbenchOptions = { folder: string; memoryMb: number };

/** Runs each piece of work on a connection and in a folder of its own. */
export function createWorkbenches({ folder, memoryMb }: WorkbenchOptions) {
  let instance: Promise<DuckDBInstance> | null = null;
  const open = (): Promise<DuckDBInstance> => {
    instance ??= createInstance({
      memory_limit: `${memoryMb}MB`,
      threads: '1',
      temp_directory: join(folder, `spill-${process.pid}`),
      autoinstall_known_extensions: 'false',
    });
    return instance;
  };
  return async <T>(work: (bench: Workbench) => Promise<T>): Promise<T> => {
    mkdirSync(folder, { recursive: true });
    const scratch = await mkdtemp(join(folder, 'work-'));
    const connection = await (await open()).connect();
    try {
      await connection.run("SET TimeZone = 'UTC'");
      return await work(workbench(connection, scratch));
    } finally {
      connection.closeSync();
      rmSync(scratch, { recursive: true, force: true });
    }
  };
}

/** The native library is loaded at the first piece of work: roles without any start sooner and hold less. */
async function createInstance(options: Record<string, string>): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  return DuckDBInstance.create(':memory:', options);
}

function workbench(connection: DuckDBConnection, scratch: string): Workbench {
  const path = (name: string) => join(scratch, name);
  return {
    path,
    write: async (name, content) => {
      await writeFile(path(name), content);
      return path(name);
    },
    run: async sql => {
      await connection.run(sql);
    },
    rows: async sql => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
    columns: async sql => (await connection.runAndReadAll(sql)).getColumnsJS(),
  };
}
