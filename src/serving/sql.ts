// SQL over HTTP: one answer, streamed in the format asked for, or a Problem.

import { ReadableStream } from 'node:stream/web';
import { type Answer, json } from '../problem.ts';
import type { QueryAnswer } from '../sql/answer-query.ts';
import type { SqlEngine } from '../sql/engine.ts';
import type { AnswerFormat } from '../sql/protocol.ts';
import { mediaTypes, parseSqlRequest } from '../sql/sql-request.ts';

export type StreamedAnswer = Omit<Answer, 'body'> & { body: ReadableStream<Uint8Array> };

export type SqlService = {
  /** Answers the body of a POST. Throws a Problem when there is no answer; when `signal` aborts, its reason. */
  answer(body: string, accept: string | null, signal: AbortSignal): Promise<StreamedAnswer>;
  describe(): Promise<Answer>;
  close(): Promise<void>;
};

export function createSqlService(engine: SqlEngine): SqlService {
  return {
    answer: async (body, accept, signal) => {
      const started = performance.now();
      const request = parseSqlRequest(body, accept, engine.limits);
      const answer = await engine.query(request, signal);
      return streamAnswer(answer, request.format, Math.round(performance.now() - started));
    },
    describe: async () => json(200, { tables: await engine.describe() }, { 'cache-control': 'no-cache' }),
    close: () => engine.close(),
  };
}

function streamAnswer(answer: QueryAnswer, format: AnswerFormat, elapsedMs: number): StreamedAnswer {
  const headers = { 'content-type': mediaTypes[format], 'cache-control': 'no-store' };
  if (format === 'json')
    return { status: 200, headers, body: ReadableStream.from(jsonBody(answer, elapsedMs)) };
  return {
    status: 200,
    headers: { ...headers, 'content-length': String(answer.size), ...headersOf(answer, elapsedMs) },
    body: ReadableStream.from(answer.content),
  };
}

async function* jsonBody(
  { columns, content, size: _size, ...about }: QueryAnswer,
  elapsedMs: number,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`{"columns":${JSON.stringify(columns)},"rows":`);
  yield* content;
  yield Buffer.from(`,${JSON.stringify({ ...about, elapsedMs }).slice(1)}`);
}

/** What a JSON answer says of itself, beside the other formats. */
function headersOf(
  { rowCount, truncated, tables, filesRead, filesPruned }: QueryAnswer,
  elapsedMs: number,
): Record<string, string> {
  return {
    'assay-row-count': String(rowCount),
    'assay-truncated': String(truncated),
    'assay-tables': JSON.stringify(tables),
    'assay-files-read': String(filesRead),
    'assay-files-pruned': String(filesPruned),
    'assay-elapsed-ms': String(elapsedMs),
  };
}
