import { expect, test } from 'vitest';
import { type DoStep, ReplayFailed } from '../../src/replay/replay.ts';
import { createReplayService } from '../../src/replay/service.ts';
import { createReplayWorker } from '../../src/replay/worker.ts';
import { memoryReplays } from './memory-replays.ts';

function setUp(doStep: DoStep) {
  const clock = { ms: 1_000_000 };
  const now = () => clock.ms;
  const memory = memoryReplays(now);
  const service = createReplayService({
    ...memory,
    parse: () => ({ kind: 'redrive', source: 'pos' }),
    fileSystem: 'lake',
    now,
  });
  const start = async () => {
    const { body } = await service.start(JSON.stringify({ type: 'Replay.RedriveQuarantine' }));
    return JSON.parse(body).id as string;
  };
  const read = async (id: string) => JSON.parse((await service.get(id)).body);
  return { ...memory, ...createReplayWorker({ ...memory, doStep, now }), clock, service, start, read };
}

test('two workers at once do a step once', async () => {
  let steps = 0;
  const world = setUp(async () => ({ phase: 'work', progress: { at: ++steps }, counts: { done: 1 } }));
  const id = await world.start();
  await Promise.all([world.step(id), world.step(id), world.step(id)]);
  expect([steps, (await world.read(id)).counts]).toEqual([1, { done: 1 }]);
});

test('what a worker that was too slow did is not written over what came after it', async () => {
  const release: (() => void)[] = [];
  const world = setUp(
    () =>
      new Promise(resolve =>
        release.push(() =>
          resolve({ phase: `by worker ${release.length}`, progress: {}, counts: { done: 1 } }),
        ),
      ),
  );
  const id = await world.start();
  const slow = world.step(id);
  while (release.length < 1) await new Promise(resolve => setImmediate(resolve));
  world.clock.ms += 60_000;
  const second = world.step(id);
  while (release.length < 2) await new Promise(resolve => setImmediate(resolve));
  release[1]?.();
  await second;
  release[0]?.();
  await slow;
  expect(await world.read(id)).toMatchObject({ steps: 1, counts: { done: 1 } });
});

test('a replay that is cancelled in the middle of a step stays cancelled', async () => {
  const world = setUp(async ({ id }) => {
    await world.service.cancel(id);
    return { phase: 'work', progress: {} };
  });
  const id = await world.start();
  await world.step(id);
  expect(await world.read(id)).toMatchObject({ state: 'cancelled', steps: 0 });
});

test('a step that fails is tried later and later, says why, and goes on when it can', async () => {
  let down = true;
  const world = setUp(async () => {
    if (down) throw new Error('the lake is away');
    return { phase: 'work', progress: {}, done: true };
  });
  const id = await world.start();
  const waits: number[] = [];
  for (let i = 0; i < 5; i++) {
    const due = world.messages.pop()?.dueMs ?? 0;
    waits.push((due - world.clock.ms) / 1000);
    world.clock.ms = Math.max(world.clock.ms, due);
    await world.step(id);
  }
  expect(waits).toEqual([0, 2, 4, 8, 16]);
  expect(await world.read(id)).toMatchObject({ state: 'running', error: 'the lake is away', failures: 5 });
  // Before it is due a message is one too many.
  await world.step(id);
  expect((await world.read(id)).failures).toBe(5);
  down = false;
  world.clock.ms += 60_000;
  await world.step(id);
  expect(await world.read(id)).toMatchObject({ state: 'done', error: null });
});

test('a step that no repetition mends ends the replay', async () => {
  const world = setUp(async () => {
    throw new ReplayFailed('the file was changed');
  });
  const id = await world.start();
  await world.step(id);
  expect(await world.read(id)).toMatchObject({ state: 'failed', error: 'the file was changed' });
});

test('a message that was lost is sent again, and none for a replay that somebody is at or that waits', async () => {
  const world = setUp(async () => ({ phase: 'work', progress: {}, waitSeconds: 100 }));
  const id = await world.start();
  world.messages.length = 0;
  await world.sweep();
  expect(world.messages).toEqual([]);
  world.clock.ms += 20_000;
  await world.sweep();
  expect(world.messages.map(message => message.id)).toEqual([id]);
  await world.step(id);
  world.messages.length = 0;
  world.clock.ms += 90_000;
  await world.sweep();
  expect(world.messages).toEqual([]);
});

test('a message that is none is not taken in silence', async () => {
  const world = setUp(async () => ({ phase: 'work', progress: {} }));
  await expect(world.takeMessage({ other: 1 })).rejects.toThrow('a message must be {"replay"');
});
