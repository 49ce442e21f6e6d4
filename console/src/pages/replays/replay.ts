// A replay as the API tells it, and what can be asked for. Docs: docs/replay.md.

import { answered, api, type Schema } from '../../api/client.ts';
import type { operations } from '../../api/schema.ts';
import type { Mood } from '../../parts/state.tsx';

export type Replay = Schema<'Replay'>;
export type ReplayState = Replay['state'];
export type ReplayPreview = Schema<'ReplayPreview'>;
export type ReplayRequest = operations['startReplay']['requestBody']['content']['application/json'];

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
  if (typeof data !== 'object' || data === null) return '';
  const { source, model, path } = data as Record<string, unknown>;
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
  return (await answered(api.GET('/replays', { signal, params: { query } }))).replays;
}

export const readReplay = (signal: AbortSignal, id: string): Promise<Replay> =>
  answered(api.GET('/replays/{id}', { signal, params: { path: { id } } }));

export const cancelReplay = (id: string): Promise<Replay> =>
  answered(api.DELETE('/replays/{id}', { params: { path: { id } } }));

/** The same id is the same replay: a second click, or a second try, starts no other. */
export const startReplay = (request: ReplayRequest): Promise<Replay> =>
  answered(api.POST('/replays', { body: request }));

/** What it would do. Nothing is done. */
export const previewReplay = (request: ReplayRequest): Promise<ReplayPreview> =>
  answered(api.POST('/replays/preview', { body: request }));
