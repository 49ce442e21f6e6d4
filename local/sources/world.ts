// The retail world that all simulators share: stores, SKUs with prices and popularity, customers with their
// cards and loyalty accounts. It is a function of the seed alone.
import { type Random, random } from './random.ts';
import { type Weighted, weighted, zipf } from './weighted.ts';

export const STORES = 120;
export const SKUS = 3_000;
export const CUSTOMERS = 200_000;
/** Stock location that online orders are served from. */
export const ONLINE_STOCK = STORES;
export const PROGRAMMES = ['everyday', 'fuel', 'home', 'wine'] as const;

/** Category prefix of its SKUs, share of the range in percent, median price in pence, merchant category code. */
const CATEGORIES = [
  ['GRO', 24, 180],
  ['FRE', 14, 240],
  ['BEV', 9, 210],
  ['WIN', 5, 950],
  ['HOM', 12, 1400],
  ['FAS', 12, 2200],
  ['KID', 5, 1500],
  ['BTY', 7, 650],
  ['PHA', 5, 420],
  ['ELE', 3, 8900],
  ['GAR', 2, 1900],
  ['TOY', 2, 1600],
] as const;

/** One store; minutes are of the day, in UTC. */
export interface Store {
  id: string;
  tills: number;
  opens: number;
  closes: number;
}

export interface Sku {
  id: string;
  category: string;
  /** Shelf price in pence, VAT included. */
  priceMinor: number;
}

export interface World {
  stores: readonly Store[];
  skus: readonly Sku[];
  /** A store that is open at this minute of the day, the bigger the likelier. */
  openStore(rng: Random, minuteOfDay: number): number;
  /** Any store. */
  anyStore(rng: Random): number;
  /** A SKU by popularity (Zipf). */
  popularSku(rng: Random): number;
  /** A customer, regulars likelier; customer i has card i and loyalty account i. */
  customer(rng: Random): number;
}

function makeStores(rng: Random): { stores: Store[]; anyStore: Weighted; nightStores: number[] } {
  const stores: Store[] = [];
  const sizes: number[] = [];
  for (let i = 0; i < STORES; i++) {
    const size = 0.4 + 3 * rng.next() ** 3;
    const allNight = i % 10 === 0;
    const opens = allNight ? 0 : 360 + 30 * rng.below(7);
    const closes = allNight ? 1440 : 1140 + 30 * rng.below(9);
    stores.push({ id: String(101 + i).padStart(4, '0'), tills: Math.round(4 + size * 6), opens, closes });
    sizes.push(size);
  }
  return {
    stores,
    anyStore: weighted(sizes),
    nightStores: stores.flatMap((s, i) => (s.opens === 0 ? [i] : [])),
  };
}

function makeSkus(rng: Random): Sku[] {
  const category = weighted(CATEGORIES.map(([, share]) => share));
  return Array.from({ length: SKUS }, (_, i) => {
    const [prefix, , median] = CATEGORIES[category(rng)] ?? CATEGORIES[0];
    const spread = Math.exp((rng.next() + rng.next() + rng.next() - 1.5) * 1.2);
    // Prices end in 0, 5 or 9 as on British shelves.
    const price = Math.max(25, Math.round((median * spread) / 5) * 5);
    const priceMinor = price > 300 && rng.chance(0.6) ? price - (price % 10) + 9 : price;
    return { id: `${prefix}-${String(100_000 + i)}`, category: prefix, priceMinor };
  });
}

/** Makes the world of a seed (about 5 ms). */
export function makeWorld(seed: number): World {
  const rng = random(seed, 'world');
  const { stores, anyStore, nightStores } = makeStores(rng);
  const skus = makeSkus(rng);
  const popularSku = zipf(SKUS, 0.9);
  const isOpen = (i: number, minute: number): boolean => {
    const store = stores[i];
    return store !== undefined && store.opens <= minute && minute < store.closes;
  };
  return {
    stores,
    skus,
    anyStore,
    popularSku,
    openStore: (draw, minute) => {
      for (let attempt = 0; attempt < 4; attempt++) {
        const i = anyStore(draw);
        if (isOpen(i, minute)) return i;
      }
      return nightStores[draw.below(nightStores.length)] ?? 0;
    },
    // u^1.5 gives the busiest hundredth of the customers about a twentieth of the visits.
    customer: draw => Math.floor(CUSTOMERS * draw.next() ** 1.5),
  };
}
