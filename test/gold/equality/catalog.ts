// The tables that random models read: two of events, with lists in lists, and one of changes.

import type { Catalog, Encoding, EventType } from '../../../src/catalog/catalog.ts';
import type { JsonObject } from '../../../src/json.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const optionalText = { type: ['string', 'null'] };
const optionalWhole = { type: ['integer', 'null'] };
const optionalTime = { type: ['string', 'null'], format: 'date-time' };

const object = (properties: JsonObject, required: string[] = []): JsonObject => ({
  type: 'object',
  properties,
  required,
});

const part = object({ code: text, pieces: optionalWhole, uid: whole }, ['code', 'uid']);

const line = object(
  {
    sku: text,
    quantity: whole,
    price: { type: ['number', 'null'] },
    gift: { type: ['boolean', 'null'] },
    note: optionalText,
    parts: { type: 'array', items: part },
    uid: whole,
  },
  ['sku', 'quantity', 'uid'],
);

const sale = object(
  {
    uid: whole,
    store: text,
    code: optionalText,
    amount: optionalWhole,
    price: { type: ['number', 'null'] },
    paid: { type: ['boolean', 'null'] },
    at: optionalTime,
    due: { type: ['string', 'null'], format: 'date' },
    buyer: object({ name: optionalText, age: optionalWhole, tags: { type: 'array', items: text } }),
    lines: { type: 'array', items: line },
    misc: {},
  },
  ['uid', 'store'],
);

const order = object(
  {
    uid: whole,
    shop: text,
    total: optionalWhole,
    express: { type: ['boolean', 'null'] },
    items: { type: 'array', items: line },
  },
  ['uid', 'shop'],
);

const stock = object(
  {
    uid: whole,
    store: text,
    sku: text,
    on_hand: optionalWhole,
    reserved: optionalWhole,
    price: { type: ['number', 'null'] },
    checked: { type: ['boolean', 'null'] },
    note: optionalText,
    counted: optionalTime,
  },
  ['uid', 'store', 'sku'],
);

export const tables = { sale, web_order: order, stock };

const about = { description: 'Test', owner: 'test', partitions: 3, claimBuckets: 1 };

function source(name: string, encoding: Encoding, types: Record<string, JsonObject>) {
  return {
    ...about,
    name,
    title: name,
    hub: name,
    encoding,
    types: Object.entries(types).map(
      ([table, schema]): EventType => ({
        name: table,
        table,
        description: table,
        schema,
        key: ['uid'],
        time: '/at',
        identity: null,
        expectations: [],
      }),
    ),
  };
}

export const catalog: Catalog = {
  sources: [
    source('shops', 'cloudevents', { sale, web_order: order }),
    source('inventory', 'debezium', { stock }),
  ],
};
