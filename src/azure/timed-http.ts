// The HTTP client of Table storage: a request that nobody answers ends, and is tried again on a connection of its own.
// Its SDK knows no time-out. Proven by test/faults/.

import {
  createDefaultHttpClient,
  type HttpClient,
  type PipelineRequest,
  RestError,
} from '@azure/core-rest-pipeline';

/** Azure answers within a second, and throttles within a few; what takes longer is asked again. */
const answerMs = 10_000;

/** Of what is sent and what is received: a slow line is no dead one. */
const bytesPerMs = 1_000;

/** Rejects with the code that the SDKs' own retries know: the next try has a connection of its own. */
export function createTimedHttp(
  inner: HttpClient = createDefaultHttpClient(),
  withinMs: number = answerMs,
): HttpClient {
  return {
    sendRequest: async request => {
      const { abortSignal } = request;
      const ended = new AbortController();
      const end = () => ended.abort();
      const limitMs = withinMs + sentBytes(request) / bytesPerMs;
      const waiting = setTimeout(end, limitMs);
      abortSignal?.addEventListener('abort', end);
      request.abortSignal = ended.signal;
      // Node.js's own agent, which keeps no idle connection for long (connect.ts).
      request.disableKeepAlive = true;
      try {
        return await inner.sendRequest(request);
      } catch (error) {
        if (!ended.signal.aborted || abortSignal?.aborted) throw error;
        const { method, url } = request;
        throw new RestError(
          `${method} ${new URL(url).pathname} had no answer within ${Math.round(limitMs)} ms`,
          {
            code: 'ETIMEDOUT',
            request,
          },
        );
      } finally {
        clearTimeout(waiting);
        request.abortSignal = abortSignal;
      }
    },
  };
}

function sentBytes({ body }: PipelineRequest): number {
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.byteLength : 0;
}
