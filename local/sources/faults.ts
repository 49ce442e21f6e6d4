// What goes wrong at sources: ways to spoil an event so that a platform must not accept it. Every fault is
// refused by JSON itself, by the envelope, by the schema or by a `drop` expectation of the catalog.
import type { Encoding } from './mix.ts';
import { oneOf, type Random } from './random.ts';
import type { JsonObject, JsonValue } from './simulator.ts';

/** What the catalog says about a table that a spoiler must know. */
export interface TableShape {
  required: readonly string[];
  /** Name of the field with the event time. */
  time: string;
}

export const FAULTS = [
  'malformed-json',
  'missing-field',
  'wrong-type',
  'unknown-type',
  'wrong-date',
  'negative-quantity',
  'binary',
  'wrong-total',
  'no-before-image',
] as const;
export type Fault = (typeof FAULTS)[number];

/** The count or amount that must not be negative, by table; `lines` means the quantity of the first line. */
const QUANTITIES: Record<string, string> = {
  pos_sale: 'lines',
  pos_void: 'amountMinor',
  pos_till_opened: 'floatMinor',
  ecommerce_product_view: 'priceMinor',
  ecommerce_cart_update: 'quantity',
  ecommerce_order: 'lines',
  payments_authorised: 'amountMinor',
  payments_declined: 'amountMinor',
  payments_refunded: 'amountMinor',
  returns_accepted: 'lines',
  fulfilment_shipment: 'lines',
  fulfilment_picked: 'linesPicked',
  fulfilment_dispatched: 'parcels',
  fulfilment_delivered: 'attempts',
  promotions_activated: 'discountPercent',
  promotions_redeemed: 'quantity',
  inventory_stock_level: 'reserved',
  warehouse_bin_stock: 'quantity',
  warehouse_goods_receipt: 'quantity_received',
  loyalty_account: 'points_balance',
  loyalty_points_transaction: 'points',
  pricing_price: 'price_minor',
  customers_customer: 'visits_90_days',
  procurement_purchase_order: 'total_minor',
  procurement_purchase_order_line: 'quantity_ordered',
};

const TOTALS: Record<string, string> = {
  pos_sale: 'totalMinor',
  ecommerce_order: 'totalMinor',
  returns_accepted: 'totalRefundMinor',
};

const NO_DATES = ['yesterday', '2025-02-30T25:61:00Z', '31/12/2025 10:00', '1763942400', ''] as const;

/** The faults that a table's events can have. */
export function possibleFaults(table: string, encoding: Encoding): readonly [Fault, ...Fault[]] {
  const possible = FAULTS.filter(fault => {
    if (fault === 'wrong-total') return table in TOTALS;
    return fault === 'no-before-image' ? encoding === 'debezium' : true;
  });
  return ['malformed-json', ...possible.slice(1)];
}

function ofAnotherType(value: JsonValue | undefined): JsonValue {
  if (typeof value === 'string') return 42;
  return typeof value === 'number' ? 'many' : { unexpected: true };
}

function makeNegative(row: JsonObject, field: string): void {
  const lines = row.lines;
  const holder = field === 'lines' && Array.isArray(lines) ? (lines[0] as JsonObject) : row;
  const name = field === 'lines' ? 'quantity' : field;
  holder[name] = -(Math.abs(Number(holder[name])) || 1);
}

function rubbish(rng: Random): Buffer {
  const bytes = Buffer.allocUnsafe(16 + rng.below(240));
  for (let i = 0; i < bytes.length; i++) bytes[i] = rng.below(256);
  bytes[0] = 0xff;
  return bytes;
}

/** The row inside an event: the data of a CloudEvent, the newer side of a change. */
export function rowOf(body: JsonObject, encoding: Encoding): JsonObject {
  return (encoding === 'cloudevents' ? body.data : (body.after ?? body.before)) as JsonObject;
}

function editBody(
  body: JsonObject,
  fault: Fault,
  table: string,
  encoding: Encoding,
  shape: TableShape,
  rng: Random,
) {
  const row = rowOf(body, encoding);
  const field = shape.required[rng.below(shape.required.length)] ?? shape.time;
  if (fault === 'missing-field') delete row[field];
  else if (fault === 'wrong-type') row[field] = ofAnotherType(row[field]);
  else if (fault === 'wrong-date') row[shape.time] = oneOf(rng, NO_DATES);
  else if (fault === 'negative-quantity') makeNegative(row, QUANTITIES[table] ?? shape.time);
  else if (fault === 'wrong-total') row[TOTALS[table] ?? ''] = Number(row[TOTALS[table] ?? '']) + 1;
  else if (fault === 'unknown-type' && encoding === 'cloudevents')
    body.type = `${String(body.type)}_unheard_of`;
  else if (fault === 'unknown-type') (body.source as JsonObject).table = 'unheard_of';
  else if (fault === 'no-before-image') Object.assign(body, { op: 'u', before: null, after: row });
}

/** Spoils an event. @param body the parsed body, which is changed @returns the bytes to send */
export function spoil(
  body: JsonObject,
  fault: Fault,
  table: string,
  encoding: Encoding,
  shape: TableShape,
  rng: Random,
): Buffer {
  if (fault === 'binary') return rubbish(rng);
  editBody(body, fault, table, encoding, shape, rng);
  const bytes = Buffer.from(JSON.stringify(body));
  if (fault !== 'malformed-json') return bytes;
  return bytes.subarray(0, Math.floor(bytes.length * (0.3 + 0.6 * rng.next())));
}
