// A query on its way: asked, its rows as they come, answered, failed or cancelled. One at a time.

import { signal } from '@preact/signals';
import { answered, api } from '../../api/client.ts';
import type { ApiError } from '../../api.ts';
import { asApiError } from '../../live.ts';
import { readAnswer } from './read-answer.ts';
import type { About, Column, Row } from './row-splitter.ts';

export type Question = { sql: string; limit: number; versions: Record<string, number> };

export type Run =
  | { kind: 'none' }
  | { kind: 'asked'; columns: readonly Column[]; rows: readonly Row[]; count: number }
  | { kind: 'answered'; question: Question; columns: readonly Column[]; rows: readonly Row[]; about: About }
  | { kind: 'failed'; question: Question; error: ApiError }
  | { kind: 'cancelled' };

export type FileFormat = 'csv' | 'parquet';

export function createQueryRun() {
  const run = signal<Run>({ kind: 'none' });
  let aborter: AbortController | null = null;

  async function ask(question: Question): Promise<Run> {
    aborter?.abort();
    const mine = new AbortController();
    aborter = mine;
    const { signal: abort } = mine;
    const show = (next: Run) => {
      if (aborter === mine) run.value = next;
      return next;
    };
    show({ kind: 'asked', columns: [], rows: [], count: 0 });
    try {
      const body = { ...question, format: 'json' as const };
      const stream = await answered(api.POST('/sql', { body, parseAs: 'stream', signal: abort }));
      const { columns, rows, about } = await readAnswer(stream, so =>
        show({ kind: 'asked', ...so, count: so.rows.length }),
      );
      return show({ kind: 'answered', question, columns, rows, about });
    } catch (error) {
      if (abort.aborted) return show({ kind: 'cancelled' });
      return show({ kind: 'failed', question, error: asApiError(error) });
    }
  }

  return {
    run,
    ask,
    /** The server sees the client leave and stops the query. */
    cancel: () => aborter?.abort(),
  };
}

/** The rows of an answer as a file: of the versions that the answer was of. Throws an ApiError. */
export async function fileOf(
  { sql, limit, versions }: Question,
  { tables }: About,
  format: FileFormat,
  signal: AbortSignal,
): Promise<Blob> {
  const read = Object.entries(tables).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  const body = { sql, limit, format, versions: { ...Object.fromEntries(read), ...versions } };
  return answered(api.POST('/sql', { body, parseAs: 'blob', signal }));
}
