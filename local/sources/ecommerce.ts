// The web shop: product views (80%), cart updates (18.5%) and orders (1.5%) of some 500 sessions at a time.
import { rfc3339 } from './clock-text.ts';
import { cloudEvents, kind } from './cloud-events.ts';
import { customerId, priceMinor, skuId } from './identifiers.ts';
import { type Purchase, remember } from './journal.ts';
import { fillBasket, totalMinor } from './pos.ts';
import { oneOf, type Random } from './random.ts';
import type { Draft, MakeSimulator, Moment, Setting } from './simulator.ts';
import type { World } from './world.ts';

/** Share of orders among the shop's events, and lines in an order, on average. */
export const ORDER_SHARE = 0.015;
export const MEAN_ORDER_LINES = 1.8;
const CART_SHARE = 0.185;
const SESSIONS = 512;

const VIEWED = kind('ecommerce', 'product_viewed', 'ecommerce_product_view');
const CART = kind('ecommerce', 'cart_updated', 'ecommerce_cart_update');
const ORDERED = kind('ecommerce', 'order_placed', 'ecommerce_order');
const CHANNELS = ['app', 'web', 'web', 'app', 'click_and_collect'] as const;
const REFERRERS = ['search', 'category', 'recommendation', 'campaign', 'direct'] as const;

interface Session {
  id: string;
  cartId: string;
  customer: number;
  signedIn: boolean;
  channel: string;
}

function openSession({ world, rng, run }: Setting, count: number): Session {
  const half = (): string => rng.below(0x1_0000_0000).toString(16).padStart(8, '0');
  return {
    id: half() + half(),
    cartId: `K${run}-${count}`,
    customer: world.customer(rng),
    signedIn: rng.chance(0.4),
    channel: oneOf(rng, CHANNELS),
  };
}

const customerMember = (session: Session): string =>
  session.signedIn ? `"customerId":"${customerId(session.customer)}",` : '';

function viewText(world: World, rng: Random, session: Session, viewId: string, moment: Moment): string {
  const sku = world.popularSku(rng);
  return `{"viewId":"${viewId}","sessionId":"${session.id}",${customerMember(session)}"sku":"${skuId(world, sku)}","viewedAt":"${rfc3339(moment.eventMs)}","channel":"${session.channel}","referrer":"${oneOf(rng, REFERRERS)}","currency":"GBP","priceMinor":${priceMinor(world, sku)}}`;
}

function cartText(world: World, rng: Random, session: Session, moment: Moment): string {
  const sku = world.popularSku(rng);
  const dice = rng.next();
  const action = dice < 0.7 ? 'add' : dice < 0.85 ? 'change' : 'remove';
  const quantity = action === 'remove' ? 0 : 1 + rng.below(action === 'add' ? 2 : 5);
  return `{"cartId":"${session.cartId}","sessionId":"${session.id}",${customerMember(session)}"updatedAt":"${rfc3339(moment.eventMs)}","channel":"${session.channel}","action":"${action}","sku":"${skuId(world, sku)}","quantity":${quantity},"unitPriceMinor":${priceMinor(world, sku)},"currency":"GBP"}`;
}

function orderText(world: World, order: Purchase, channel: string, moment: Moment): string {
  let lines = '';
  let number = 0;
  for (const { sku, quantity } of order.lines) {
    const price = priceMinor(world, sku);
    lines += `${number === 0 ? '' : ','}{"lineNumber":${++number},"sku":"${skuId(world, sku)}","quantity":${quantity},"unitPriceMinor":${price},"amountMinor":${quantity * price}}`;
  }
  return `{"orderId":"${order.id}","customerId":"${customerId(order.customer)}","placedAt":"${rfc3339(moment.eventMs)}","channel":"${channel}","currency":"GBP","lines":[${lines}],"totalMinor":${order.totalMinor},"paymentId":"${order.paymentId}"}`;
}

/** Events of a session share the session's partition key, orders have the customer's. */
export const makeEcommerce: MakeSimulator = setting => {
  const { world, rng, run, journal } = setting;
  const events = cloudEvents('web', run);
  let count = 0;
  const sessions = Array.from({ length: SESSIONS }, () => openSession(setting, ++count));

  const order = (session: Session, moment: Moment): Draft => {
    const number = ++count;
    const lines = fillBasket(world, rng, MEAN_ORDER_LINES, false);
    const purchase: Purchase = {
      id: `O${run}-${number}`,
      store: -1,
      till: 0,
      customer: session.customer,
      totalMinor: totalMinor(world, lines),
      paymentId: `PO${run}-${number}`,
      lines,
    };
    remember(journal, purchase);
    journal.unpaid.push(purchase);
    journal.unstocked.push(purchase);
    journal.unshipped.push(purchase);
    const data = orderText(world, purchase, session.channel, moment);
    return events.event(ORDERED, '/ecommerce/orders', customerId(session.customer), data, moment);
  };
  return {
    next: moment => {
      const slot = rng.below(SESSIONS);
      const session = sessions[slot] ?? openSession(setting, ++count);
      const dice = rng.next();
      const ordered = dice < ORDER_SHARE;
      // A visit ends with an order, or after some 30 events.
      if (ordered || rng.chance(1 / 30)) sessions[slot] = openSession(setting, ++count);
      if (ordered) return order(session, moment);
      if (dice < ORDER_SHARE + CART_SHARE) {
        return events.event(
          CART,
          '/ecommerce/carts',
          session.id,
          cartText(world, rng, session, moment),
          moment,
        );
      }
      const data = viewText(world, rng, session, `W${run}-${++count}`, moment);
      return events.event(VIEWED, '/ecommerce/views', session.id, data, moment);
    },
    renew: events.renew,
  };
};
