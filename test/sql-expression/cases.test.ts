import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases } from './cases.ts';
import { compareWith } from './compare.ts';
import { type Judge, openJudge } from './duckdb.ts';

let judge: Judge;
const oneRow = [{ row: {}, sql: [] }];
beforeAll(async () => {
  judge = await openJudge();
  await judge.fill([], oneRow);
});
afterAll(() => judge.close());

describe.for(Object.entries(cases))('%s', ([, known]) => {
  test.for(known)('%s is a %s: %s', async ([expression, type, outcome]) => {
    const duckdb = await judge.judge(expression, new Set([0]));
    expect(duckdb, 'in DuckDB').toEqual({ type, outcomes: [outcome] });
    expect(await compareWith(judge, expression, [], oneRow)).toEqual({ kind: 'same', outcomes: [outcome] });
  });
});
