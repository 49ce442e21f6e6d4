// Laws: an expression has the type that DuckDB gives it, and for every row DuckDB's value to the last digit, or an error
// where DuckDB has one. DuckDB runs without its optimizer, which can leave out what would fail.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareWith, type Verdict } from './compare.ts';
import { type Judge, openJudge, type SqlRow } from './duckdb.ts';
import { expressions, kinds } from './grammar/expressions.ts';
import { columns, randomRow } from './random-rows.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await openJudge();
});
afterAll(() => judge.close());

/** The refusals that the grammar can run into. */
const known = /^greatest changes|^least changes/;

async function disagreements(sql: readonly string[], rows: readonly SqlRow[]): Promise<Verdict[]> {
  await judge.fill(columns, rows);
  const verdicts = [];
  for (const each of sql) verdicts.push(await compareWith(judge, each, columns, rows));
  return verdicts.filter(
    verdict =>
      verdict.kind === 'different' || (verdict.kind === 'refused by us' && !known.test(verdict.reason)),
  );
}

const manyRows = fc.array(randomRow, { minLength: 20, maxLength: 20 });

test.for([
  { depth: 1, runs: 30 },
  { depth: 2, runs: 30 },
  { depth: 5, runs: 15 },
])('random expressions, $depth rules deep, over random rows', async ({ depth, runs }) => {
  const sql = fc.array(fc.oneof(...kinds.map(kind => expressions(kind, depth))), {
    minLength: 20,
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(sql, manyRows, async (some, rows) => {
      expect(await disagreements(some, rows)).toEqual([]);
    }),
    // The message names what differs; a smaller batch would say no more.
    { numRuns: runs, endOnFailure: true },
  );
});
