// Tells when the client of an HTTP request has left. @azure/functions gives no signal for it
// (Azure/azure-functions-nodejs-library, issues 273 and 294), but with HTTP streams the worker itself is the HTTP server,
// and Node tells of every request that a server in this process gets. Proven by test/sql/http.test.ts.

import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Requests that are being answered, by their invocation. */
const attended = new Map<string, AbortController>();

/** Watches the requests that come from now on. */
export function watchDepartures(): void {
  subscribe('http.server.request.start', message => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    response.once('close', () => {
      if (response.writableFinished) return;
      // The header by which the library pairs requests and invocations.
      const invocationId = request.headers['x-ms-invocation-id'];
      if (typeof invocationId === 'string') attended.get(invocationId)?.abort();
    });
  });
}

/** Calls `answer` with a signal that aborts when the client of the invocation leaves. Without HTTP streams it never does. */
export async function whileClientWaits<T>(
  invocationId: string,
  answer: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const departure = new AbortController();
  attended.set(invocationId, departure);
  try {
    return await answer(departure.signal);
  } finally {
    attended.delete(invocationId);
  }
}
