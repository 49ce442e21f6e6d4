import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileSql } from '../../src/sql-expression/compile.ts';
import { varchar } from '../../src/sql-expression/types.ts';
import { type Judge, openJudge } from './duckdb.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await openJudge();
});
afterAll(() => judge.close());

const scope = {
  column: ([name]: readonly string[]) => (name === 's' ? { type: varchar, read: () => 'x' } : null),
};

/** The place in the expression, in bytes from 0. */
async function refusalOf(expression: string) {
  const outcome = compileSql(await judge.syntax(expression), scope);
  if (outcome.ok) throw new Error(`${expression} is compiled`);
  const position = outcome.position === null ? null : outcome.position - 'SELECT '.length;
  return { ...outcome, position };
}

test.for([
  ['1 + random()', 'random() changes from one moment to the next, and a fold must give the same tomorrow', 4],
  [
    'current_date',
    'current_date changes from one moment to the next, and a fold must give the same tomorrow',
    0,
  ],
  ['ln(2)', 'ln has another last digit here than in DuckDB, so live and batch would not agree', 0],
  ['nowhere', 'there is no column nowhere', 0],
  ['s + 1', '+(VARCHAR, INTEGER) is no function that is evaluated', 2],
  ["'1' + 1", '+(VARCHAR, INTEGER) can mean several functions', 4],
  ['s < 1', 'VARCHAR and INTEGER are not compared', 2],
  ['coalesce(s, 1)', 'COALESCE mixes VARCHAR and INTEGER', 9],
  ['s COLLATE nocase', 'collations are not evaluated: text is compared by its bytes', 0],
  ['(SELECT 1)', 'a query inside an expression is not evaluated row by row', 0],
  ['sum(1) OVER ()', 'a window function looks at other rows', 0],
  ["regexp_matches(s, '(?=a)')", 'the pattern (?=a) is not evaluated: (? with anything but : after it', 0],
  [
    "regexp_matches(s, '(a+)+')",
    'the pattern (a+)+ is not evaluated: a repetition inside a repeated group',
    0,
  ],
  ["regexp_matches('a', s)", 'regexp_matches takes its pattern as a constant', 0],
  ["s ->> '$.a[*]'", 'this path into JSON is not followed', 2],
  ['1::FLOAT::VARCHAR', 'FLOAT is not cast to VARCHAR', 8],
  ['1::UBIGINT', 'values of type UBIGINT are not evaluated', 1],
  ["INTERVAL '1.5 days'", 'this interval is not read', 9],
  ['TRY(1)', 'TRY has been seen to change other rows in DuckDB', 4],
  ['median(1)', 'median sums up many rows, and this is computed for one row', 0],
  ["strftime(DATE '2024-01-01', '%U')", 'strftime does not write %U', 0],
] as [string, string, number][])('%s is refused: %s', async ([expression, reason, position]) => {
  expect(await refusalOf(expression)).toMatchObject({ reason, position });
});

test('a refusal says what to write instead', async () => {
  const { instead } = await refusalOf('s::DATE < s');
  expect(instead).toBe('CAST(… AS …) on one side');
});

test('a function that is not known brings known ones to mind', async () => {
  const { reason, instead } = await refusalOf("str_position(s, 'a')");
  expect([reason, instead]).toEqual([
    'the function str_position is not evaluated',
    expect.stringContaining('position'),
  ]);
});
