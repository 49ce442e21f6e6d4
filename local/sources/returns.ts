// Returns: goods of one of the last purchases come back, mostly to a store.
import { rfc3339 } from './clock-text.ts';
import { cloudEvents, kind } from './cloud-events.ts';
import { priceMinor, skuId, storeId } from './identifiers.ts';
import { recall } from './journal.ts';
import { oneOf } from './random.ts';
import type { MakeSimulator } from './simulator.ts';

const ACCEPTED = kind('returns', 'accepted', 'returns_accepted');
const REASONS = ['unwanted', 'unwanted', 'faulty', 'wrong_size', 'not_as_described', 'arrived_late'] as const;
const CONDITIONS = ['resaleable', 'resaleable', 'resaleable', 'damaged', 'opened'] as const;

export const makeReturns: MakeSimulator = ({ world, rng, run, journal }) => {
  const events = cloudEvents('returns', run);
  let count = 0;
  return {
    next: moment => {
      const purchase = recall(journal, rng, () => true);
      const line = purchase?.lines[0] ?? { sku: world.popularSku(rng), quantity: 1, discountMinor: 0 };
      const inStore = purchase === undefined || purchase.store >= 0 || rng.chance(0.5);
      const store = storeId(world, purchase && purchase.store >= 0 ? purchase.store : world.anyStore(rng));
      const refund = line.quantity * priceMinor(world, line.sku) - line.discountMinor;
      const origin = purchase
        ? `"${purchase.store < 0 ? 'orderId' : 'saleId'}":"${purchase.id}",`
        : `"saleId":"S${run}-X${count}",`;
      const method = inStore ? 'in_store' : rng.chance(0.5) ? 'post' : 'locker';
      const data = `{"returnId":"R${run}-${++count}",${origin}"storeId":"${store}","acceptedAt":"${rfc3339(moment.eventMs)}","method":"${method}","currency":"GBP","lines":[{"lineNumber":1,"sku":"${skuId(world, line.sku)}","quantity":${line.quantity},"reason":"${oneOf(rng, REASONS)}","condition":"${oneOf(rng, CONDITIONS)}","refundMinor":${refund}}],"totalRefundMinor":${refund}}`;
      return events.event(ACCEPTED, '/returns/desk', store, data, moment);
    },
    renew: events.renew,
  };
};
