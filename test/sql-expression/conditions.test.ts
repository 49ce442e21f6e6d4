import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  compileCondition,
  compileSql,
  type Scope,
  SqlRuntimeError,
} from '../../src/sql-expression/compile.ts';
import { varchar } from '../../src/sql-expression/types.ts';
import { type Judge, openJudge } from './duckdb.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await openJudge();
});
afterAll(() => judge.close());

type Row = { s: string | null };

const scope: Scope<Row> = {
  column: ([name]) => (name === 's' ? { type: varchar, read: row => row.s } : null),
};

const guarded = "s <> 'x' AND s::INTEGER > 5";

test('in WHERE, an operand of AND guards those after it from errors, as in DuckDB', async () => {
  const compiled = compileCondition(await judge.syntax(guarded), scope);
  if (!compiled.ok) throw new Error(compiled.reason);
  const rows = ['x', '7', '3', null];
  expect(rows.filter(s => compiled.meets({ s }))).toEqual(['7']);
  expect(
    await judge.run(`SELECT s FROM (VALUES ('x'), ('7'), ('3'), (NULL)) AS rows(s) WHERE ${guarded}`),
  ).toEqual([['7']]);
});

test('in SELECT, all operands of AND are evaluated, as in DuckDB', async () => {
  const compiled = compileSql(await judge.syntax(guarded), scope);
  if (!compiled.ok) throw new Error(compiled.reason);
  expect(() => compiled.evaluate({ s: 'x' })).toThrow(SqlRuntimeError);
  await expect(judge.run(`SELECT ${guarded} FROM (VALUES ('x')) AS rows(s)`)).rejects.toThrow(
    'Conversion Error',
  );
});

test('a condition of CASE guards like one of WHERE', async () => {
  const guardedCase = `CASE WHEN ${guarded} THEN 'big' ELSE 'other' END`;
  const compiled = compileSql(await judge.syntax(guardedCase), scope);
  if (!compiled.ok) throw new Error(compiled.reason);
  expect(compiled.evaluate({ s: 'x' })).toBe('other');
  expect(await judge.run(`SELECT ${guardedCase} FROM (VALUES ('x')) AS rows(s)`)).toEqual([['other']]);
});

test('OR stops at the first operand that holds, and NULL does not hold', async () => {
  const compiled = compileCondition(await judge.syntax("s = 'x' OR s::INTEGER > 5 OR NULL"), scope);
  if (!compiled.ok) throw new Error(compiled.reason);
  expect([compiled.meets({ s: 'x' }), compiled.meets({ s: '4' }), compiled.meets({ s: null })]).toEqual([
    true,
    false,
    false,
  ]);
});
