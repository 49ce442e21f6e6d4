// Replays from the command line: started, followed to their end, listed and cancelled.

import { setTimeout as sleep } from 'node:timers/promises';
import { formatTable } from '../text-table.ts';
import type { Client } from './client.ts';

export type Replay = {
  id: string;
  type: string;
  state: string;
  phase: string;
  counts: Record<string, number>;
  findings: string[];
  error: string | null;
  requestedAt: string;
  data: unknown;
};

const lookEveryMs = 1_000;

/** Starts a replay and says how far it is, until it ends. True when all of it was done. */
export async function runReplay(
  api: Client,
  request: { type: string; data: object; id?: string },
  { follow }: { follow: boolean },
): Promise<boolean> {
  const started = await api<Replay>('POST', '/api/replays', request);
  console.log(`replay ${started.id}`);
  return follow ? followReplay(api, started.id) : true;
}

export async function followReplay(api: Client, id: string): Promise<boolean> {
  let said = '';
  for (;;) {
    const replay = await api<Replay>('GET', `/api/replays/${id}`);
    const line = describeReplay(replay);
    if (line !== said) console.log(line);
    said = line;
    if (replay.state === 'running') {
      await sleep(lookEveryMs);
      continue;
    }
    for (const finding of replay.findings) console.log(`  ${finding}`);
    return replay.state === 'done';
  }
}

export function describeReplay({ state, phase, counts, error }: Replay): string {
  const done = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`);
  return [state === 'running' ? phase : state, ...done, ...(error === null ? [] : [error])].join(', ');
}

export async function listReplays(api: Client): Promise<void> {
  const { replays } = await api<{ replays: Replay[] }>('GET', '/api/replays');
  const columns = ['id', 'requested', 'what', 'how far'].map(name => ({ name, type: 'VARCHAR' }));
  const rows = replays.map(replay => ({
    id: replay.id,
    requested: replay.requestedAt,
    what: `${replay.type} ${JSON.stringify(replay.data)}`,
    'how far': describeReplay(replay),
  }));
  process.stdout.write(formatTable(columns, rows));
}
