// Requests that are refused as a busy service does, or passed on.

import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import type { Refusal } from './refusal.ts';

/** A server that does not listen: connections are given to it. `isRefused` is asked once a request. */
export function createBusyHttp(port: () => number, refusal: Refusal, isRefused: () => boolean): Server {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, answer) => {
    if (isRefused()) refuse(incoming, answer, refusal);
    else forward(incoming, answer, { agent, port: port() });
  });
  server.on('close', () => agent.destroy());
  return server;
}

/** The body is read first: a client that is still sending must see the answer, not a reset. */
function refuse(incoming: IncomingMessage, answer: ServerResponse, { status, headers, body }: Refusal): void {
  incoming.resume();
  incoming.on('end', () => answer.writeHead(status, headers).end(body));
}

function forward(
  incoming: IncomingMessage,
  answer: ServerResponse,
  { agent, port }: { agent: Agent; port: number },
): void {
  const { method, url: path, rawHeaders: headers } = incoming;
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent }, reply => {
    // Whoever asked is gone.
    if (answer.destroyed) {
      reply.destroy();
      return;
    }
    answer.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
    pipeline(reply, answer, error => error && answer.destroy());
  });
  outgoing.on('error', () => answer.destroy());
  pipeline(incoming, outgoing, error => error && answer.destroy());
}
