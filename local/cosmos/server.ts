// A stand-in for Azure Cosmos DB for NoSQL over HTTP: the same protocol that @azure/cosmos speaks to the service, in
// one process, with everything acknowledged still there after a SIGKILL when it has a data folder.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '../http/listening.ts';
import { CosmosError } from './errors.ts';
import type { Exchange, Reply } from './exchange.ts';
import { OperationCounts } from './operation-counts.ts';
import { type PhysicalPartitions, physicalPartitions } from './physical-partitions.ts';
import { replyToError, writeReply } from './reply-writer.ts';
import { routeOf } from './routes.ts';
import { openStore, type Store } from './store/store.ts';

export type CosmosOptions = {
  /** 0 for any free one. */
  port: number;
  /** Without it everything is in memory. */
  dataDir?: string;
  /** `always` calls fdatasync before each acknowledgement; `never` leaves it to the operating system. */
  sync?: 'always' | 'never';
  /** Physical partitions of each container: 1 unless given. */
  partitions?: number;
};

export type Cosmos = {
  port: number;
  /** Makes two physical partitions of each, as the service does with those that have grown. */
  split(): void;
  stop(): Promise<void>;
};

/** What all requests share. */
type Serving = { store: Store; counts: OperationCounts; partitions: PhysicalPartitions; endpoint: string };

/** Starts the server on 127.0.0.1. @throws when the port is taken or the data folder is damaged */
export async function startCosmos({
  port,
  dataDir,
  sync = 'never',
  partitions = 1,
}: CosmosOptions): Promise<Cosmos> {
  const store = openStore(dataDir, sync === 'always');
  const serving: Serving = {
    ...{ store, counts: new OperationCounts(), endpoint: '' },
    partitions: physicalPartitions(partitions),
  };
  const listening = await listen(port, (request, response) => serve(request, response, serving));
  serving.endpoint = `http://127.0.0.1:${listening.port}/`;
  return {
    port: listening.port,
    split: serving.partitions.split,
    stop: async () => {
      await listening.stop();
      await store.close();
    },
  };
}

function serve(request: IncomingMessage, response: ServerResponse, serving: Serving): void {
  if (request.method === 'GET') {
    answer(request, response, serving, '');
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString();
    answer(request, response, serving, body);
  });
}

function answer(request: IncomingMessage, response: ServerResponse, serving: Serving, body: string): void {
  const { store, counts, partitions, endpoint } = serving;
  let reply: Reply;
  try {
    const path = pathOf(request.url ?? '/');
    const exchange: Exchange = {
      account: store.account,
      path,
      headers: request.headers,
      body,
      counts,
      partitions,
      endpoint,
    };
    reply = path[0] === '_local' ? ownAnswer(path, counts) : handled(request.method ?? 'GET', exchange);
  } catch (error) {
    reply = replyToError(error);
  }
  counts.charged(reply.charge);
  store.journal.settled(() => writeReply(response, reply));
}

function handled(method: string, exchange: Exchange): Reply {
  const { name, handler } = routeOf(method, exchange);
  exchange.counts.count(name);
  return handler(exchange);
}

function ownAnswer(path: string[], counts: OperationCounts): Reply {
  if (path[1] !== 'operations') throw new CosmosError(404, `There is no /${path.join('/')}.`);
  return { status: 200, body: JSON.stringify(counts), charge: 0 };
}

/** @throws 400 when the path is not properly encoded */
function pathOf(url: string): string[] {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  if (!trimmed.includes('%')) return trimmed.split('/');
  try {
    return trimmed.split('/').map(decodeURIComponent);
  } catch {
    throw new CosmosError(400, `The path ${path} is not properly encoded.`);
  }
}
