import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { allowedFunctions, allowedTableFunctions } from '../../src/sql/allowed-functions.ts';

const known = async (): Promise<{ name: string; type: string; volatile: boolean }[]> => {
  const connection = await (await DuckDBInstance.create()).connect();
  const result = await connection.runAndReadAll(
    "SELECT lower(function_name), function_type, stability = 'VOLATILE' FROM duckdb_functions()",
  );
  return result.getRows().map(([name, type, volatile]) => ({
    name: String(name),
    type: String(type),
    volatile: volatile === true,
  }));
};

test('every allowed function is one of DuckDB, and none of them is a pragma or a macro over tables', async () => {
  const functions = await known();
  const names = new Set(functions.map(({ name }) => name));
  // Calls that the parser itself knows.
  const parsed = ['unnest', 'unlist'];
  expect(
    [...allowedFunctions, ...allowedTableFunctions].filter(
      name => !names.has(name) && !parsed.includes(name),
    ),
  ).toEqual([]);
  const scalar = new Set(
    functions.filter(({ type }) => ['scalar', 'aggregate', 'macro'].includes(type)).map(({ name }) => name),
  );
  expect([...allowedFunctions].filter(name => !scalar.has(name) && !parsed.includes(name))).toEqual([]);
});

test('the allowed functions that do something other each time only make random values, or fail when they are asked to', async () => {
  const volatile = new Set((await known()).filter(found => found.volatile).map(({ name }) => name));
  expect([...allowedFunctions].filter(name => volatile.has(name)).sort()).toEqual([
    'error',
    'gen_random_uuid',
    'random',
    'uuid',
    'uuidv4',
    'uuidv7',
  ]);
});

test('what reads files, settings, variables, the catalog or SQL in text is not allowed', () => {
  const allowed = allowedFunctions.union(allowedTableFunctions);
  const closed =
    /^(read_|pragma_|duckdb_|pg_(?!typeof$)|parquet_|__internal)|scan|secret|setting|variable|query|serialize|glob|sleep|log$|nextval|currval/;
  expect([...allowed].filter(name => closed.test(name) && !['log'].includes(name))).toEqual([]);
});
