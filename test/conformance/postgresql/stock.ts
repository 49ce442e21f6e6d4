// Changes of a table of stock, as a shop's system makes them: transactions of one or more inserts, updates and deletes, rows
// that get another key, and transactions that are rolled back.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Postgres } from './postgres.ts';

export const stores = ['0101', '0102', '0103'];
const skus = 400;

export async function createStock(postgres: Postgres): Promise<void> {
  await postgres.query(
    `CREATE TABLE stock_level (store_id text, sku text, on_hand integer NOT NULL, reserved integer NOT NULL,
       in_transit integer NOT NULL, updated_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (store_id, sku));
     ALTER TABLE stock_level REPLICA IDENTITY FULL;
     INSERT INTO stock_level SELECT s, 'FRE-' || lpad(n::text, 6, '0'), n % 50, n % 5, n % 7
       FROM unnest(ARRAY[${stores.map(store => `'${store}'`).join(',')}]) AS s, generate_series(1, ${skus}) AS n`,
  );
}

/** Changes rows until told to stop; goes on when the server is away. Returns how many transactions were committed. */
export function changeStock(postgres: Postgres, random: () => number): { stop(): Promise<number> } {
  let stopped = false;
  let committed = 0;
  const change = async () => {
    while (!stopped) {
      const sql = Array.from({ length: 1 + Math.floor(random() * 4) }, () => statement(random)).join('; ');
      try {
        // PostgreSQL itself is what gold is compared with: whether a lost commit came through does not matter.
        await postgres.query(random() < 0.1 ? `${sql}; ROLLBACK` : sql);
        committed++;
      } catch {
        await sleep(100);
      }
    }
  };
  const done = change();
  return {
    stop: async () => {
      stopped = true;
      await done;
      return committed;
    },
  };
}

function statement(random: () => number): string {
  const pick = (below: number) => Math.floor(random() * below);
  const store = stores[pick(stores.length)];
  const sku = `FRE-${String(1 + pick(skus)).padStart(6, '0')}`;
  const row = `store_id = '${store}' AND sku = '${sku}'`;
  const kind = random();
  if (kind < 0.15) return `DELETE FROM stock_level WHERE ${row}`;
  if (kind < 0.2)
    return `UPDATE stock_level SET sku = 'NEW-' || lpad((${pick(999_999)})::text, 6, '0'), updated_at = now() WHERE ${row}`;
  if (kind < 0.3)
    return `UPDATE stock_level SET on_hand = on_hand + 1, updated_at = now() WHERE store_id = '${store}' AND sku LIKE '%${pick(10)}'`;
  return `INSERT INTO stock_level (store_id, sku, on_hand, reserved, in_transit)
    VALUES ('${store}', '${sku}', ${pick(500)}, ${pick(50)}, ${pick(20)}) ON CONFLICT (store_id, sku) DO UPDATE
    SET on_hand = EXCLUDED.on_hand, reserved = EXCLUDED.reserved, in_transit = EXCLUDED.in_transit, updated_at = now()`;
}

export type Position = Record<'on_hand' | 'reserved' | 'in_transit' | 'positions', number>;

/** What PostgreSQL itself says, by store and SKU. */
export async function positionsOf(postgres: Postgres): Promise<Map<string, Position>> {
  const rows = await postgres.query(
    `SELECT store_id, sku, sum(on_hand), sum(reserved), sum(in_transit), count(*)
       FROM stock_level GROUP BY store_id, sku ORDER BY store_id, sku`,
  );
  return new Map(
    rows.map(([store, sku, ...numbers]) => {
      const [on_hand = 0, reserved = 0, in_transit = 0, positions = 0] = numbers.map(Number);
      return [`${store}/${sku}`, { on_hand, reserved, in_transit, positions }];
    }),
  );
}
