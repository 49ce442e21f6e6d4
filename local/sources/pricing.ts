// Pricing (MySQL): shelf prices by store; one statement re-prices up to five SKUs of a store, so that its
// changes share a binlog position and differ by row.
import { changeLog, type Op } from './change-log.ts';
import { rfc3339 } from './clock-text.ts';
import { mysql } from './dialects.ts';
import { priceMinor, skuId, storeId } from './identifiers.ts';
import type { MakeSimulator } from './simulator.ts';
import { type Change, transactional } from './transactions.ts';
import { SKUS, STORES } from './world.ts';

const REASONS = ['list', 'promotion', 'markdown', 'competitor_match'] as const;
const REDUCTIONS = [1, 0.8, 0.5, 0.95] as const;
const QUARTER_HOUR_MS = 900_000;
const ROWS = STORES * SKUS;

export const makePricing: MakeSimulator = ({ world, rng, startMs }) => {
  const log = changeLog('pricing', mysql('pricing', startMs, rng));
  // 0: not yet published, 1: live, 2: deleted.
  const seen = new Uint8Array(ROWS);
  const reason = new Uint8Array(ROWS);
  const updatedMs = new Float64Array(ROWS);

  const text = (row: number, key: string, list: number): string => {
    const why = reason[row] ?? 0;
    const price = Math.max(1, Math.floor(list * (REDUCTIONS[why] ?? 1)));
    const updated = updatedMs[row] ?? 0;
    const validFrom = Math.ceil((updated + 1) / QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
    return `{${key},"price_minor":${price},"was_price_minor":${price < list ? list : null},"currency":"GBP","reason":"${REASONS[why]}","valid_from":"${rfc3339(validFrom)}","updated_at":"${rfc3339(updated)}"}`;
  };
  const reprice =
    (store: number, sku: number, why: number, remove: boolean): Change =>
    moment => {
      const row = store * SKUS + sku;
      const shop = storeId(world, store);
      const item = skuId(world, sku);
      const list = priceMinor(world, sku);
      const key = `"store_id":"${shop}","sku":"${item}"`;
      const before = seen[row] === 1 ? text(row, key, list) : null;
      const op: Op = before === null ? (seen[row] === 0 ? 'r' : 'c') : remove ? 'd' : 'u';
      seen[row] = op === 'd' ? 2 : 1;
      if (op !== 'd') {
        // An update always changes the reason, and with it the price.
        reason[row] = op === 'u' && reason[row] === why ? (why + 1) % REASONS.length : why;
        updatedMs[row] = moment.eventMs;
      }
      const after = op === 'd' ? null : text(row, key, list);
      return log.change('price', `${shop}:${item}`, op, before, after, moment);
    };
  const plan = (): Change[] => {
    const store = world.anyStore(rng);
    const first = world.popularSku(rng);
    const why = rng.below(REASONS.length);
    const remove = rng.chance(0.02);
    const count = remove ? 1 : 1 + rng.below(5);
    return Array.from({ length: count }, (_, i) => reprice(store, (first + i) % SKUS, why, remove));
  };
  return transactional(log, { price: ['store_id', 'sku'] }, plan);
};
