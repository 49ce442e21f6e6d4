// Answers that are asked for again and again, while somebody looks: never two at a time, less often while they fail, and
// not at all in a tab that nobody sees.

import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ApiError } from './api.ts';

export type Live<T> = {
  /** The last answer; null before the first. */
  data: Signal<T | null>;
  /** Why the last one failed; null when it did not. The data before it stays. */
  error: Signal<ApiError | null>;
  /** Asks now. */
  refresh(): void;
};

const longestPauseMs = 15_000;

/** `everyMs` null: once, and on `refresh`. `dependencies` as of useEffect: another question forgets the answer before. */
export function useLive<T>(
  load: (signal: AbortSignal) => Promise<T>,
  everyMs: number | null,
  dependencies: readonly unknown[] = [],
): Live<T> {
  const data = useSignal<T | null>(null);
  const error = useSignal<ApiError | null>(null);
  const refresh = useRef<() => void>(() => {});
  useEffect(() => {
    data.value = null;
    error.value = null;
    const watch = poll(load, everyMs, {
      answered: value => {
        data.value = value;
        error.value = null;
      },
      failed: problem => {
        error.value = problem;
      },
    });
    refresh.current = watch.now;
    return watch.stop;
  }, [everyMs, ...dependencies]);
  return { data, error, refresh: () => refresh.current() };
}

type Told<T> = { answered(value: T): void; failed(error: ApiError): void };

function poll<T>(load: (signal: AbortSignal) => Promise<T>, everyMs: number | null, told: Told<T>) {
  const aborter = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let failures = 0;
  const ask = async () => {
    clearTimeout(timer);
    if (asking) return;
    asking = true;
    try {
      told.answered(await load(aborter.signal));
      failures = 0;
    } catch (error) {
      if (aborter.signal.aborted) return;
      failures++;
      told.failed(asApiError(error));
    } finally {
      asking = false;
    }
    const pause = everyMs ?? (failures > 0 ? 2_000 : null);
    if (pause !== null && !document.hidden)
      timer = setTimeout(() => void ask(), Math.min(longestPauseMs, pause * 2 ** Math.min(failures, 4)));
  };
  const seen = () => {
    if (document.hidden) clearTimeout(timer);
    else if (everyMs !== null) void ask();
  };
  document.addEventListener('visibilitychange', seen);
  void ask();
  return {
    now: () => void ask(),
    stop: () => {
      aborter.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    },
  };
}

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new ApiError({ status: -1, title: 'The console failed', detail });
}
