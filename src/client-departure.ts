// Tells when the client of an HTTP request has left, and what it has not taken yet. @azure/functions says neither
// (Azure/azure-functions-nodejs-library, issues 273 and 294), but with HTTP streams the worker itself is the HTTP server,
// and Node tells of every request that a server in this process gets. Proven by test/sql/http.test.ts and test/live/.

import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The client of a stream, until its connection ends. */
export type Attendance = {
  /** Aborts when the client has left. */
  signal: AbortSignal;
  /** What was written and the client has not taken: the library writes on, however slow the client is. */
  untakenBytes(): number;
  /** Ends the connection, with all that the client has not taken. */
  cut(): void;
};

/** Requests that are being answered, by their invocation. */
const attended = new Map<string, AbortController>();

type Exchange = { request: IncomingMessage; response: ServerResponse };

/** All whose connection is open. */
const open = new Set<Exchange>();

/** The header by which the library pairs requests and invocations. */
const invocationOf = ({ request }: Exchange) => request.headers['x-ms-invocation-id'];

let watching = false;

/** Watches the requests that come from now on. */
export function watchDepartures(): void {
  if (watching) return;
  watching = true;
  subscribe('http.server.request.start', message => {
    const exchange = message as Exchange;
    open.add(exchange);
    exchange.response.once('close', () => {
      open.delete(exchange);
      if (exchange.response.writableFinished) return;
      const invocationId = invocationOf(exchange);
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

/** Throws where there is no connection to the client: without HTTP streams, or when the client has just left. */
export function attendanceOf(invocationId: string): Attendance {
  const exchange = open.values().find(candidate => invocationOf(candidate) === invocationId);
  if (!exchange)
    throw new Error('there is no connection to the client: HTTP streams are off, or it has left');
  const { response } = exchange;
  const departure = new AbortController();
  response.once('close', () => departure.abort());
  return {
    signal: departure.signal,
    untakenBytes: () => response.writableLength,
    cut: () => response.destroy(),
  };
}
