import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { varchar } from '../../src/sql-expression/types.ts';
import { compareWith } from './compare.ts';
import { type Judge, openJudge } from './duckdb.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await openJudge();
});
afterAll(() => judge.close());

const space = fc.constantFrom('', ' ', '\n\t');

/** JSON as others write it: with spaces, escapes, keys that come twice, and numbers of every spelling. */
const { value } = fc.letrec<{ value: string; list: string; object: string }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      'null',
      'true',
      'false',
      '0',
      '-0',
      '-0.0',
      '1.0',
      '1.50',
      '1e5',
      '1E-7',
      '12345678901234567.5',
      '-17',
    ),
    fc.constantFrom(
      '1E400',
      '18446744073709551616',
      '-9223372036854775809',
      '1e21',
      '1e22',
      '0.00001',
      '123e-10',
    ),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc
      .string({
        unit: fc.constantFrom('a', 'é', '😀', '"', '\\', '/', '\n', '\u007f', '\u2028'),
        maxLength: 4,
      })
      .map(text => JSON.stringify(text)),
    fc.constantFrom('"\\u00e9"', '"\\/"', '"\\ud83d\\ude00"', '"2024-02-29"', '"12"'),
    tie('list'),
    tie('object'),
  ),
  list: fc
    .tuple(fc.array(tie('value'), { maxLength: 3 }), space)
    .map(([items, gap]) => `[${items.join(`,${gap}`)}]`),
  object: fc
    .tuple(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'a.b', '0', 'é'), tie('value')), { maxLength: 3 }),
      space,
    )
    .map(
      ([entries, gap]) =>
        `{${entries.map(([key, each]) => `${gap}${JSON.stringify(key)}:${gap}${each}`).join(',')}}`,
    ),
}));

/** Now and then a character is lost. */
const text = fc
  .tuple(value, fc.nat({ max: 400 }))
  .map(([json, at]) => (at < 40 ? `${json.slice(0, at)}${json.slice(at + 1)}`.toWellFormed() : json));

const expressions = [
  "j -> 'a'",
  "j ->> 'a'",
  "j ->> '$.a.b'",
  'j ->> \'$."a.b"\'',
  "j -> '$.a[0]'",
  "j ->> '$.a[-1]'",
  "j ->> '/a/0'",
  'j -> 0',
  'j ->> -1',
  "json_extract(j, '$')",
  "json_extract_string(j, '$')",
  'json_valid(j)',
  "TRY_CAST(j ->> 'a' AS INTEGER)",
  "CAST(j -> 'a' AS INTEGER)",
  "CAST(j -> 'a' AS DOUBLE)",
  "CAST(j -> 'a' AS VARCHAR)",
  "CAST(j -> 'a' AS BOOLEAN)",
  "CAST(j -> 'a' AS DATE)",
];

const columns = [{ name: 'j', type: varchar }];

test('paths into random JSON give what DuckDB gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 20 }), async texts => {
      const rows = texts.map(each => ({ row: { j: each }, sql: [`'${each.replaceAll("'", "''")}'`] }));
      await judge.fill(columns, rows);
      for (const expression of expressions)
        expect(await compareWith(judge, expression, columns, rows)).toMatchObject({ kind: 'same' });
    }),
    { numRuns: 15 },
  );
});
