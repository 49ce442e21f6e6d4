// Starts the replay that a dialog asks about: one dialog, one replay, however often its button is pressed.

import { type Signal, useSignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { ApiError } from '../../api.ts';
import { asApiError } from '../../live.ts';
import { type ReplayRequest, startReplay } from './replay.ts';

type ReplayStart = {
  start(): Promise<void>;
  /** It was asked for, and not refused so far. */
  busy: Signal<boolean>;
  error: Signal<ApiError | null>;
};

export function useReplayStart(request: ReplayRequest, onStarted: (id: string) => void): ReplayStart {
  const [id] = useState(() => crypto.randomUUID());
  const error = useSignal<ApiError | null>(null);
  const busy = useSignal(false);
  const start = async () => {
    busy.value = true;
    try {
      onStarted((await startReplay({ ...request, id })).id);
    } catch (caught) {
      error.value = asApiError(caught);
      busy.value = false;
    }
  };
  return { start, busy, error };
}
