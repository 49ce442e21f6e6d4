import { afterAll, beforeAll, expect, test } from 'vitest';
import { lower, upper } from '../../src/sql-expression/functions/letter-case.ts';
import { type Judge, openJudge } from './duckdb.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await openJudge();
});
afterAll(() => judge.close());

test("every code point has DuckDB's upper and lower case", async () => {
  // Only those whose case is not themselves, in either direction, come back.
  const rows = await judge.run(
    `SELECT i, upper(chr(i)), lower(chr(i)) FROM (
      SELECT i::INTEGER AS i FROM range(1, 55296) AS low(i)
      UNION ALL SELECT i::INTEGER AS i FROM range(57344, 1114112) AS high(i)
    ) WHERE upper(chr(i)) <> chr(i) OR lower(chr(i)) <> chr(i)`,
  );
  const mapped = new Map(rows.map(([i, ...cases]) => [Number(i), cases as string[]]));
  const wrong: string[] = [];
  for (let i = 1; i <= 0x10ffff; i++) {
    if (i >= 0xd800 && i <= 0xdfff) continue;
    const point = String.fromCodePoint(i);
    const [up, down] = mapped.get(i) ?? [point, point];
    if (upper(point) !== up || lower(point) !== down) wrong.push(`U+${i.toString(16)}`);
  }
  expect(wrong).toEqual([]);
});
