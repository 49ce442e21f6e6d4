// One client: frames in, answers out, one at a time and in order, as Kafka serves a connection. While a request is at
// work, and while the client does not take its answers, nothing more is read than what fits in the socket. So a slow
// client costs one request and one answer.
//
//   request := size:i32 apiKey:i16 version:i16 correlationId:i32 clientId:string [tags] body
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { newerThanKnown } from './api/api-versions.ts';
import { apis } from './api/index.ts';
import { type Broker, encodeResponse } from './api.ts';
import { nullableString } from './codec.ts';
import { readFrames } from './frames.ts';
import { authenticate, type Sasl } from './sasl.ts';
import { ProtocolError, Reader } from './wire.ts';

/** Event Hubs closes connections that are silent for longer. */
const IDLE_MS = 240_000;
const API_VERSIONS = 18;
const beforeSasl = new Set([API_VERSIONS, 17, 36]);

/** Serves the socket until it closes. What a client does wrong closes its connection, with a line that says why. */
export async function serveConnection(socket: Socket, broker: Broker): Promise<void> {
  const gone = new AbortController();
  const client = `${socket.remoteAddress}:${socket.remotePort}`;
  const sasl: Sasl = { mechanism: undefined, authenticated: false, bare: false };
  socket.setNoDelay(true);
  socket.setTimeout(IDLE_MS, () => socket.destroy());
  socket.on('close', () => gone.abort());
  socket.on('error', () => gone.abort());
  try {
    for await (const frame of readFrames(socket)) {
      const answer = await answerTo(frame, broker, sasl, {
        clientHost: `/${socket.remoteAddress}`,
        signal: gone.signal,
      });
      if (answer !== undefined && !socket.write(answer)) await once(socket, 'drain', { signal: gone.signal });
    }
    socket.end();
  } catch (error) {
    if (!gone.signal.aborted)
      process.stderr.write(`event-hubs: Kafka client ${client}: ${(error as Error).message}\n`);
    socket.destroy();
  }
}

async function answerTo(
  frame: Buffer,
  broker: Broker,
  sasl: Sasl,
  client: { clientHost: string; signal: AbortSignal },
): Promise<Buffer | undefined> {
  if (sasl.bare) return bareAnswer(frame, sasl);
  const header = new Reader(frame, { version: 1, flexible: false });
  const [key, version, correlationId] = [header.int16(), header.int16(), header.int32()];
  const api = apis.get(key);
  const old = { version: 0, flexible: false };
  if (key === API_VERSIONS && version > (api?.max ?? 0))
    return encodeResponse(correlationId, old, false, newerThanKnown);
  if (api === undefined || version < api.min || version > api.max)
    throw new ProtocolError(`API ${api?.name ?? key} has no version ${version} here`);
  if (!sasl.authenticated && !beforeSasl.has(key))
    throw new ProtocolError(`${api.name} before authentication: SASL PLAIN comes first`);
  const clientId = nullableString.read(header) ?? '';
  const encoding = { version, flexible: version >= api.flexibleFrom };
  const r = new Reader(frame, encoding, header.position);
  r.skipTags();
  const body = await api.answer(r, { broker, sasl, version, clientId, ...client });
  // ApiVersions is answered before the client knows which versions are flexible.
  return body && encodeResponse(correlationId, encoding, key !== API_VERSIONS, body);
}

function bareAnswer(frame: Buffer, sasl: Sasl): Buffer {
  const verdict = authenticate(sasl.mechanism ?? '', frame);
  if (!verdict.ok) throw new ProtocolError(verdict.reason);
  sasl.bare = false;
  sasl.authenticated = true;
  return Buffer.alloc(4);
}
