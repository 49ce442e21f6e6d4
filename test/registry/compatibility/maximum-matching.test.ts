import { array, assert, boolean, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { isMultipleOf } from '../../../src/registry/compatibility/diff/decimal.ts';
import { maximumMatching } from '../../../src/registry/compatibility/diff/maximum-matching.ts';

/** The size of a largest matching, by trying everything. */
function largest(table: readonly (readonly boolean[])[], taken: ReadonlySet<number> = new Set()): number {
  const [row, ...rest] = table;
  if (row === undefined) return 0;
  const sizes = [...row.keys()]
    .filter(column => row[column] && !taken.has(column))
    .map(column => 1 + largest(rest, new Set([...taken, column])));
  return Math.max(largest(rest, taken), ...sizes);
}

test('a matching is as large as can be, and takes nobody twice', () => {
  assert(
    property(array(array(boolean(), { minLength: 4, maxLength: 4 }), { maxLength: 5 }), table => {
      const pairs = maximumMatching(table);
      expect(pairs).toHaveLength(largest(table));
      expect(pairs.every(([row, column]) => table[row]?.[column])).toBe(true);
      expect(new Set(pairs.map(([, column]) => column)).size).toBe(pairs.length);
    }),
  );
});

test('a multiple is told by its decimals', () => {
  expect(isMultipleOf(0.3, 0.1)).toBe(true);
  expect(isMultipleOf(0.35, 0.1)).toBe(false);
  expect(isMultipleOf(1e21, 1e-7)).toBe(true);
  assert(
    property(integer({ min: 1, max: 1e6 }), integer({ min: 1, max: 1e3 }), (step, times) =>
      isMultipleOf(step * times, step),
    ),
  );
});
