// Card payments: one authorisation for each basket or order that was paid by card, some declined, some
// refunded. The card's token is the partition key.
import { rfc3339 } from './clock-text.ts';
import { cloudEvents, kind } from './cloud-events.ts';
import { cardToken, placeId } from './identifiers.ts';
import { type Purchase, recall } from './journal.ts';
import { oneOf } from './random.ts';
import type { Draft, MakeSimulator, Moment } from './simulator.ts';

const AUTHORISED = kind('payments', 'authorised', 'payments_authorised');
const DECLINED = kind('payments', 'declined', 'payments_declined');
const REFUNDED = kind('payments', 'refunded', 'payments_refunded');
const DECLINE_REASONS = [
  'insufficient_funds',
  'do_not_honour',
  'suspected_fraud',
  'expired_card',
  'incorrect_pin',
] as const;
const REFUND_REASONS = ['return', 'cancelled_order', 'goodwill'] as const;
/** British contactless payments end at 100 pounds. */
const CONTACTLESS_LIMIT_MINOR = 10_000;

export const makePayments: MakeSimulator = ({ world, rng, run, journal }) => {
  const events = cloudEvents('pay', run);
  let count = 0;

  const terminal = ({ store, till }: Purchase): string =>
    store < 0 ? '' : `"terminalId":"${placeId(world, store)}-T${till < 10 ? `0${till}` : till}",`;
  const entryMode = ({ store, totalMinor }: Purchase): string => {
    if (store < 0) return 'ecommerce';
    if (totalMinor > CONTACTLESS_LIMIT_MINOR) return rng.chance(0.3) ? 'mobile_wallet' : 'chip';
    return rng.chance(0.6) ? 'contactless' : rng.chance(0.6) ? 'mobile_wallet' : 'chip';
  };
  const common = (purchase: Purchase, time: string, moment: Moment): string =>
    `"cardToken":"${cardToken(purchase.customer)}","storeId":"${placeId(world, purchase.store)}",${terminal(purchase)}"amountMinor":${purchase.totalMinor},"currency":"GBP","${time}":"${rfc3339(moment.eventMs)}"`;
  const read = (purchase: Purchase): string =>
    `"entryMode":"${entryMode(purchase)}","merchantCategory":"${purchase.store < 0 ? '5964' : '5311'}"`;
  const send = (what: typeof AUTHORISED, purchase: Purchase, data: string, moment: Moment): Draft =>
    events.event(what, '/payments/acquirer', cardToken(purchase.customer), data, moment);

  const stranger = (): Purchase => ({
    id: '',
    store: rng.chance(0.2) ? -1 : world.anyStore(rng),
    till: 1 + rng.below(8),
    customer: world.customer(rng),
    totalMinor: 100 + rng.below(20_000),
    paymentId: '',
    lines: [],
  });
  const decline = (moment: Moment): Draft => {
    const purchase = stranger();
    const data = `{"paymentId":"PD${run}-${++count}",${common(purchase, 'declinedAt', moment)},${read(purchase)},"reason":"${oneOf(rng, DECLINE_REASONS)}"}`;
    return send(DECLINED, purchase, data, moment);
  };
  const refund = (purchase: Purchase, moment: Moment): Draft => {
    const data = `{"refundId":"PR${run}-${++count}","paymentId":"${purchase.paymentId}",${common(purchase, 'refundedAt', moment)},"reason":"${oneOf(rng, REFUND_REASONS)}"}`;
    return send(REFUNDED, purchase, data, moment);
  };
  const authorise = (purchase: Purchase, moment: Moment): Draft => {
    const code = rng
      .below(36 ** 6)
      .toString(36)
      .toUpperCase()
      .padStart(6, '0');
    const data = `{"paymentId":"${purchase.paymentId}",${common(purchase, 'authorisedAt', moment)},${read(purchase)},"authorisationCode":"${code}"}`;
    return send(AUTHORISED, purchase, data, moment);
  };
  return {
    next: moment => {
      const dice = rng.next();
      if (dice < 0.02) return decline(moment);
      const returned = dice < 0.025 ? recall(journal, rng, () => true) : undefined;
      if (returned) return refund(returned, moment);
      const purchase = journal.unpaid.shift();
      if (purchase) return authorise(purchase, moment);
      // Nothing is waiting to be paid: the till's own retry of an earlier decline, or a sale of another system.
      if (dice < 0.2) return decline(moment);
      return authorise({ ...stranger(), paymentId: `PX${run}-${++count}` }, moment);
    },
    renew: events.renew,
  };
};
