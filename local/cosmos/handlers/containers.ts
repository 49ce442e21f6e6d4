// Containers: create, read, replace, list and query, delete. The definition is kept and echoed as it was given.
import { badRequest } from '../errors.ts';
import { bodyObject, containerOf, type Exchange, header, type Reply } from '../exchange.ts';
import { type Document, isObject } from '../json.ts';
import { parseKeyPath } from '../partition-key.ts';
import type { Container } from '../store/container.ts';
import { listDefinitions } from './definitions.ts';

const DEFAULT_INDEXING = {
  indexingMode: 'consistent',
  automatic: true,
  includedPaths: [{ path: '/*' }],
  excludedPaths: [{ path: '/"_etag"/?' }],
};

export function createContainer(exchange: Exchange): Reply {
  const database = exchange.account.database(exchange.path[1] ?? '');
  const definition = checked(bodyObject(exchange));
  const container = exchange.account.createContainer(database, definition, throughputOf(exchange));
  return reply(201, container);
}

export function readContainer(exchange: Exchange): Reply {
  const container = containerOf(exchange);
  const quota = `documentsCount=${container.count};collectionSize=0;`;
  return { ...reply(200, container), headers: ['x-ms-resource-usage', quota] };
}

export function replaceContainer(exchange: Exchange): Reply {
  const { account, path } = exchange;
  const container = containerOf(exchange);
  const definition = checked({ ...bodyObject(exchange) });
  if (definition.id !== container.definition.id) throw badRequest('A container cannot be renamed.');
  const before = (container.definition.partitionKey as { paths: unknown }).paths;
  const after = (definition.partitionKey as { paths: unknown }).paths;
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    throw badRequest('Document collection partition key cannot be changed.');
  }
  if (!('defaultTtl' in definition)) definition.defaultTtl = undefined;
  account.replaceContainer(account.database(path[1] ?? ''), container, definition);
  return reply(200, container);
}

export function listContainers(exchange: Exchange): Reply {
  const database = exchange.account.database(exchange.path[1] ?? '');
  const all = [...database.containers.values()].map(({ definition }) => definition);
  return listDefinitions(exchange, String(database.definition._rid), 'DocumentCollections', all);
}

export function deleteContainer({ account, path }: Exchange): Reply {
  account.dropContainer(account.database(path[1] ?? ''), path[3] ?? '');
  return { status: 204, charge: 5 };
}

function reply(status: number, container: Container): Reply {
  const { definition } = container;
  return { status, body: JSON.stringify(definition), charge: 2, etag: String(definition._etag), container };
}

/** The definition with its defaults. @throws 400 */
function checked(definition: Document): Document {
  const { id, partitionKey, defaultTtl } = definition;
  if (typeof id !== 'string' || id === '') throw badRequest('A container needs an id.');
  if (!isObject(partitionKey) || !Array.isArray(partitionKey.paths) || partitionKey.paths.length === 0) {
    throw badRequest('A container needs a partitionKey with paths.');
  }
  for (const path of partitionKey.paths) {
    if (typeof path !== 'string' || !path.startsWith('/'))
      throw badRequest(`Invalid partition key path '${path}'.`);
    parseKeyPath(path);
  }
  const ttl = defaultTtl as number;
  if (
    defaultTtl !== undefined &&
    defaultTtl !== null &&
    !(Number.isInteger(ttl) && (ttl === -1 || ttl > 0))
  ) {
    throw badRequest('defaultTtl must be -1 or a positive integer.');
  }
  const kind = partitionKey.paths.length > 1 ? 'MultiHash' : 'Hash';
  return {
    indexingPolicy: DEFAULT_INDEXING,
    conflictResolutionPolicy: {
      mode: 'LastWriterWins',
      conflictResolutionPath: '/_ts',
      conflictResolutionProcedure: '',
    },
    ...definition,
    partitionKey: { ...partitionKey, kind, version: 2 },
  };
}

function throughputOf(exchange: Exchange): number | undefined {
  const throughput = header(exchange, 'x-ms-offer-throughput');
  return throughput === undefined ? undefined : Number(throughput);
}
