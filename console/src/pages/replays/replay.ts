// A replay as the API tells it, and what can be asked for. Docs: docs/replay.md.

import { answered, api, opened } from '../../api/client.ts';
import type { Mood } from '../../parts/state.tsx';

export type ReplayState = 'running' | 'done' | 'cancelled' | 'failed' | 'refused';

export type Replay = {
  id: string;
  type: string;
  data: Record<string, unknown>;
  asked: string;
  requestedAt: string;
  updatedAt: string;
  state: ReplayState;
  phase: string;
  counts: Record<string, number>;
  findings: string[];
  steps: number;
  error: string | null;
  failures: number;
  working: boolean;
};

export type ReplayRequest = { type: string; data: Record<string, unknown>; id?: string };

export const replayWords: Record<string, { name: string; does: string }> = {
  'Replay.RedriveQuarantine': {
    name: 'Redrive',
    does: 'Sends quarantined events through again, once each. Use it after the cause is mended.',
  },
  'Replay.CompareBronze': {
    name: 'Compare',
    does: 'Judges bronze anew by the present catalog and tells what would differ. Writes nothing.',
  },
  'Replay.BackfillSource': {
    name: 'Backfill',
    does: 'Publishes each line of a file of the lake as an event of its source.',
  },
  'Replay.RebuildGold': {
    name: 'Rebuild',
    does: 'Builds the new version of a gold model, audits it, and lets it answer. The old one answers meanwhile.',
  },
  'Replay.RefineBronze': {
    name: 'Refine again',
    does: 'Writes a range of bronze anew to silver, by the present catalog.',
  },
};

export const nameOf = (type: string): string => replayWords[type]?.name ?? type;

/** What it is a replay of: a source, a model or a file. */
export function subjectOf({ data }: Pick<Replay, 'data'>): string {
  const { source, model, path } = data;
  const found = source ?? model ?? path;
  return typeof found === 'string' ? found : '';
}

export const moods: Record<ReplayState, Mood> = {
  running: 'idle',
  done: 'ok',
  cancelled: 'idle',
  failed: 'trouble',
  refused: 'attention',
};

export async function listReplays(signal: AbortSignal, state?: ReplayState): Promise<Replay[]> {
  const query = state === undefined ? {} : { state };
  const answer = await answered(api.GET('/replays', { signal, params: { query } }));
  return (answer as { replays: Replay[] }).replays;
}

export async function readReplay(signal: AbortSignal, id: string): Promise<Replay> {
  return (await answered(
    api.GET('/replays/{id}', { signal, params: { path: { id } } }),
  )) as unknown as Replay;
}

export async function cancelReplay(id: string): Promise<Replay> {
  return (await answered(api.DELETE('/replays/{id}', { params: { path: { id } } }))) as unknown as Replay;
}

/** The same id is the same replay: a second click, or a second try, starts no other. */
export const startReplay = (request: ReplayRequest): Promise<Replay> => post('/replays', request);

/** What it would do, by name. Nothing is done. */
export const previewReplay = (request: ReplayRequest): Promise<Record<string, unknown>> =>
  post('/replays/preview', request);

async function post<T>(path: string, body: ReplayRequest): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const answer = await opened(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as T;
}
