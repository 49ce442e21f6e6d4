// The share of each source in the group's day of 50 million events, and where the shares come from.
//
// | source      | share | a day      | what makes them                                                        |
// |-------------|-------|------------|------------------------------------------------------------------------|
// | ecommerce   | 63%   | 31,500,000 | 80% views, 18.5% cart updates, 1.5% orders: 472,500 orders              |
// | pos         |  5%   |  2,500,000 | 97% sales: 2,425,000 baskets of 2.2 lines, 20,200 a store               |
// | payments    |  5%   |  2,500,000 | card baskets 2,425,000 × 80% + 472,500 orders = 2,412,500; the rest     |
// |             |       |            | declined or refunded                                                   |
// | inventory   |  6%   |  3,000,000 | 2,425,000 × 2.2 lines × 30 of 120 stores = 1,333,750; 472,500 × 1.8     |
// |             |       |            | online = 850,500; the rest deliveries, reservations and counts          |
// | loyalty     |  3%   |  1,500,000 | 2,425,000 × 52% = 1,261,000 earned; the rest spent, expired, settled    |
// | warehouse   |  5%   |  2,500,000 | bin picks, moves and goods receipts of three centres                    |
// | fulfilment  |  4%   |  2,000,000 | 472,500 orders × 4 steps = 1,890,000, and wholesale shipments           |
// | promotions  |  3%   |  1,500,000 | an offer used in three baskets out of five                              |
// | pricing     |  3%   |  1,500,000 | 360,000 shelf labels, each re-priced about four times a day             |
// | returns     |  1%   |    500,000 | one for six purchases: much of the online trade is clothes              |
// | customers   |  1%   |    500,000 | visits and consents                                                     |
// | procurement |  1%   |    500,000 | purchase orders and their lines                                         |
//
// 50,000,000 a day is 579 a second. The busiest hour of the year is about five times that: 2,900 a second.

import { makeCustomers } from './customers.ts';
import { makeEcommerce } from './ecommerce.ts';
import { makeFulfilment } from './fulfilment.ts';
import { makeInventory } from './inventory.ts';
import { makeLoyalty } from './loyalty.ts';
import { makePayments } from './payments.ts';
import { makePos } from './pos.ts';
import { makePricing } from './pricing.ts';
import { makeProcurement } from './procurement.ts';
import { makePromotions } from './promotions.ts';
import { makeReturns } from './returns.ts';
import type { MakeSimulator } from './simulator.ts';
import { makeWarehouse } from './warehouse.ts';

export type Encoding = 'cloudevents' | 'debezium';

/** One source of the mix; its hub has its name. */
export interface MixEntry {
  source: string;
  /** Percent of all events. */
  percent: number;
  encoding: Encoding;
  make: MakeSimulator;
}

export const MIX: readonly MixEntry[] = [
  { source: 'ecommerce', percent: 63, encoding: 'cloudevents', make: makeEcommerce },
  { source: 'pos', percent: 5, encoding: 'cloudevents', make: makePos },
  { source: 'payments', percent: 5, encoding: 'cloudevents', make: makePayments },
  { source: 'inventory', percent: 6, encoding: 'debezium', make: makeInventory },
  { source: 'loyalty', percent: 3, encoding: 'debezium', make: makeLoyalty },
  { source: 'warehouse', percent: 5, encoding: 'debezium', make: makeWarehouse },
  { source: 'fulfilment', percent: 4, encoding: 'cloudevents', make: makeFulfilment },
  { source: 'promotions', percent: 3, encoding: 'cloudevents', make: makePromotions },
  { source: 'pricing', percent: 3, encoding: 'debezium', make: makePricing },
  { source: 'returns', percent: 1, encoding: 'cloudevents', make: makeReturns },
  { source: 'customers', percent: 1, encoding: 'debezium', make: makeCustomers },
  { source: 'procurement', percent: 1, encoding: 'debezium', make: makeProcurement },
];

/** @throws when a name is not a source of the mix, naming it */
export function selectSources(names: readonly string[]): readonly MixEntry[] {
  if (names.length === 0) return MIX;
  return names.map(name => {
    const entry = MIX.find(({ source }) => source === name);
    if (!entry) {
      throw new Error(`"${name}" is not a source; there are ${MIX.map(({ source }) => source).join(', ')}`);
    }
    return entry;
  });
}
