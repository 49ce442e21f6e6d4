import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moved, rowWindow } from '../../../console/src/pages/sql/window.ts';

test('all rows in sight are drawn, and of 100,000 never more than a screen and its edges', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 2_800_000, noNaN: true }),
      fc.integer({ min: 50, max: 2_000 }),
      (top, height) => {
        const { first, end } = rowWindow(top, height, 28, 100_000);
        expect(first).toBeLessThanOrEqual(Math.floor(top / 28));
        expect(end).toBeGreaterThanOrEqual(Math.min(100_000, Math.ceil((top + height) / 28)));
        expect(end - first).toBeLessThanOrEqual(height / 28 + 40);
      },
    ),
  );
});

const size = { rows: 100_000, columns: 5, page: 20 };
const press = (key: string, ctrlKey = false) => moved({ row: 10, column: 2 }, { key, ctrlKey }, size);

test('keys lead where a grid leads, and never out of it', () => {
  expect(press('ArrowDown')).toEqual({ row: 11, column: 2 });
  expect(press('ArrowLeft')).toEqual({ row: 10, column: 1 });
  expect(press('PageUp')).toEqual({ row: 0, column: 2 });
  expect(press('End')).toEqual({ row: 10, column: 4 });
  expect(press('End', true)).toEqual({ row: 99_999, column: 4 });
  expect(press('Home', true)).toEqual({ row: 0, column: 0 });
  expect(press('a')).toBeNull();
});
