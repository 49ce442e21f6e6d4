// Loyalty (PostgreSQL): points earned by sales, and points redeemed or expired together with the account's
// balance in one transaction. Balances are settled at redemption, so earning changes one row only.
import { changeLog, type Op } from './change-log.ts';
import { rfc3339 } from './clock-text.ts';
import { postgres } from './dialects.ts';
import { accountId, placeId, programme } from './identifiers.ts';
import { oneOf } from './random.ts';
import type { MakeSimulator } from './simulator.ts';
import { type Change, transactional } from './transactions.ts';
import { CUSTOMERS } from './world.ts';

const TIERS = ['bronze', 'silver', 'gold'] as const;
const POINTS_TO_SPEND = [100, 200, 250, 500, 1000] as const;

/** One point per pound; at least one. */
const pointsFor = (totalMinor: number): number => Math.max(1, Math.floor(totalMinor / 100));

export const makeLoyalty: MakeSimulator = ({ world, journal, rng, run, startMs }) => {
  const log = changeLog('loyalty', postgres('loyalty', startMs, rng));
  // 0: not yet published, 1: live, 2: erased.
  const seen = new Uint8Array(CUSTOMERS);
  const balance = new Int32Array(CUSTOMERS);
  const updatedMs = new Float64Array(CUSTOMERS);
  let count = 0;

  const points =
    (customer: number, kind: string, amount: number, place: string | null): Change =>
    moment => {
      const id = `T${run}-${++count}`;
      const store = place === null ? 'null' : `"${place}"`;
      const row = `{"transaction_id":"${id}","account_id":"${accountId(customer)}","programme":"${programme(customer)}","kind":"${kind}","points":${amount},"store_id":${store},"occurred_at":"${rfc3339(moment.eventMs)}"}`;
      return log.change('points_transaction', id, 'c', null, row, moment);
    };
  const accountText = (customer: number): string => {
    const held = balance[customer] ?? 0;
    return `{"account_id":"${accountId(customer)}","programme":"${programme(customer)}","tier":"${TIERS[held < 800 ? 0 : held < 1600 ? 1 : 2]}","points_balance":${held},"status":"active","updated_at":"${rfc3339(updatedMs[customer] ?? 0)}"}`;
  };
  const settle =
    (customer: number, amount: number): Change =>
    moment => {
      const live = seen[customer] === 1;
      const before = live ? accountText(customer) : null;
      const erase = live && rng.chance(0.01);
      const op: Op = erase ? 'd' : live ? 'u' : seen[customer] === 0 && customer % 3 !== 0 ? 'r' : 'c';
      const held = live ? (balance[customer] ?? 0) : 500 + rng.below(2000);
      seen[customer] = erase ? 2 : 1;
      if (!erase) {
        // Points earned since the last settlement come in here, before those that go.
        balance[customer] = Math.max(0, held + rng.below(2 * amount + 1) - amount);
        updatedMs[customer] = moment.eventMs;
      }
      const after = erase ? null : accountText(customer);
      return log.change('account', accountId(customer), op, before, after, moment);
    };
  const spend = (): Change[] => {
    const customer = world.customer(rng);
    const amount = oneOf(rng, POINTS_TO_SPEND);
    const expired = rng.chance(0.2);
    const place = expired ? null : placeId(world, rng.chance(0.2) ? -1 : world.anyStore(rng));
    return [points(customer, expired ? 'expire' : 'redeem', amount, place), settle(customer, amount)];
  };
  const plan = (): Change[] => {
    const purchase = rng.chance(0.95) ? journal.unearned.shift() : undefined;
    if (!purchase) return spend();
    const place = placeId(world, purchase.store);
    return [points(purchase.customer, 'earn', pointsFor(purchase.totalMinor), place)];
  };
  return transactional(log, { account: ['account_id'], points_transaction: ['transaction_id'] }, plan);
};
