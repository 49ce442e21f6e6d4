import { expect, test } from 'vitest';
import { createMetrics } from '../../src/metrics.ts';
import type { Replay, ReplayState } from '../../src/replay/replay.ts';
import { createReplayWatch, expireReplays, keptDays } from '../../src/replay/watch.ts';
import { memoryReplays } from './memory-replays.ts';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 10, 26);
const now = () => nowMs;

const replay = (id: string, state: ReplayState, ageDays: number, more: Partial<Replay> = {}): Replay => ({
  ...{ id, state, type: 'Replay.RedriveQuarantine', data: {}, request: null, asked: 'http' },
  ...{ phase: state, progress: {}, counts: {}, findings: [], steps: 1, error: null, failures: 0 },
  requestedAt: new Date(nowMs - 200 * dayMs).toISOString(),
  updatedAt: new Date(nowMs - ageDays * dayMs).toISOString(),
  ...{ nextMs: 0, lease: null },
  ...more,
});

async function kept(...replays: Replay[]) {
  const { store } = memoryReplays(now);
  for (const one of replays) await store.create(one);
  return store;
}

async function told(poisoned: number, ...replays: Replay[]): Promise<Record<string, number>> {
  const metrics = createMetrics();
  const store = await kept(...replays);
  await createReplayWatch({ store, poisoned: async () => poisoned, metrics, now })();
  return Object.fromEntries(metrics.snapshot().gauges.map(({ name, value }) => [name, value]));
}

test('a replay that failed is told of for a day, by what is kept of it', async () => {
  const young = replay('a', 'failed', 0.9);
  const others = [replay('b', 'failed', 1.1), replay('c', 'cancelled', 0), replay('d', 'running', 0)];
  expect(await told(0, young, ...others)).toMatchObject({ assay_replays_failed: 1 });
  expect(await told(0, ...others)).toMatchObject({ assay_replays_failed: 0 });
});

test('a replay whose step has failed nine times in a row is told of while it runs', async () => {
  const running = [replay('a', 'running', 0, { failures: 9 }), replay('b', 'running', 0, { failures: 8 })];
  expect(await told(0, ...running)).toMatchObject({ assay_replays_struggling: 1 });
  expect(await told(0, replay('a', 'failed', 0, { failures: 30 }))).toMatchObject({
    assay_replays_struggling: 0,
  });
});

test('messages in the poison queue are counted', async () => {
  expect(await told(3)).toMatchObject({ assay_replays_poisoned_messages: 3 });
});

test('what ended long ago is forgotten; what runs, or has something to take away, never is', async () => {
  const old = keptDays + 1;
  const store = await kept(
    ...(['done', 'failed', 'cancelled', 'refused'] as const).map(state => replay(state, state, old)),
    replay('running', 'running', old),
    replay('leaves', 'cancelled', old, { leavesBehind: true }),
    replay('young', 'done', keptDays - 1),
  );
  expect(await expireReplays(store, nowMs)).toBe(4);
  expect((await store.list()).map(({ id }) => id).sort()).toEqual(['leaves', 'running', 'young']);
  expect(await expireReplays(store, nowMs)).toBe(0);
});
