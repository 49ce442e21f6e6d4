// Point operations on documents: create, upsert, read, replace, patch, delete.
import { bodyJson, bodyObject, containerOf, type Exchange, type Reply } from '../exchange.ts';
import * as operations from '../item-operations.ts';
import { writeCharge } from '../request-charge.ts';
import { conditionsOf, itemRead, itemWritten, keyOf } from './item-reply.ts';

export function createItem(exchange: Exchange): Reply {
  const container = containerOf(exchange);
  const item = operations.createItem(container, keyOf(exchange, container), bodyObject(exchange));
  return itemWritten(exchange, 201, container, item);
}

export function upsertItem(exchange: Exchange): Reply {
  const container = containerOf(exchange);
  const key = keyOf(exchange, container);
  const { item, created } = operations.upsertItem(
    container,
    key,
    bodyObject(exchange),
    conditionsOf(exchange),
  );
  return itemWritten(exchange, created ? 201 : 200, container, item);
}

export function readItem(exchange: Exchange): Reply {
  const container = containerOf(exchange);
  const key = keyOf(exchange, container);
  return itemRead(
    container,
    operations.readItem(container, key, exchange.path[5] ?? '', conditionsOf(exchange)),
  );
}

export function replaceItem(exchange: Exchange): Reply {
  const container = containerOf(exchange);
  const key = keyOf(exchange, container);
  const id = exchange.path[5] ?? '';
  const item = operations.replaceItem(container, key, id, bodyObject(exchange), conditionsOf(exchange));
  return itemWritten(exchange, 200, container, item);
}

export function patchItem(exchange: Exchange): Reply {
  const container = containerOf(exchange);
  const key = keyOf(exchange, container);
  const id = exchange.path[5] ?? '';
  const item = operations.patchItem(container, key, id, bodyJson(exchange), conditionsOf(exchange));
  return itemWritten(exchange, 200, container, item);
}

export function deleteItem(exchange: Exchange): Reply {
  const container = containerOf(exchange);
  const key = keyOf(exchange, container);
  const item = operations.deleteItem(container, key, exchange.path[5] ?? '', conditionsOf(exchange));
  return { status: 204, charge: writeCharge(Buffer.byteLength(item.text)), container };
}
