// The table of contents: every operation that this server knows, and its handler. A * stands for a name; what follows
// # is told from the request's headers (operationOf).
import { CosmosError } from './errors.ts';
import { type Exchange, type Handler, header, isTrue } from './exchange.ts';
import { readAccount } from './handlers/account.ts';
import { batchItems } from './handlers/batch-items.ts';
import { readChangeFeed } from './handlers/change-feed.ts';
import {
  createContainer,
  deleteContainer,
  listContainers,
  readContainer,
  replaceContainer,
} from './handlers/containers.ts';
import { createDatabase, deleteDatabase, listDatabases, readDatabase } from './handlers/databases.ts';
import { isQuery } from './handlers/definitions.ts';
import { createItem, deleteItem, patchItem, readItem, replaceItem, upsertItem } from './handlers/items.ts';
import { listOffers, readOffer, replaceOffer } from './handlers/offers.ts';
import { listPartitionKeyRanges } from './handlers/partition-key-ranges.ts';
import { listItems, planQuery, queryItems } from './handlers/query-items.ts';

export type Route = { name: string; handler: Handler };

const ROUTES: Record<string, [name: string, handler: Handler]> = {
  'GET ': ['account.read', readAccount],

  'POST dbs': ['databases.create', createDatabase],
  'GET dbs': ['databases.list', listDatabases],
  'POST dbs#query': ['databases.query', listDatabases],
  'GET dbs/*': ['databases.read', readDatabase],
  'DELETE dbs/*': ['databases.delete', deleteDatabase],

  'POST dbs/*/colls': ['containers.create', createContainer],
  'GET dbs/*/colls': ['containers.list', listContainers],
  'POST dbs/*/colls#query': ['containers.query', listContainers],
  'GET dbs/*/colls/*': ['containers.read', readContainer],
  'PUT dbs/*/colls/*': ['containers.replace', replaceContainer],
  'DELETE dbs/*/colls/*': ['containers.delete', deleteContainer],
  'GET dbs/*/colls/*/pkranges': ['partitionKeyRanges.list', listPartitionKeyRanges],

  'POST dbs/*/colls/*/docs': ['items.create', createItem],
  'POST dbs/*/colls/*/docs#upsert': ['items.upsert', upsertItem],
  'POST dbs/*/colls/*/docs#query': ['items.query', queryItems],
  'POST dbs/*/colls/*/docs#plan': ['items.queryPlan', planQuery],
  'POST dbs/*/colls/*/docs#batch': ['items.batch', batchItems],
  'POST dbs/*/colls/*/docs#bulk': ['items.bulk', batchItems],
  'GET dbs/*/colls/*/docs': ['items.list', listItems],
  'GET dbs/*/colls/*/docs#feed': ['items.changeFeed', readChangeFeed],
  'GET dbs/*/colls/*/docs/*': ['items.read', readItem],
  'PUT dbs/*/colls/*/docs/*': ['items.replace', replaceItem],
  'PATCH dbs/*/colls/*/docs/*': ['items.patch', patchItem],
  'DELETE dbs/*/colls/*/docs/*': ['items.delete', deleteItem],

  'GET offers': ['offers.list', listOffers],
  'POST offers#query': ['offers.query', listOffers],
  'GET offers/*': ['offers.read', readOffer],
  'PUT offers/*': ['offers.replace', replaceOffer],
};

const routes = new Map<string, Route>(
  Object.entries(ROUTES).map(([pattern, [name, handler]]) => [pattern, { name, handler }]),
);

/** @throws 404 for a path that this server does not have, 405 for a method that the path does not have */
export function routeOf(method: string, exchange: Exchange): Route {
  const kinds = exchange.path.map((segment, index) => (index % 2 === 0 ? segment : '*')).join('/');
  const route = routes.get(`${method} ${kinds}${operationOf(method, exchange)}`);
  if (route !== undefined) return route;
  const known = [...routes.keys()].some(key => key.split(' ')[1]?.split('#')[0] === kinds);
  throw new CosmosError(known ? 405 : 404, `This stand-in has no ${method} /${exchange.path.join('/')}.`);
}

/** What a POST or a GET of a collection of resources means. */
function operationOf(method: string, exchange: Exchange): string {
  if (method === 'GET') return header(exchange, 'a-im') === undefined ? '' : '#feed';
  if (method !== 'POST') return '';
  if (isTrue(header(exchange, 'x-ms-cosmos-is-batch-request'))) {
    return isTrue(header(exchange, 'x-ms-cosmos-batch-atomic')) ? '#batch' : '#bulk';
  }
  if (isTrue(header(exchange, 'x-ms-cosmos-is-query-plan-request'))) return '#plan';
  if (isQuery(exchange)) return '#query';
  return isTrue(header(exchange, 'x-ms-documentdb-is-upsert')) ? '#upsert' : '';
}
