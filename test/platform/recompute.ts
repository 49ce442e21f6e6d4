// What gold must hold, recomputed from the simulators' own record of what they sent. Shares no code with the product:
// plain loops over parsed bodies, so that a mistake of the product cannot hide in its own check.

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

type Row = {
  lines?: { sku: string; quantity: number; amountMinor: number }[];
  cardToken?: string;
  storeId?: string;
  amountMinor?: number;
  store_id?: string;
  sku?: string;
  on_hand?: number;
  reserved?: number;
  in_transit?: number;
  programme?: string;
  kind?: string;
  points?: number;
} & { [time in 'soldAt' | 'placedAt' | 'authorisedAt' | 'declinedAt' | 'occurred_at']?: string };
type Line = {
  kind: 'valid' | 'duplicate' | 'invalid';
  table: string;
  identity: string;
  sends: number;
  body: Record<string, unknown>;
};

/** `<model> <partition key> <id of the document> <field>` → value; zeros are left out. */
export type GoldNumbers = Map<string, number>;

export type Recomputed = {
  gold: GoldNumbers;
  acknowledged: number;
  valid: number;
  invalid: number;
  resent: number;
};

const hour = 3_600_000;
const day = 24 * hour;

export async function recompute(truthLog: string): Promise<Recomputed> {
  const gold: GoldNumbers = new Map();
  const seen = new Set<string>();
  const counts = { acknowledged: 0, invalid: 0, resent: 0 };
  for await (const text of createInterface({ input: createReadStream(truthLog) })) {
    const line = JSON.parse(text) as Line;
    counts.acknowledged += 1;
    if (line.sends > 1) counts.resent += 1;
    if (line.kind === 'invalid') counts.invalid += 1;
    else if (!seen.has(line.identity)) {
      seen.add(line.identity);
      addEvent(gold, line);
    }
  }
  for (const [name, value] of gold) if (value === 0) gold.delete(name);
  return { gold, valid: seen.size, ...counts };
}

function addEvent(gold: GoldNumbers, { table, body }: Line): void {
  const data = body.data as Row;
  if (table === 'pos_sale') addSale(gold, data, 'soldAt');
  else if (table === 'ecommerce_order') addSale(gold, data, 'placedAt');
  else if (table === 'payments_authorised') addPayment(gold, data);
  else if (table === 'payments_declined') addDecline(gold, data);
  else if (table === 'inventory_stock_level') eachImage(body, addStock(gold));
  else if (table === 'loyalty_points_transaction') eachImage(body, addPoints(gold));
}

function add(gold: GoldNumbers, model: string, pk: string, id: string, field: string, amount: number): void {
  const name = `${model} ${pk} ${id} ${field}`;
  gold.set(name, (gold.get(name) ?? 0) + amount);
}

function spanId(time: string, length: number): { id: string; within: number } {
  const ms = new Date(time).getTime();
  return { id: `${ms - (ms % length)}`.padStart(14, '0'), within: ms % length };
}

function addSale(gold: GoldNumbers, sale: Row, timeField: 'soldAt' | 'placedAt'): void {
  const { id, within } = spanId(sale[timeField] ?? '', hour);
  const minute = Math.floor(within / 60_000);
  const skus = new Set<string>();
  for (const { sku, quantity, amountMinor } of sale.lines ?? []) {
    add(gold, 'sales_velocity', sku, id, `${minute}_units`, quantity);
    add(gold, 'sales_velocity', sku, id, `${minute}_revenue_minor`, amountMinor);
    add(gold, 'sales_velocity', sku, id, `${minute}_n`, 1);
    skus.add(sku);
  }
  for (const sku of skus) add(gold, 'sales_velocity', sku, id, `${minute}_transactions`, 1);
}

function addPayment(
  gold: GoldNumbers,
  { cardToken = '', storeId, amountMinor = 0, authorisedAt = '' }: Row,
): void {
  const { id, within } = spanId(authorisedAt, day);
  const slot = Math.floor(within / 300_000);
  add(gold, 'payment_fraud_features', cardToken, id, `${slot}_payments`, 1);
  add(gold, 'payment_fraud_features', cardToken, id, `${slot}_amount_minor`, amountMinor);
  add(gold, 'payment_fraud_features', cardToken, id, `${slot}_n`, 1);
  add(gold, 'payment_fraud_features', cardToken, id, `${slot}_stores:${storeId}`, 1);
}

function addDecline(gold: GoldNumbers, { cardToken = '', declinedAt = '' }: Row): void {
  const { id, within } = spanId(declinedAt, day);
  const slot = Math.floor(within / 300_000);
  add(gold, 'payment_fraud_features', cardToken, id, `${slot}_declines`, 1);
  add(gold, 'payment_fraud_features', cardToken, id, `${slot}_n`, 1);
}

/** The rows that a change adds (+1) and takes away (−1). */
function eachImage(body: Record<string, unknown>, take: (row: Row, weight: number) => void): void {
  const change = (body.payload ?? body) as { before: Row | null; after: Row | null };
  if (change.before) take(change.before, -1);
  if (change.after) take(change.after, 1);
}

function addStock(gold: GoldNumbers) {
  return ({ store_id = '', sku, on_hand = 0, reserved = 0, in_transit = 0 }: Row, weight: number) => {
    const id = `${sku}|00000000000000`;
    for (const [column, units] of Object.entries({ on_hand, reserved, in_transit })) {
      add(gold, 'inventory_position', store_id, id, `0_${column}`, weight * units);
      add(gold, 'inventory_position', store_id, id, `0_${column}.n`, weight);
    }
    add(gold, 'inventory_position', store_id, id, '0_positions', weight);
  };
}

function addPoints(gold: GoldNumbers) {
  return ({ programme = '', kind, points = 0, occurred_at = '' }: Row, weight: number) => {
    const { id } = spanId(occurred_at, day);
    const total = (column: string, amount: number) =>
      add(gold, 'loyalty_redemption', programme, id, `0_${column}`, weight * amount);
    total('transactions', 1);
    if (kind === 'earn') {
      total('points_earned', points);
      total('points_earned.n', 1);
    }
    if (kind === 'redeem') {
      total('points_redeemed', points);
      total('points_redeemed.n', 1);
      total('redemptions', 1);
    }
  };
}
