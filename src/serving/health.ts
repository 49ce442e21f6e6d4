// Health: asks every dependency something small, each with its own deadline, and says which answers and how fast.

import { type Answer, json } from '../problem.ts';

export type Probes = Record<string, () => Promise<unknown>>;

const deadlineMs = 2_000;

/** 200 when all dependencies answer, else 503. */
export async function answerHealth(probes: Probes): Promise<Answer> {
  const checks = Object.fromEntries(
    await Promise.all(
      Object.entries(probes).map(async ([name, probe]) => [name, await check(probe)] as const),
    ),
  );
  const healthy = Object.values(checks).every(({ status }) => status === 'up');
  return json(
    healthy ? 200 : 503,
    { status: healthy ? 'up' : 'down', checks },
    { 'cache-control': 'no-store' },
  );
}

async function check(
  probe: () => Promise<unknown>,
): Promise<{ status: 'up' | 'down'; ms: number; error?: string }> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const { promise: deadline, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs);
  try {
    await Promise.race([probe(), deadline]);
    return { status: 'up', ms: elapsed() };
  } catch (error) {
    return {
      status: 'down',
      ms: elapsed(),
      error: error instanceof Error ? error.message.slice(0, 200) : String(error),
    };
  } finally {
    clearTimeout(timer);
  }
}
