// The service's operations: which request is which, and its answer. Pure but for the store: no sockets here.
import { randomUUID } from 'node:crypto';
import { batchAnswer, type PartAnswer } from './batch-message.ts';
import { runTransaction } from './entity-group-transaction.ts';
import { splitKey } from './entity-key.ts';
import { type EntityFormat, entityText } from './entity-text.ts';
import { entityWrite } from './entity-write.ts';
import { etagOf } from './etag.ts';
import { type Filter, matches, parseFilter } from './filter.ts';
import { continuationOf, decode, encode, keyOfContinuation, MAX_PAGE_ENTITIES, readPage } from './query.ts';
import { parseAddress, type ResourceAddress } from './resource-address.ts';
import { errorBody, invalidInput, notImplemented, resourceNotFound, TableError } from './table-error.ts';
import type { TableStore } from './table-store.ts';

export interface TableRequest {
  /** With `X-HTTP-Method` applied. */
  method: string;
  path: string;
  query: URLSearchParams;
  headers: { accept: string; prefer: string; ifMatch: string | undefined };
  body: string;
  /** `http://host/account`, for metadata and locations. */
  base: string;
}

export interface TableAnswer {
  status: number;
  headers: Record<string, string>;
  body?: string;
}

type Count = (operation: string, times?: number) => void;

/** @throws TableError */
export function answer(store: TableStore, request: TableRequest, count: Count): TableAnswer {
  if (request.query.has('comp')) throw notImplemented();
  const address = parseAddress(request.path);
  switch (address.kind) {
    case 'batch':
      return transaction(store, request, count);
    case 'tables':
      return request.method === 'POST'
        ? createTable(store, request, count)
        : queryTables(store, request, count);
    case 'table':
      return deleteTable(store, request, address.table, count);
    case 'entity':
      return request.method === 'GET'
        ? getEntity(store, request, address, count)
        : write(store, request, address, count);
    case 'entities':
      return request.method === 'GET'
        ? queryEntities(store, request, address.table, count)
        : write(store, request, address, count);
  }
}

function createTable(store: TableStore, request: TableRequest, count: Count): TableAnswer {
  count('CreateTable');
  const { TableName: name } = JSON.parse(request.body) as { TableName?: string };
  store.createTable(String(name));
  const location = `${request.base}/Tables('${name}')`;
  if (request.headers.prefer === 'return-no-content') {
    return noContent({ location, 'preference-applied': 'return-no-content' });
  }
  const body = JSON.stringify({
    'odata.metadata': `${request.base}/$metadata#Tables/@Element`,
    TableName: name,
  });
  return { status: 201, headers: { location }, body };
}

function deleteTable(store: TableStore, request: TableRequest, name: string, count: Count): TableAnswer {
  if (request.method !== 'DELETE') throw notImplemented();
  count('DeleteTable');
  store.deleteTable(name);
  return noContent({});
}

/** Tables are rows whose only property is TableName, so that a filter works on them as on entities. */
function queryTables(store: TableStore, request: TableRequest, count: Count): TableAnswer {
  count('QueryTables');
  const filter = filterOf(request);
  const from = decode(request.query.get('NextTableName') ?? '1!0!');
  const passing = store.tables().filter(({ name }) => {
    const row = { key: '\u0000', time: 0, value: JSON.stringify({ TableName: name }) };
    return name.toLowerCase() >= from && (!filter || matches(filter, row));
  });
  const page = passing.slice(0, topOf(request));
  const next = passing[page.length];
  const headers = next && { 'x-ms-continuation-NextTableName': encode(next.name.toLowerCase()) };
  const value = page.map(({ name }) => ({ TableName: name }));
  const body = JSON.stringify({ 'odata.metadata': `${request.base}/$metadata#Tables`, value });
  return { status: 200, headers: headers ?? {}, body };
}

function getEntity(
  store: TableStore,
  request: TableRequest,
  address: ResourceAddress & { kind: 'entity' },
  count: Count,
): TableAnswer {
  count('GetEntity');
  const row = store.table(address.table).rows.get(address.key);
  if (!row) throw resourceNotFound();
  const metadata = `${request.base}/$metadata#${address.table}/@Element`;
  return {
    status: 200,
    headers: { etag: etagOf(row.time) },
    body: entityText(row, formatOf(request), metadata),
  };
}

