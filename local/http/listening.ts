// How a stand-in's HTTP server listens and ends.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Requests in flight at a stop have this long. */
const DRAIN_MS = 1_000;
/** Longer than any client keeps an idle connection, so that none is closed under a request. */
const KEEP_ALIVE_MS = 300_000;

export type Listening = {
  port: number;
  /** Resolves when nothing is in flight any more. */
  stop(): Promise<void>;
};

/** Serves on 127.0.0.1; port 0 is any free one. @throws when the port is taken */
export async function listen(port: number, answer: RequestListener): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true, requestTimeout: 0 }, answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
      }),
  };
}
