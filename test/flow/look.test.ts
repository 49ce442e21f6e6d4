import { expect, test, vi } from 'vitest';
import { createLook } from '../../src/flow/look.ts';
import type { PositionsSeen, PulseStore } from '../../src/pulse/pulse.ts';
import { noonMs } from './world.ts';

const lanes = ['0', '1'].map(partitionId => ({ hub: 'pos', partitionId }));

/** Two instances that share a table, and a hub that counts what it is asked. */
function start(answer: () => Promise<number> = async () => 41) {
  const clock = { ms: noonMs };
  let positions: PositionsSeen | null = null;
  const asked: string[] = [];
  const store: Pick<PulseStore, 'read' | 'writePositions'> = {
    read: async () => ({ pulses: [], positions }),
    writePositions: async seen => {
      positions = seen;
    },
  };
  const instance = () =>
    createLook({
      ...{ lanes, store, now: () => clock.ms },
      ledger: { read: async () => [] },
      position: async lane => {
        asked.push(lane.partitionId);
        return { ...lane, begin: 0, last: await answer() };
      },
    });
  return { clock, asked, first: instance(), second: instance() };
}

test('however many look, on however many instances, each partition is asked once a second', async () => {
  const { clock, asked, first, second } = start();
  await Promise.all(Array.from({ length: 50 }, () => first()));
  const look = await second();
  expect(asked).toEqual(['0', '1']);
  expect(look.positions.get('pos-1')).toEqual({ hub: 'pos', partitionId: '1', begin: 0, last: 41 });
  clock.ms += 1_000;
  await Promise.all([first(), first()]);
  expect(asked).toEqual(['0', '1', '0', '1']);
});

test('a hub that refuses holds up nothing: what was known goes on, and why it is old is said', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  let isAway = false;
  const { clock, first } = start(async () => {
    if (isAway) throw new Error('ServerBusy');
    return 41;
  });
  await first();
  isAway = true;
  clock.ms += 5_000;
  const look = await first();
  expect(look.hubsSilent).toBe('ServerBusy');
  expect(look.positions.get('pos-0')?.last).toBe(41);
  warn.mockRestore();
});

test('a failed look is not remembered', async () => {
  const clock = { ms: noonMs };
  let isAway = true;
  const look = createLook({
    lanes,
    now: () => clock.ms,
    store: {
      read: async () => {
        if (isAway) throw new Error('Table storage is away');
        return { pulses: [], positions: null };
      },
      writePositions: async () => {},
    },
    ledger: { read: async () => [] },
    position: async lane => ({ ...lane, begin: 0, last: 1 }),
  });
  await expect(look()).rejects.toThrow('away');
  isAway = false;
  expect((await look()).positions.size).toBe(2);
});
