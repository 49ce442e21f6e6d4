import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ErrorCode } from '../../../../local/event-hubs/kafka/error-codes.ts';
import { Producers } from '../../../../local/event-hubs/kafka/producers.ts';
import { StateJournal } from '../../../../local/event-hubs/kafka/state-journal.ts';
import { temporaryFolder } from '../service.ts';

const folder = temporaryFolder();
const path = join(folder.path, 'state');
afterAll(() => folder.remove());

let next = 0;
const inMemory = () => new Producers(new StateJournal(undefined), () => next);
const record = { key: null, value: Buffer.from('x'), headers: [] };

function store(producers: Producers, baseSequence: number, count = 1, producerEpoch = 0, producerId = 7) {
  const batch = { records: Array(count).fill(record), producerId, producerEpoch, baseSequence };
  return producers.store('orders', 0, batch, async () => {
    const baseOffset = next;
    next += count;
    return { baseOffset, appendTime: 1 };
  });
}

test('a batch that comes again has the answer of the first time, and is not stored again', async () => {
  const producers = inMemory();
  const first = await store(producers, 0, 3);
  await store(producers, 3);
  const before = next;
  expect(await store(producers, 0, 3)).toEqual(first);
  expect(next).toBe(before);
});

test('one that comes again while it is being stored waits for the same answer', async () => {
  const producers = inMemory();
  const [one, two] = await Promise.all([store(producers, 0), store(producers, 0)]);
  expect(two).toEqual(one);
});

test('a gap, an old number and an old epoch are refused; a new epoch begins at 0', async () => {
  const producers = inMemory();
  await store(producers, 0);
  await expect(store(producers, 2)).rejects.toMatchObject({ code: ErrorCode.outOfOrderSequenceNumber });
  for (let i = 1; i < 8; i++) await store(producers, i);
  await expect(store(producers, 0)).rejects.toMatchObject({ code: ErrorCode.outOfOrderSequenceNumber });
  await expect(store(producers, 5, 1, 1)).rejects.toMatchObject({ code: ErrorCode.outOfOrderSequenceNumber });
  await store(producers, 0, 1, 1);
  await expect(store(producers, 8)).rejects.toMatchObject({ code: ErrorCode.invalidProducerEpoch });
});

test('numbers begin again after 2^31 - 1', async () => {
  const producers = inMemory();
  await store(producers, 0x7fff_fffe, 3);
  await store(producers, 1);
});

test('what could not be stored may be sent again', async () => {
  const producers = inMemory();
  const batch = { records: [record], producerId: 7, producerEpoch: 0, baseSequence: 0 };
  const full = () => Promise.reject(new Error('disk full'));
  await expect(producers.store('orders', 0, batch, full)).rejects.toThrow('disk full');
  await store(producers, 0);
});

test('producers are known after a restart, ids are not given again, and a torn line is left out', async () => {
  const producers = new Producers(new StateJournal(path), () => next);
  const id = producers.newId();
  const first = await store(producers, 0, 2, 0, id);
  writeFileSync(path, `${readFileSync(path, 'utf8')}["[\\"next-prod`);
  const restarted = new Producers(new StateJournal(path), () => next);
  expect(await store(restarted, 0, 2, 0, id)).toEqual(first);
  await expect(store(restarted, 5, 1, 0, id)).rejects.toMatchObject({
    code: ErrorCode.outOfOrderSequenceNumber,
  });
  expect(restarted.newId()).toBe(id + 1);
});

test('what a crash took out of the log is stored when it comes again', async () => {
  const lost = await store(new Producers(new StateJournal(path), () => next), 0, 1, 0, 99);
  const restarted = new Producers(new StateJournal(path), () => lost.baseOffset);
  const before = next;
  await store(restarted, 0, 1, 0, 99);
  expect(next).toBe(before + 1);
});
