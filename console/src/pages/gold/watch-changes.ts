// Follows GET /api/gold/{model}/changes: connects again where it left off, by Last-Event-ID, until the server says that
// the same request would end the same way.

import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { opened } from '../../api/client.ts';
import { ApiError } from '../../api.ts';
import { asApiError } from '../../live.ts';
import { type ChangeEvent, change, type LiveRows, type RowsEvent, startFrom } from './live-rows.ts';

export type Connection = 'connecting' | 'live' | 'waiting' | 'ended';

export type ChangesTold = {
  rows(rows: LiveRows): void;
  /** `error` says why it waits or has ended. */
  connection(state: Connection, error: ApiError | null): void;
};

type Closing = { reason: string; detail: string; retryAfterMs: number | null };

/** The server is never silent for as long: it sends a heartbeat every 15 seconds. */
const silenceMs = 40_000;
const longestPauseMs = 15_000;
/** Text of one event; an answer has at most 1,000 rows. */
const maxEventCharacters = 8_000_000;

/** `path` is below the API, with its query. Returns what stops it. */
export function watchChanges(path: string, window: string | null, told: ChangesTold): () => void {
  const stopped = new AbortController();
  void follow(path, window, told, stopped.signal);
  return () => stopped.abort();
}

async function follow(
  path: string,
  window: string | null,
  told: ChangesTold,
  stopped: AbortSignal,
): Promise<void> {
  let lastEventId: string | null = null;
  let rows: LiveRows | null = null;
  let failures = 0;
  while (!stopped.aborted) {
    told.connection('connecting', null);
    let closing: Closing | null = null;
    let error: ApiError | null = null;
    const heard = ({ event, data, id }: EventSourceMessage) => {
      const body: unknown = JSON.parse(data);
      if (event === 'rows') rows = startFrom(body as RowsEvent);
      else if (event === 'change' && rows) rows = change(rows, body as ChangeEvent, window);
      else if (event === 'closing') closing = body as Closing;
      if (id !== undefined) lastEventId = id;
      failures = 0;
      if (event !== 'closing') told.connection('live', null);
      if (rows && (event === 'rows' || event === 'change')) told.rows(rows);
    };
    try {
      await listen(path, lastEventId, heard, stopped);
    } catch (caught) {
      if (stopped.aborted) return;
      error = asApiError(caught);
    }
    const ending = closing as Closing | null;
    if (ending) error = new ApiError({ status: 0, title: 'The stream was ended', detail: ending.detail });
    if (ending ? ending.retryAfterMs === null : isFinal(error)) return told.connection('ended', error);
    failures++;
    const pauseMs = ending?.retryAfterMs ?? Math.min(longestPauseMs, 500 * 2 ** failures);
    // A stream that ended as streams do is no news.
    if (pauseMs > 0) told.connection('waiting', error);
    await pause(pauseMs, stopped);
  }
}

/** Asked the same way, it would be refused the same way. */
const isFinal = (error: ApiError | null) =>
  error !== null && error.problem.status >= 400 && error.problem.status < 500 && error.problem.status !== 429;

async function listen(
  path: string,
  lastEventId: string | null,
  heard: (message: EventSourceMessage) => void,
  stopped: AbortSignal,
): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    const headers: HeadersInit = { accept: 'text/event-stream' };
    if (lastEventId !== null) headers['last-event-id'] = lastEventId;
    const answer = await opened(path, {
      headers,
      signal: AbortSignal.any([stopped, silence.signal]),
      cache: 'no-store',
    });
    const parser = createParser({ onEvent: heard, maxBufferSize: maxEventCharacters });
    const decoder = new TextDecoder();
    const reader = answer.body?.getReader();
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMs);
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    if (silence.signal.aborted && !stopped.aborted) return;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise(resume => {
    const timer = setTimeout(resume, ms);
    stopped.addEventListener('abort', () => {
      clearTimeout(timer);
      resume();
    });
  });
}
