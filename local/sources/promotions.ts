// Promotions: offers go live (1%) and are used in baskets (99%).
import { rfc3339 } from './clock-text.ts';
import { cloudEvents, kind } from './cloud-events.ts';
import { placeId, priceMinor, promotionId, skuId } from './identifiers.ts';
import { oneOf } from './random.ts';
import type { Draft, MakeSimulator, Moment } from './simulator.ts';

const ACTIVATED = kind('promotions', 'activated', 'promotions_activated');
const REDEEMED = kind('promotions', 'redeemed', 'promotions_redeemed');
const MECHANICS = ['percent_off', 'multi_buy', 'money_off', 'voucher'] as const;
const CATEGORIES = [
  'GRO',
  'FRE',
  'BEV',
  'WIN',
  'HOM',
  'FAS',
  'KID',
  'BTY',
  'PHA',
  'ELE',
  'GAR',
  'TOY',
] as const;
const PROMOTIONS = 400;
const DAY_MS = 86_400_000;

export const makePromotions: MakeSimulator = ({ world, rng, run, journal }) => {
  const events = cloudEvents('promo', run);
  let count = 0;

  const activate = (moment: Moment): Draft => {
    const id = promotionId(rng.below(PROMOTIONS));
    const percent = 5 * (1 + rng.below(10));
    const category = oneOf(rng, CATEGORIES);
    const data = `{"promotionId":"${id}","name":"${percent}% off ${category}","mechanic":"${oneOf(rng, MECHANICS)}","discountPercent":${percent},"activatedAt":"${rfc3339(moment.eventMs)}","endsAt":"${rfc3339(moment.eventMs + (1 + rng.below(21)) * DAY_MS)}","categories":["${category}"]}`;
    return events.event(ACTIVATED, '/promotions/planner', id, data, moment);
  };
  const redeem = (moment: Moment): Draft => {
    const sale = journal.unredeemed.shift();
    const line = sale?.lines[0] ?? { sku: world.popularSku(rng), quantity: 1, discountMinor: 0 };
    const id = promotionId(Math.floor(PROMOTIONS * rng.next() ** 2));
    const discount = line.discountMinor || Math.ceil(line.quantity * priceMinor(world, line.sku) * 0.1);
    const origin = sale ? `"saleId":"${sale.id}"` : `"orderId":"O${run}-P${count}"`;
    const voucher = rng.chance(0.15)
      ? `,"voucherCode":"${rng
          .below(36 ** 8)
          .toString(36)
          .toUpperCase()
          .padStart(8, '0')}"`
      : '';
    const data = `{"redemptionId":"D${run}-${++count}","promotionId":"${id}","storeId":"${placeId(world, sale?.store ?? -1)}",${origin},"sku":"${skuId(world, line.sku)}","quantity":${line.quantity},"discountMinor":${discount},"currency":"GBP","redeemedAt":"${rfc3339(moment.eventMs)}"${voucher}}`;
    return events.event(REDEEMED, '/promotions/engine', id, data, moment);
  };
  return {
    next: moment => (rng.chance(0.01) ? activate(moment) : redeem(moment)),
    renew: events.renew,
  };
};
