// What a handler is given and what it answers. Handlers are synchronous, so each is atomic by itself.
import type { IncomingHttpHeaders } from 'node:http';
import { badRequest } from './errors.ts';
import { type Document, isObject } from './json.ts';
import type { OperationCounts } from './operation-counts.ts';
import type { PhysicalPartitions } from './physical-partitions.ts';
import type { Account } from './store/account.ts';
import type { Container } from './store/container.ts';

export type Exchange = {
  account: Account;
  /** Path segments, decoded: `dbs`, name, `colls`, name, `docs`, id. */
  path: string[];
  headers: IncomingHttpHeaders;
  body: string;
  counts: OperationCounts;
  partitions: PhysicalPartitions;
  /** `http://127.0.0.1:port/`, as the account document has to name it. */
  endpoint: string;
};

export type Reply = {
  status: number;
  /** JSON text; none for 204 and 304. */
  body?: string;
  /** Request units. */
  charge: number;
  etag?: string;
  /** The container that a data-plane reply comes from, for its session token. */
  container?: Container;
  /** Further headers: name, value, name, value. */
  headers?: string[];
};

export type Handler = (exchange: Exchange) => Reply;

/** The body as a JSON object. @throws 400 when it is anything else. */
export function bodyObject(exchange: Exchange): Document {
  const value = bodyJson(exchange);
  if (!isObject(value)) throw badRequest('The request body must be a JSON object.');
  return value;
}

/** The body as JSON. @throws 400 when it is malformed. */
export function bodyJson(exchange: Exchange): unknown {
  try {
    return JSON.parse(exchange.body);
  } catch (error) {
    throw badRequest(`The request body is not valid JSON: ${(error as Error).message}`);
  }
}

export function header(exchange: Exchange, name: string): string | undefined {
  const value = exchange.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

export function isTrue(value: string | undefined): boolean {
  return value !== undefined && value.toLowerCase() === 'true';
}

/** The container that the path names. @throws 404 */
export function containerOf(exchange: Exchange): Container {
  return exchange.account.database(exchange.path[1] ?? '').container(exchange.path[3] ?? '');
}
