// Many writes in one request: each gets its own answer, and what the request leaves open is asked for by itself.

import { expect, test } from 'vitest';
import { createWriteQueue, type WriteQueue } from '../../src/azure/write-queue.ts';

const outcomeOf = (status: number) => (status < 400 ? `all ${status}` : undefined);

/** A write that says whether its answer came with others or by itself. */
const write = (queue: WriteQueue<number>, operation: number, single = async () => `single ${operation}`) =>
  queue({ operation, outcomeOf, single });

test('what one turn of the event loop asks for is one request, and a write alone is none', async () => {
  const requests: number[][] = [];
  const queue = createWriteQueue<number>(async operations => {
    requests.push(operations);
    return operations.map(operation => 200 + operation);
  });
  expect(await write(queue, 1)).toBe('single 1');
  expect(await Promise.all([1, 2, 3].map(n => write(queue, n)))).toEqual(['all 201', 'all 202', 'all 203']);
  expect(requests).toEqual([[1, 2, 3]]);
});

test('a throttled operation goes by itself, the others are done', async () => {
  const queue = createWriteQueue<number>(async operations => operations.map(n => (n === 2 ? 429 : 200)));
  expect(await Promise.all([1, 2, 3].map(n => write(queue, n)))).toEqual(['all 200', 'single 2', 'all 200']);
});

test('when a request fails, each finds out by itself what is wrong', async () => {
  const queue = createWriteQueue<number>(() => Promise.reject(new Error('cut off')));
  const failed = async () => {
    throw new Error('refused');
  };
  const answers = await Promise.allSettled([write(queue, 1), write(queue, 2, failed), write(queue, 3)]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(answers[1]).toMatchObject({ reason: { message: 'refused' } });
});

test('a request holds a hundred at most, two are on their way, and what comes meanwhile is gathered', async () => {
  const sizes: number[] = [];
  const ends: (() => void)[] = [];
  const queue = createWriteQueue<number>(operations => {
    sizes.push(operations.length);
    return new Promise(resolve => ends.push(() => resolve(operations.map(() => 200))));
  });
  const turn = () => new Promise(setImmediate);
  const writes = Array.from({ length: 250 }, (_, n) => write(queue, n));
  await turn();
  expect(sizes).toEqual([100, 100]);
  writes.push(write(queue, 250), write(queue, 251));
  await turn();
  expect(sizes).toEqual([100, 100]);
  ends[0]?.();
  await turn();
  expect(sizes).toEqual([100, 100, 52]);
  for (const end of ends) end();
  expect(new Set(await Promise.all(writes))).toEqual(new Set(['all 200']));
});
