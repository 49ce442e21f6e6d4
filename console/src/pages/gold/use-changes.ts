// A live answer for as long as somebody looks: a tab that nobody sees lets its stream go, and takes it up again.

import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ApiError } from '../../api.ts';
import type { LiveRows } from './live-rows.ts';
import { type Connection, watchChanges } from './watch-changes.ts';

export type Changes = {
  rows: Signal<LiveRows | null>;
  connection: Signal<Connection>;
  error: Signal<ApiError | null>;
};

/** How long a tab that nobody sees stays connected, in milliseconds. */
const unseenMs = 30_000;

/** `path` null: there is nothing to watch yet. */
export function useChanges(path: string | null, window: string | null): Changes {
  const rows = useSignal<LiveRows | null>(null);
  const connection = useSignal<Connection>('connecting');
  const error = useSignal<ApiError | null>(null);
  useEffect(() => {
    rows.value = null;
    error.value = null;
    if (path === null) return;
    let stop: (() => void) | null = null;
    let unseen: ReturnType<typeof setTimeout> | undefined;
    const start = () => {
      stop ??= watchChanges(path, window, {
        rows: next => {
          rows.value = next;
        },
        connection: (state, why) => {
          connection.value = state;
          error.value = why;
        },
      });
    };
    const letGo = () => {
      stop?.();
      stop = null;
    };
    const seen = () => {
      clearTimeout(unseen);
      if (document.hidden) unseen = setTimeout(letGo, unseenMs);
      else start();
    };
    document.addEventListener('visibilitychange', seen);
    start();
    return () => {
      document.removeEventListener('visibilitychange', seen);
      clearTimeout(unseen);
      letGo();
    };
  }, [path, window, rows, connection, error]);
  return { rows, connection, error };
}
