import { expect, test } from 'vitest';
import type { AddFile } from '../../src/delta/actions.ts';
import { planCompaction } from '../../src/delta/compaction.ts';

const megabyte = 2 ** 20;
let files = 0;
const file = (size: number, day = '2026-11-26', modificationTime = ++files): AddFile => ({
  path: `f${++files}`,
  partitionValues: { day },
  size,
  modificationTime,
  dataChange: true,
});
const many = (count: number, size: number, day?: string) =>
  Array.from({ length: count }, () => file(size, day));
const options = { targetBytes: 128 * megabyte, minFiles: 8 };
const sizes = (groups: AddFile[][]) => groups.map(group => group.length);

test('files of one partition are packed together, of two never', () => {
  const plan = planCompaction([...many(9, 1_000, 'a'), ...many(10, 1_000, 'b')], options);
  expect(sizes(plan)).toEqual([9, 10]);
  for (const group of plan)
    expect(new Set(group.map(({ partitionValues }) => partitionValues.day)).size).toBe(1);
});

test('a large file is not rewritten for the sake of small ones that follow it', () => {
  expect(sizes(planCompaction([file(40 * megabyte), ...many(30, 1_000)], options))).toEqual([30]);
  expect(planCompaction([file(40 * megabyte), ...many(7, 1_000)], options)).toEqual([]);
});

test('a row is rewritten only a few times on its way to a large file', () => {
  let active: AddFile[] = [];
  let written = 0;
  let rewritten = 0;
  for (let round = 0; round < 2_000; round += 1) {
    active.push(...many(30, 20_000));
    written += 30 * 20_000;
    for (const group of planCompaction(active, options)) {
      const size = group.reduce((sum, { size }) => sum + size, 0);
      rewritten += size;
      active = [...active.filter(other => !group.includes(other)), file(size)];
    }
  }
  expect(rewritten / written).toBeLessThan(6);
  expect(active.length).toBeLessThan(60);
});

test('a partition that is no longer written to is packed whole', () => {
  const old = [file(40 * megabyte, 'a', 1), file(3 * megabyte, 'a', 2), file(1_000, 'a', 3)];
  expect(planCompaction(old, options)).toEqual([]);
  expect(sizes(planCompaction(old, { ...options, settledBeforeMs: 1_000 }))).toEqual([3]);
});

test('a group stays within the target', () => {
  const plan = planCompaction(many(20, 50 * megabyte), { ...options, minFiles: 2 });
  for (const group of plan)
    expect(group.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(options.targetBytes);
});