function queryEntities(store: TableStore, request: TableRequest, name: string, count: Count): TableAnswer {
  count('QueryEntities');
  const table = store.table(name);
  const from = keyOfContinuation(request.query.get('NextPartitionKey'), request.query.get('NextRowKey'));
  const { rows, next } = readPage(table, filterOf(request), topOf(request), from);
  const headers: Record<string, string> = {};
  if (next !== undefined) {
    const { nextPartitionKey, nextRowKey } = continuationOf(next);
    headers['x-ms-continuation-NextPartitionKey'] = nextPartitionKey;
    headers['x-ms-continuation-NextRowKey'] = nextRowKey;
  }
  const format = formatOf(request);
  const value = rows.map(row => entityText(row, format)).join(',');
  const metadata = format.metadata
    ? `"odata.metadata":${JSON.stringify(`${request.base}/$metadata#${name}`)},`
    : '';
  return { status: 200, headers, body: `{${metadata}"value":[${value}]}` };
}

function write(
  store: TableStore,
  request: TableRequest,
  address: ResourceAddress,
  count: Count,
): TableAnswer {
  const { table, operation, name } = entityWrite(
    request.method,
    address,
    request.headers.ifMatch,
    request.body,
  );
  count(name);
  const time = store.transact(table, [operation]);
  if (operation.kind === 'delete') return noContent({});
  const etag = etagOf(time);
  if (operation.kind !== 'insert') return noContent({ etag });
  const location = locationOf(request.base, table, operation.key);
  if (request.headers.prefer === 'return-no-content') {
    return noContent({ etag, location, 'preference-applied': 'return-no-content' });
  }
  const row = store.table(table).rows.get(operation.key);
  if (!row) throw resourceNotFound();
  const body = entityText(row, formatOf(request), `${request.base}/$metadata#${table}/@Element`);
  return { status: 201, headers: { etag, location }, body };
}

function transaction(store: TableStore, request: TableRequest, count: Count): TableAnswer {
  count('EntityGroupTransaction');
  const id = randomUUID();
  const headers = { 'content-type': `multipart/mixed; boundary=batchresponse_${id}` };
  return { status: 202, headers, body: batchAnswer(id, transactionParts(store, request, count)) };
}

function transactionParts(store: TableStore, request: TableRequest, count: Count): PartAnswer[] {
  try {
    const { written, time } = runTransaction(store, request.body);
    count('EntityInTransaction', written.length);
    const etag = `ETag: ${etagOf(time)}`;
    return written.map(({ table, key, isDelete }) => {
      const id = locationOf(request.base, table, key);
      const version = 'DataServiceVersion: 1.0;';
      return {
        status: 204,
        headers: [version, `DataServiceId: ${id}`, ...(isDelete ? [] : [etag])],
        body: undefined,
      };
    });
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    const headers = [
      `x-ms-error-code: ${error.code}`,
      'Content-Type: application/json;odata=minimalmetadata',
    ];
    return [{ status: error.status, headers, body: errorBody(error, randomUUID()) }];
  }
}

function locationOf(base: string, table: string, key: string): string {
  const { partitionKey, rowKey } = splitKey(key);
  const quoted = (text: string) => encodeURIComponent(text.replaceAll("'", "''"));
  return `${base}/${table}(PartitionKey='${quoted(partitionKey)}',RowKey='${quoted(rowKey)}')`;
}

const noContent = (headers: Record<string, string>): TableAnswer => ({ status: 204, headers });

function filterOf(request: TableRequest): Filter | undefined {
  const text = request.query.get('$filter');
  return text === null || text.trim() === '' ? undefined : parseFilter(text);
}

function topOf(request: TableRequest): number {
  const text = request.query.get('$top');
  if (text === null) return MAX_PAGE_ENTITIES;
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > MAX_PAGE_ENTITIES) throw invalidInput(`$top is '${text}'.`);
  return top;
}

function formatOf(request: TableRequest): EntityFormat {
  const select = request.query.get('$select');
  return {
    metadata: !request.headers.accept.includes('odata=nometadata'),
    select:
      select === null || select === '' ? undefined : new Set(select.split(',').map(name => name.trim())),
  };
}
