// POST …/docs with many operations: a transactional batch (one partition key; all or none, the others answered 424)
// or bulk (each for itself).
import { badRequest, CosmosError } from '../errors.ts';
import { bodyJson, containerOf, type Exchange, header, isTrue, type Reply } from '../exchange.ts';
import * as operations from '../item-operations.ts';
import { type Document, isObject } from '../json.ts';
import { keyOfHeader } from '../partition-key.ts';
import { readCharge, writeCharge } from '../request-charge.ts';
import type { Container } from '../store/container.ts';
import { etagOf, type Item } from '../store/item.ts';

const MOST_OPERATIONS = 100;

type Result = {
  statusCode: number;
  subStatusCode?: number;
  requestCharge: number;
  eTag?: string;
  /** JSON text of the document. */
  document?: string;
  message?: string;
};

export function batchItems(exchange: Exchange): Reply {
  const container = containerOf(exchange);
  const given = bodyJson(exchange);
  if (!Array.isArray(given)) throw badRequest('A batch must be an array of operations.');
  if (given.length === 0) throw badRequest('A batch needs at least one operation.');
  if (given.length > MOST_OPERATIONS)
    throw badRequest('Batch request has more operations than what is supported.');
  const results = isTrue(header(exchange, 'x-ms-cosmos-batch-atomic'))
    ? transaction(exchange, container, given)
    : bulk(exchange, container, given);
  const failed = results.some(({ statusCode }) => statusCode >= 400);
  const charge = results.reduce((sum, { requestCharge }) => sum + requestCharge, 0);
  const minimal = header(exchange, 'prefer') === 'return=minimal';
  const body = `[${results.map(result => resultText(result, minimal)).join(',')}]`;
  return { status: failed ? 207 : 200, body, charge: Math.round(charge * 100) / 100, container };
}

function transaction(exchange: Exchange, container: Container, given: unknown[]): Result[] {
  const key = header(exchange, 'x-ms-documentdb-partitionkey');
  let results: Result[] = [];
  container.atomically(() => {
    for (const [index, operation] of given.entries()) {
      const result = attempt(exchange, container, operation, key);
      results.push(result);
      if (result.statusCode < 400) continue;
      results = given.map((_, at) => (at === index ? result : { statusCode: 424, requestCharge: 0 }));
      return false;
    }
    return true;
  });
  return results;
}

function bulk(exchange: Exchange, container: Container, given: unknown[]): Result[] {
  const goOn = header(exchange, 'x-ms-cosmos-batch-continue-on-error') !== 'false';
  const results: Result[] = [];
  for (const operation of given) {
    const last = results.at(-1);
    const stopped = !goOn && last !== undefined && last.statusCode >= 400;
    const key = isObject(operation) ? operation.partitionKey : undefined;
    results.push(
      stopped
        ? { statusCode: 424, requestCharge: 0 }
        : attempt(exchange, container, operation, typeof key === 'string' ? key : undefined),
    );
  }
  return results;
}

function attempt(
  exchange: Exchange,
  container: Container,
  operation: unknown,
  key: string | undefined,
): Result {
  try {
    if (!isObject(operation)) throw badRequest('An operation must be an object.');
    exchange.counts.count(`items.${String(operation.operationType).toLowerCase()}`);
    return perform(container, operation, keyOfHeader(key, container.keyPaths));
  } catch (error) {
    if (!(error instanceof CosmosError)) throw error;
    const { status, substatus, message } = error;
    const subStatusCode = substatus === 0 ? undefined : substatus;
    return {
      statusCode: status,
      subStatusCode,
      requestCharge: 1,
      message: status === 304 ? undefined : message,
    };
  }
}

function perform(container: Container, operation: Document, key: string): Result {
  const id = typeof operation.id === 'string' ? operation.id : '';
  const conditions = { ifMatch: optional(operation.ifMatch), ifNoneMatch: optional(operation.ifNoneMatch) };
  const body = operation.resourceBody;
  switch (operation.operationType) {
    case 'Create':
      return written(201, operations.createItem(container, key, objectOf(body)));
    case 'Upsert': {
      const { item, created } = operations.upsertItem(container, key, objectOf(body), conditions);
      return written(created ? 201 : 200, item);
    }
    case 'Replace':
      return written(200, operations.replaceItem(container, key, id, objectOf(body), conditions));
    case 'Patch':
      return written(200, operations.patchItem(container, key, id, body, conditions));
    case 'Read': {
      const item = operations.readItem(container, key, id, conditions);
      return { ...written(200, item), requestCharge: readCharge(Buffer.byteLength(item.text)) };
    }
    case 'Delete': {
      const item = operations.deleteItem(container, key, id, conditions);
      return { statusCode: 204, requestCharge: writeCharge(Buffer.byteLength(item.text)) };
    }
    default:
      throw badRequest(`The operation type '${String(operation.operationType)}' is not supported.`);
  }
}

function written(statusCode: number, item: Item): Result {
  const requestCharge = writeCharge(Buffer.byteLength(item.text));
  return { statusCode, requestCharge, eTag: etagOf(item.lsn, item.timestamp), document: item.text };
}

/** The result as JSON, the document's text put in as it is. */
function resultText({ document, ...result }: Result, minimal: boolean): string {
  const text = JSON.stringify(result);
  return document === undefined || minimal ? text : `${text.slice(0, -1)},"resourceBody":${document}}`;
}

function objectOf(body: unknown): Document {
  if (!isObject(body)) throw badRequest('The resource body must be an object.');
  return body;
}

function optional(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
