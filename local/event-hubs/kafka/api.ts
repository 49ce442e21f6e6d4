// What every API of the protocol has: its key, its versions, the grammar of request and response, and a handler.
import type { Hubs } from '../addresses.ts';
import type { Hub } from '../hub.ts';
import type { Codec } from './codec.ts';
import type { Groups } from './groups.ts';
import type { Producers } from './producers.ts';
import type { Sasl } from './sasl.ts';
import { type Encoding, type Reader, Writer } from './wire.ts';

export const NEVER = Number.POSITIVE_INFINITY;
/** The only broker: Event Hubs is one address too. */
export const NODE_ID = 0;

/** What the handlers work on. */
export interface Broker {
  hubs: Hubs;
  groups: Groups;
  producers: Producers;
  /** Where clients find it. */
  host: string;
  port: number;
}

/** One request, and who made it. */
export interface Call {
  broker: Broker;
  sasl: Sasl;
  version: number;
  clientId: string;
  clientHost: string;
  /** Aborted when the client has gone. */
  signal: AbortSignal;
}

export interface Api {
  key: number;
  name: string;
  min: number;
  max: number;
  /** The first version with compact lengths and tagged fields. */
  flexibleFrom: number;
  /** Undefined where the client asked for no answer. Throws ProtocolError. */
  answer(r: Reader, call: Call): Promise<((w: Writer) => void) | undefined>;
}

export function defineApi<Q, S>(
  spec: Omit<Api, 'answer'> & { request: Codec<Q>; response: Codec<S> },
  handle: (request: Q, call: Call) => S | undefined | Promise<S | undefined>,
): Api {
  return {
    ...spec,
    answer: async (r, call) => {
      const answer = await handle(spec.request.read(r), call);
      return answer === undefined ? undefined : w => spec.response.write(w, answer);
    },
  };
}

/** Bytes of a response: size, correlation id, and in flexible versions the header's tags; ApiVersions has none. */
export function encodeResponse(
  correlationId: number,
  encoding: Encoding,
  headerTags: boolean,
  body: (w: Writer) => void,
): Buffer {
  const w = new Writer(encoding, 1024);
  w.int32(0);
  w.int32(correlationId);
  if (headerTags) w.noTags();
  body(w);
  const bytes = w.done();
  bytes.writeInt32BE(bytes.length - 4);
  return bytes;
}

/** Names of hubs are case-insensitive. */
export function findHub({ hubs }: Broker, topic: string): Hub | undefined {
  return hubs.get(topic.toLowerCase());
}
