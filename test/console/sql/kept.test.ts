import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHistory, remember } from '../../../console/src/pages/sql/history.ts';
import { fromHash, toHash } from '../../../console/src/pages/sql/share.ts';

test('a query that is shared is the one that is opened', () => {
  const versions = fc.dictionary(fc.string(), fc.nat());
  const query = fc.record({
    sql: fc.string({ minLength: 1 }).filter(sql => sql.trim() !== ''),
    versions,
    limit: fc.constantFrom(null, 1, 100_000),
  });
  fc.assert(
    fc.property(query, shared => {
      expect(fromHash(toHash(shared))).toEqual(shared);
    }),
  );
});

test.each(['', '#', '#sql=', `#sql=${'x'.repeat(50_001)}`, '#key=secret'])('no query is in %.20s', hash => {
  expect(fromHash(hash)).toBeNull();
});

test('what is wrong beside a shared query is left out', () => {
  const hash = `#sql=a&limit=-1&versions=${encodeURIComponent('{"a":-1,"b":"x","c":2}')}`;
  expect(fromHash(hash)).toEqual({ sql: 'a', versions: { c: 2 }, limit: null });
});

/** What a browser's storage does, as far as it is used. */
function storage(quota: number): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => {
      if (value.length > quota) throw new Error('quota');
      kept.set(name, value);
    },
  } as Storage;
}

const entry = (sql: string) => ({ sql, at: '2026-01-01T00:00:00Z', rows: 1 });

test('history has each query once, the newest first, and is bounded in number and size', () => {
  const store = storage(1_000_000);
  for (let i = 0; i < 80; i++) remember(entry(`select ${i}`), store);
  expect(remember(entry('select 70'), store).slice(0, 2)).toEqual([entry('select 70'), entry('select 79')]);
  expect(readHistory(store)).toHaveLength(50);
  for (let i = 0; i < 10; i++) remember(entry(`${i}${'x'.repeat(49_000)}`), store);
  expect(readHistory(store).length).toBeLessThan(5);
});

test('a store that is full, or holds something else, is no reason to fail', () => {
  const full = storage(1);
  expect(remember(entry('select 1'), full)).toEqual([entry('select 1')]);
  const other = storage(1_000);
  other.setItem('assay-sql-history', '{"a":');
  expect(readHistory(other)).toEqual([]);
});
