// HTTP streaming (`app.setup({ enableHttpStream: true })`): in Azure the worker serves HTTP itself behind the host's
// proxy and pairs requests with invocations by header. Host and worker being one process here, the library's server
// never listens: the host's own request and response are handed to it, with no second hop and no copy.
import { EventEmitter } from 'node:events';
import http from 'node:http';

export interface HttpStream {
  /** Gives the library the request and response of an invocation; its function then reads and answers them. */
  hand(invocationId: string, request: http.IncomingMessage, response: http.ServerResponse): void;
}

class UnboundServer extends EventEmitter {
  listen(...args: unknown[]): this {
    const ready = args.at(-1);
    if (typeof ready === 'function') queueMicrotask(() => ready());
    return this;
  }

  address(): { port: number; address: string; family: string } {
    return { port: 1, address: '127.0.0.1', family: 'IPv4' };
  }

  close(): this {
    return this;
  }
}

/** Runs `start`, in which the library may make its server; answers the stream when it did. */
export async function captureHttpStream(start: () => Promise<void>): Promise<HttpStream | undefined> {
  const original = http.createServer;
  let server: UnboundServer | undefined;
  http.createServer = (() => {
    server = new UnboundServer();
    return server;
  }) as unknown as typeof http.createServer;
  try {
    await start();
  } finally {
    http.createServer = original;
  }
  const captured = server;
  if (!captured) return undefined;
  return {
    hand(invocationId, request, response) {
      request.headers['x-ms-invocation-id'] = invocationId;
      request.headers['x-forwarded-host'] ??= request.headers.host ?? 'localhost';
      request.headers['x-forwarded-proto'] ??= 'http';
      captured.emit('request', request, response);
    },
  };
}
