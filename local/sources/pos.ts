// Tills: sales (97%), voids (2%) and till openings (1%). A till's events share its store's partition key.
import { minuteOfDay, rfc3339 } from './clock-text.ts';
import { cloudEvents, kind } from './cloud-events.ts';
import { accountId, priceMinor, skuId, staffId, storeId } from './identifiers.ts';
import { type Purchase, recall, remember } from './journal.ts';
import { geometric, oneOf, type Random } from './random.ts';
import type { Draft, MakeSimulator, Moment, Setting } from './simulator.ts';
import type { World } from './world.ts';

/** Lines in a basket, on average: 2.2. */
export const MEAN_BASKET_LINES = 2.2;
/** Four baskets in five are paid by card, half are scanned with a loyalty card. */
export const CARD_SHARE = 0.8;
export const LOYALTY_SHARE = 0.52;

const SALE = kind('pos', 'sale', 'pos_sale');
const VOID = kind('pos', 'void', 'pos_void');
const OPENED = kind('pos', 'till_opened', 'pos_till_opened');
const REASONS = ['customer_changed_mind', 'wrong_item', 'price_query', 'payment_failed', 'training'] as const;

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const units = (rng: Random): number => (rng.chance(0.82) ? 1 : 2 + rng.below(4));

/** A basket: one line per SKU, one line in ten at a discount. */
export function fillBasket(world: World, rng: Random, mean: number, discounts: boolean): Purchase['lines'] {
  const lines: Purchase['lines'] = [];
  for (let wanted = geometric(rng, mean, 20); wanted > 0; wanted--) {
    const sku = world.popularSku(rng);
    if (lines.some(line => line.sku === sku)) continue;
    const quantity = units(rng);
    const share = discounts && rng.chance(0.1) ? 0.1 + 0.1 * rng.below(3) : 0;
    lines.push({ sku, quantity, discountMinor: Math.round(quantity * priceMinor(world, sku) * share) });
  }
  return lines;
}

export const totalMinor = (world: World, lines: Purchase['lines']): number =>
  lines.reduce((sum, line) => sum + line.quantity * priceMinor(world, line.sku) - line.discountMinor, 0);

export const makePos: MakeSimulator = setting => {
  const { world, rng, run, journal } = setting;
  const events = cloudEvents('pos', run);
  let count = 0;

  const at = (what: typeof SALE, store: number, till: number, data: string, moment: Moment): Draft => {
    const id = storeId(world, store);
    return events.event(what, `/pos/store/${id}/till/${till}`, id, data, moment);
  };
  const sale = (moment: Moment): Draft => {
    const purchase = ringUp(setting, moment, ++count);
    const paid = rng.chance(CARD_SHARE);
    const loyal = rng.chance(LOYALTY_SHARE);
    remember(journal, purchase);
    if (paid) journal.unpaid.push(purchase);
    if (loyal) journal.unearned.push(purchase);
    if (rng.chance(0.6)) journal.unredeemed.push(purchase);
    journal.unstocked.push(purchase);
    const data = saleText(world, purchase, moment, paid, loyal);
    return at(SALE, purchase.store, purchase.till, data, moment);
  };
  const cancel = (moment: Moment, { id, store, till, totalMinor }: Purchase): Draft => {
    const data = `{"voidId":"V${run}-${++count}","saleId":"${id}","storeId":"${storeId(world, store)}","tillId":"${storeId(world, store)}-${two(till)}","voidedAt":"${rfc3339(moment.eventMs)}","currency":"GBP","amountMinor":${totalMinor},"reason":"${oneOf(rng, REASONS)}","authorisedBy":"${staffId(rng.below(4000))}"}`;
    return at(VOID, store, till, data, moment);
  };
  const open = (moment: Moment): Draft => {
    const store = world.anyStore(rng);
    const till = 1 + rng.below(world.stores[store]?.tills ?? 4);
    const selfCheckout = till > 3;
    const data = `{"storeId":"${storeId(world, store)}","tillId":"${storeId(world, store)}-${two(till)}","openedAt":"${rfc3339(moment.eventMs)}","operatorId":"${staffId(rng.below(4000))}","currency":"GBP","floatMinor":${selfCheckout ? 0 : 10_000},"selfCheckout":${selfCheckout}}`;
    return at(OPENED, store, till, data, moment);
  };
  return {
    next: moment => {
      const dice = rng.next();
      if (dice < 0.01) return open(moment);
      const voided = dice < 0.03 ? recall(journal, rng, purchase => purchase.store >= 0) : undefined;
      return voided ? cancel(moment, voided) : sale(moment);
    },
    renew: events.renew,
  };
};

function ringUp({ world, rng, run }: Setting, { eventMs }: Moment, count: number): Purchase {
  const store = world.openStore(rng, minuteOfDay(eventMs));
  const lines = fillBasket(world, rng, MEAN_BASKET_LINES, true);
  return {
    id: `S${run}-${count}`,
    store,
    till: 1 + rng.below(world.stores[store]?.tills ?? 4),
    customer: world.customer(rng),
    totalMinor: totalMinor(world, lines),
    paymentId: `PS${run}-${count}`,
    lines,
  };
}

function saleText(world: World, purchase: Purchase, moment: Moment, paid: boolean, loyal: boolean): string {
  const store = storeId(world, purchase.store);
  let lines = '';
  let number = 0;
  for (const { sku, quantity, discountMinor } of purchase.lines) {
    const price = priceMinor(world, sku);
    lines += `${number === 0 ? '' : ','}{"lineNumber":${++number},"sku":"${skuId(world, sku)}","quantity":${quantity},"unitPriceMinor":${price},"discountMinor":${discountMinor},"amountMinor":${quantity * price - discountMinor}}`;
  }
  const payment = paid ? `,"paymentId":"${purchase.paymentId}"` : '';
  const loyalty = loyal ? `,"loyaltyAccountId":"${accountId(purchase.customer)}"` : '';
  return `{"saleId":"${purchase.id}","storeId":"${store}","tillId":"${store}-${two(purchase.till)}","soldAt":"${rfc3339(moment.eventMs)}","currency":"GBP","lines":[${lines}],"totalMinor":${purchase.totalMinor}${payment}${loyalty}}`;
}
