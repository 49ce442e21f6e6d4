// A DuckDB for one query: it reads and writes one folder and nothing else, whatever runs in it. Locked before it sees any
// text of others.

import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { quoteText } from '../tables/duckdb-type.ts';

export type FencedDatabase = {
  /** In one transaction from the beginning, so that now() is the same for all that is asked. */
  query: DuckDBConnection;
  /** Makes what the query reads. */
  setup: DuckDBConnection;
  close(): void;
};

export type DatabaseLimits = { memoryMb: number; threads: number };

/** `folder` is the one folder it may touch. */
export async function openFencedDatabase(
  folder: string,
  { memoryMb, threads }: DatabaseLimits,
): Promise<FencedDatabase> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryMb}MB`,
    threads: String(threads),
  });
  const setup = await instance.connect();
  const query = await instance.connect();
  for (const connection of [setup, query])
    await connection.run("SET TimeZone = 'UTC'; SET errors_as_json = true");
  await setup.run(`
    SET temp_directory = '';
    SET autoinstall_known_extensions = false;
    SET autoload_known_extensions = false;
    SET allow_community_extensions = false;
    SET allow_persistent_secrets = false;
    SET allowed_directories = [${quoteText(`${folder}/`)}];
    SET enable_external_access = false;
    SET lock_configuration = true;
  `);
  await query.run('BEGIN TRANSACTION');
  return {
    query,
    setup,
    close: () => {
      query.closeSync();
      setup.closeSync();
      instance.closeSync();
    },
  };
}
