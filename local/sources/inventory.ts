// Store inventory (PostgreSQL): stock levels of 30 stores on the live ledger and of the online stock. Sales and
// orders take stock away, one transaction per basket; the rest is deliveries, reservations and counts.
import { changeLog, type Op } from './change-log.ts';
import { rfc3339 } from './clock-text.ts';
import { postgres } from './dialects.ts';
import { skuId, storeId } from './identifiers.ts';
import type { Purchase } from './journal.ts';
import type { Random } from './random.ts';
import type { MakeSimulator } from './simulator.ts';
import { type Change, transactional } from './transactions.ts';
import { ONLINE_STOCK, SKUS, STORES } from './world.ts';

/** Every fourth store keeps a live ledger; the others report overnight, outside of this stream. */
export const isLive = (store: number): boolean => store === ONLINE_STOCK || store % 4 === 0;

const ROWS = (STORES + 1) * SKUS;

/** The table, column by column; `seen` is 0 for a row not yet published, 1 for a live one, 2 for a deleted one. */
function makeTable() {
  return {
    seen: new Uint8Array(ROWS),
    onHand: new Int32Array(ROWS),
    reserved: new Int32Array(ROWS),
    inTransit: new Int32Array(ROWS),
    updatedMs: new Float64Array(ROWS),
  };
}
type Table = ReturnType<typeof makeTable>;

/** Changes one row in place. */
type Edit = (table: Table, row: number) => void;

const take =
  (quantity: number): Edit =>
  (table, row) => {
    table.onHand[row] = (table.onHand[row] ?? 0) - quantity;
  };

/** What happens to a row that no basket touches: what it lacks decides. */
function upkeep(rng: Random): Edit {
  const dice = rng.next();
  return (table, row) => {
    const onHand = table.onHand[row] ?? 0;
    const reserved = table.reserved[row] ?? 0;
    const inTransit = table.inTransit[row] ?? 0;
    if (inTransit > 0 && dice < 0.6) {
      table.onHand[row] = onHand + inTransit;
      table.inTransit[row] = 0;
    } else if (onHand < 60) table.inTransit[row] = inTransit + 48;
    else if (reserved > 0 && dice < 0.8) table.reserved[row] = reserved - 1;
    else if (dice < 0.9) table.reserved[row] = reserved + 1;
    else table.onHand[row] = onHand - 1;
  };
}

export const makeInventory: MakeSimulator = ({ world, journal, rng, startMs }) => {
  const log = changeLog('inventory', postgres('inventory', startMs, rng));
  const table = makeTable();

  const text = (row: number, key: string): string =>
    `{${key},"on_hand":${table.onHand[row]},"reserved":${table.reserved[row]},"in_transit":${table.inTransit[row]},"updated_at":"${rfc3339(table.updatedMs[row] ?? 0)}"}`;
  const change =
    (store: number, sku: number, edit: Edit, remove: boolean): Change =>
    moment => {
      const row = store * SKUS + sku;
      const shop = storeId(world, store);
      const item = skuId(world, sku);
      const key = `"store_id":"${shop}","sku":"${item}"`;
      const seen = table.seen[row] ?? 0;
      const before = seen === 1 ? text(row, key) : null;
      const op: Op = before === null ? (seen === 0 ? 'r' : 'c') : remove ? 'd' : 'u';
      if (op === 'd') {
        table.seen[row] = 2;
        return log.change('stock_level', `${shop}:${item}`, op, before, null, moment);
      }
      if (before === null) {
        // First seen: a store holds more of what sells more.
        table.onHand[row] = 40 + rng.below(200) + Math.round(20_000 / (sku + 50));
        table.reserved[row] = 0;
        table.inTransit[row] = 0;
        table.seen[row] = 1;
      }
      edit(table, row);
      table.updatedMs[row] = moment.eventMs;
      return log.change('stock_level', `${shop}:${item}`, op, before, text(row, key), moment);
    };
  const basket = ({ store, lines }: Purchase): Change[] => {
    const location = store < 0 ? ONLINE_STOCK : store;
    return lines.map(({ sku, quantity }) => change(location, sku, take(quantity), false));
  };
  const upkeepChanges = (): Change[] => {
    const store = rng.chance(0.3) ? ONLINE_STOCK : 4 * rng.below(STORES / 4);
    const remove = rng.chance(0.03);
    const first = world.popularSku(rng);
    const count = remove ? 1 : 1 + rng.below(4);
    return Array.from({ length: count }, (_, i) => change(store, (first + i) % SKUS, upkeep(rng), remove));
  };
  const plan = (): Change[] => {
    if (rng.chance(0.1)) return upkeepChanges();
    for (let purchase = journal.unstocked.shift(); purchase; purchase = journal.unstocked.shift()) {
      if (isLive(purchase.store < 0 ? ONLINE_STOCK : purchase.store)) return basket(purchase);
    }
    return upkeepChanges();
  };
  return transactional(log, { stock_level: ['store_id', 'sku'] }, plan);
};
