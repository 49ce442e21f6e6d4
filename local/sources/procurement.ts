// Procurement (SQL Server): purchase orders are placed with all their lines in one transaction, confirmed,
// received line by line, or cancelled and deleted.
import { changeLog } from './change-log.ts';
import { rfc3339 } from './clock-text.ts';
import { sqlServer } from './dialects.ts';
import { centreId, priceMinor, skuId } from './identifiers.ts';
import { Pending } from './journal.ts';
import { geometric } from './random.ts';
import type { MakeSimulator, Moment, Setting } from './simulator.ts';
import { type Change, transactional } from './transactions.ts';

const DAY_MS = 86_400_000;

interface OrderLine {
  sku: number;
  ordered: number;
  received: number;
  updatedMs: number;
}

interface PurchaseOrder {
  id: string;
  supplier: string;
  centre: string;
  status: 'placed' | 'confirmed' | 'received' | 'cancelled';
  totalMinor: number;
  orderedMs: number;
  updatedMs: number;
  lines: OrderLine[];
}

function draft({ world, rng, run }: Setting, number: number): PurchaseOrder {
  const lines: OrderLine[] = [];
  let totalMinor = 0;
  for (let n = geometric(rng, 3, 12); n > 0; n--) {
    const sku = world.popularSku(rng);
    const ordered = 24 * (1 + rng.below(20));
    totalMinor += ordered * costMinor(priceMinor(world, sku));
    lines.push({ sku, ordered, received: 0, updatedMs: 0 });
  }
  return {
    id: `PO${run}-${number}`,
    supplier: `SUP${String(10_001 + rng.below(300)).slice(1)}`,
    centre: centreId(rng.below(3)),
    status: 'placed',
    totalMinor,
    orderedMs: 0,
    updatedMs: 0,
    lines,
  };
}

/** What the group pays for what it sells at this price. */
const costMinor = (price: number): number => Math.max(1, Math.floor(price * 0.55));

export const makeProcurement: MakeSimulator = setting => {
  const { world, rng } = setting;
  const log = changeLog('procurement', sqlServer('procurement', setting.startMs, rng));
  const open = new Pending<PurchaseOrder>(512);
  let count = 0;

  const headText = (o: PurchaseOrder): string =>
    `{"purchase_order_id":"${o.id}","supplier_id":"${o.supplier}","warehouse_id":"${o.centre}","status":"${o.status}","total_minor":${o.totalMinor},"currency":"GBP","ordered_at":"${rfc3339(o.orderedMs)}","expected_at":"${rfc3339(o.orderedMs + 5 * DAY_MS)}","updated_at":"${rfc3339(o.updatedMs)}"}`;
  const lineText = (o: PurchaseOrder, line: OrderLine, number: number): string =>
    `{"purchase_order_id":"${o.id}","line_number":${number},"sku":"${skuId(world, line.sku)}","quantity_ordered":${line.ordered},"quantity_received":${line.received},"unit_cost_minor":${costMinor(priceMinor(world, line.sku))},"updated_at":"${rfc3339(line.updatedMs)}"}`;
  const head =
    (order: PurchaseOrder, edit: (moment: Moment) => void): Change =>
    moment => {
      const before = order.updatedMs === 0 ? null : headText(order);
      edit(moment);
      order.updatedMs = moment.eventMs;
      return log.change('purchase_order', order.id, before ? 'u' : 'c', before, headText(order), moment);
    };
  const line =
    (order: PurchaseOrder, item: OrderLine, number: number, received: number): Change =>
    moment => {
      const before = item.updatedMs === 0 ? null : lineText(order, item, number);
      item.received = received;
      item.updatedMs = moment.eventMs;
      const after = lineText(order, item, number);
      const key = `${order.id}:${number}`;
      return log.change('purchase_order_line', key, before ? 'u' : 'c', before, after, moment);
    };
  const place = (): Change[] => {
    const order = draft(setting, ++count);
    const first = head(order, moment => {
      order.orderedMs = moment.eventMs;
      open.push(order);
    });
    return [first, ...order.lines.map((item, i) => line(order, item, i + 1, 0))];
  };
  const setStatus = (order: PurchaseOrder, status: PurchaseOrder['status'], reopen: boolean): Change =>
    head(order, () => {
      order.status = status;
      if (reopen) open.push(order);
    });
  const receive = (order: PurchaseOrder): Change[] => [
    setStatus(order, 'received', false),
    ...order.lines.map((item, i) => line(order, item, i + 1, item.ordered - (rng.chance(0.05) ? 1 : 0))),
  ];
  const remove = (order: PurchaseOrder): Change[] => [
    moment => log.change('purchase_order', order.id, 'd', headText(order), null, moment),
    ...order.lines.map((item, i): Change => {
      const key = `${order.id}:${i + 1}`;
      return moment =>
        log.change('purchase_order_line', key, 'd', lineText(order, item, i + 1), null, moment);
    }),
  ];
  const plan = (): Change[] => {
    const order = rng.chance(0.65) ? open.shift() : undefined;
    if (!order) return place();
    if (order.status === 'cancelled') return remove(order);
    if (order.status === 'confirmed') return receive(order);
    if (rng.chance(0.1)) return [setStatus(order, 'cancelled', true)];
    return [setStatus(order, 'confirmed', true)];
  };
  return transactional(
    log,
    { purchase_order: ['purchase_order_id'], purchase_order_line: ['purchase_order_id', 'line_number'] },
    plan,
  );
};
