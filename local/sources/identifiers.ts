// How the world's things are named on the wire; the patterns are those of the catalog's schemas.
import { ONLINE_STOCK, PROGRAMMES, type World } from './world.ts';

const eight = (n: number): string => String(100_000_000 + n).slice(1);

export const customerId = (customer: number): string => `C${eight(customer)}`;
export const accountId = (customer: number): string => `L${eight(customer)}`;
export const programme = (customer: number): string =>
  PROGRAMMES[customer % PROGRAMMES.length] ?? PROGRAMMES[0];
export const staffId = (n: number): string => `E${String(100_000 + n).slice(1)}`;
export const promotionId = (n: number): string => `PR${String(100_000 + n).slice(1)}`;
export const centreId = (n: number): string => `DC0${n + 1}`;

/** A token that stands for the customer's card: 12 base-36 digits, different for every customer. */
export function cardToken(customer: number): string {
  const scrambled = Math.imul(customer + 1, 0x9e3779b1) >>> 0;
  return `tok_${scrambled.toString(36).padStart(7, '0')}${customer.toString(36).padStart(5, '0')}`;
}

export function storeId(world: World, store: number): string {
  return store === ONLINE_STOCK ? '0900' : (world.stores[store]?.id ?? '0101');
}

/** Store number, or "online" when there is none (-1). */
export const placeId = (world: World, store: number): string =>
  store < 0 ? 'online' : storeId(world, store);

export const skuId = (world: World, sku: number): string => world.skus[sku]?.id ?? 'GRO-100000';
export const priceMinor = (world: World, sku: number): number => world.skus[sku]?.priceMinor ?? 100;
