// Warehouse management (SQL Server): bins are picked from and filled; goods receipts are opened together with
// the bin they go into, then checked and closed.
import { changeLog, type Op } from './change-log.ts';
import { rfc3339 } from './clock-text.ts';
import { sqlServer } from './dialects.ts';
import { centreId, skuId } from './identifiers.ts';
import { Pending } from './journal.ts';
import type { MakeSimulator } from './simulator.ts';
import { type Change, transactional } from './transactions.ts';

const CENTRES = 3;
const BINS = 4_000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRST';

interface Receipt {
  id: string;
  bin: number;
  order: string;
  sku: number;
  expected: number;
  received: number;
  status: 'open' | 'checked' | 'closed';
  receivedMs: number;
}

const two = (n: number): string => String(100 + n).slice(1);
const centreOf = (bin: number): string => centreId(Math.floor(bin / BINS));
/** Aisle (a letter and two digits), bay and level of a bin. */
function binId(bin: number): string {
  const n = bin % BINS;
  return `${LETTERS[n % 20]}${two(1 + (Math.floor(n / 20) % 4))}-${two(Math.floor(n / 80) % 10)}-${two(Math.floor(n / 800))}`;
}

export const makeWarehouse: MakeSimulator = ({ world, rng, run, startMs }) => {
  const log = changeLog('warehouse', sqlServer('warehouse', startMs, rng));
  const seen = new Uint8Array(CENTRES * BINS);
  const sku = new Int32Array(CENTRES * BINS);
  const quantity = new Int32Array(CENTRES * BINS);
  const updatedMs = new Float64Array(CENTRES * BINS);
  const receipts = new Pending<Receipt>(512);
  let count = 0;

  const binText = (bin: number): string => {
    const item = sku[bin] ?? 0;
    const lot = item % 3 === 0 ? `"LOT${String(100_000 + (item % 1000))}"` : 'null';
    return `{"warehouse_id":"${centreOf(bin)}","bin_id":"${binId(bin)}","sku":"${skuId(world, item)}","quantity":${quantity[bin]},"lot_number":${lot},"updated_at":"${rfc3339(updatedMs[bin] ?? 0)}"}`;
  };
  const move =
    (bin: number, units: number): Change =>
    moment => {
      const before = seen[bin] === 1 ? binText(bin) : null;
      if (before === null) {
        sku[bin] = world.popularSku(rng);
        quantity[bin] = 100 + rng.below(400);
      }
      const held = quantity[bin] ?? 0;
      const empty = before !== null && held === 0;
      const op: Op =
        before === null ? (seen[bin] === 0 ? 'r' : 'c') : rng.chance(empty ? 0.3 : 0.004) ? 'd' : 'u';
      seen[bin] = op === 'd' ? 2 : 1;
      if (op !== 'd') {
        // An empty bin is filled anew, with what the warehouse needs then.
        if (empty) sku[bin] = world.popularSku(rng);
        quantity[bin] = empty ? 200 : Math.min(9_000, Math.max(0, held + units));
        updatedMs[bin] = moment.eventMs;
      }
      const after = op === 'd' ? null : binText(bin);
      return log.change('bin_stock', `${centreOf(bin)}:${binId(bin)}`, op, before, after, moment);
    };
  const receiptText = (r: Receipt): string =>
    `{"receipt_id":"${r.id}","warehouse_id":"${centreOf(r.bin)}","purchase_order_id":"${r.order}","sku":"${skuId(world, r.sku)}","quantity_expected":${r.expected},"quantity_received":${r.received},"status":"${r.status}","received_at":"${rfc3339(r.receivedMs)}"}`;
  const open = (receipt: Receipt): Change => {
    return moment => {
      receipt.receivedMs = moment.eventMs;
      receipts.push(receipt);
      return log.change('goods_receipt', receipt.id, 'c', null, receiptText(receipt), moment);
    };
  };
  const proceed =
    (receipt: Receipt): Change =>
    moment => {
      const before = receiptText(receipt);
      receipt.received = receipt.expected - (rng.chance(0.05) ? 1 + rng.below(receipt.expected) : 0);
      receipt.status = receipt.status === 'open' ? 'checked' : 'closed';
      if (receipt.status === 'checked') receipts.push(receipt);
      return log.change('goods_receipt', receipt.id, 'u', before, receiptText(receipt), moment);
    };
  const receive = (bin: number): Change[] => {
    const expected = 24 * (1 + rng.below(20));
    const id = `GR${run}-${++count}`;
    const order = `PO${run}-${1 + rng.below(count)}`;
    const receipt: Receipt = {
      id,
      bin,
      order,
      sku: world.popularSku(rng),
      expected,
      received: 0,
      status: 'open',
      receivedMs: 0,
    };
    return [open(receipt), move(bin, expected)];
  };
  const plan = (): Change[] => {
    const dice = rng.next();
    const bin = rng.below(CENTRES * BINS);
    if (dice < 0.02) return receive(bin);
    const receipt = dice < 0.06 ? receipts.shift() : undefined;
    if (receipt) return [proceed(receipt)];
    if (dice < 0.3) return [move(bin, -24), move(rng.below(CENTRES * BINS), 24)];
    return [move(bin, -(1 + rng.below(12)))];
  };
  return transactional(log, { bin_stock: ['warehouse_id', 'bin_id'], goods_receipt: ['receipt_id'] }, plan);
};
