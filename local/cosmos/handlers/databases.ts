// Databases: create, read, list and query, delete.
import { badRequest } from '../errors.ts';
import { bodyObject, type Exchange, type Reply } from '../exchange.ts';
import { listDefinitions } from './definitions.ts';

export function createDatabase(exchange: Exchange): Reply {
  const { id } = bodyObject(exchange);
  if (typeof id !== 'string' || id === '') throw badRequest('A database needs an id.');
  const { definition } = exchange.account.createDatabase(id);
  return { status: 201, body: JSON.stringify(definition), charge: 5, etag: String(definition._etag) };
}

export function readDatabase({ account, path }: Exchange): Reply {
  const { definition } = account.database(path[1] ?? '');
  return { status: 200, body: JSON.stringify(definition), charge: 2, etag: String(definition._etag) };
}

export function listDatabases(exchange: Exchange): Reply {
  const all = [...exchange.account.databases.values()].map(({ definition }) => definition);
  return listDefinitions(exchange, '', 'Databases', all);
}

export function deleteDatabase({ account, path }: Exchange): Reply {
  account.dropDatabase(path[1] ?? '');
  return { status: 204, charge: 5 };
}
