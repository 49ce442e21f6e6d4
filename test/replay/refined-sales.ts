// What is sold in refined shops, by a strict rule and a lax one, and what must hold of silver, quarantine, the ledger and the
// claims afterwards.

import { afterEach, expect } from 'vitest';
import { placeOf } from '../../src/silver/claims.ts';
import { openRefinedShop, type Sale, shopSource } from './refined-shop.ts';

type Shop = ReturnType<typeof openRefinedShop>;

/** Opens shops, which are closed after each test. To be called once in a test file. */
export function refinedShops(): typeof openRefinedShop {
  const shops: Shop[] = [];
  afterEach(() => {
    for (const shop of shops.splice(0)) shop.close();
  });
  return (...args) => {
    const shop = openRefinedShop(...args);
    shops.push(shop);
    return shop;
  };
}

export const strict = shopSource(10);
export const lax = shopSource(100);

let ids = 0;
export const sale = (units: number, id = `sale-${++ids}`): Sale => ({ id, units, sku: `sku ${units % 3}` });

/** What must hold whatever the order of things was: told from what was sent, without a part of the product. */
export async function expectWhole(shop: Shop, maxUnits: number): Promise<void> {
  const isValid = ({ body }: { body: Uint8Array }) => {
    const text = Buffer.from(body).toString();
    return text.startsWith('{') && (JSON.parse(text) as Sale).units <= maxUnits;
  };
  const events = [...shop.sent].flatMap(([p, sent]) =>
    sent.map(event => ({ p, s: event.sequenceNumber, event })),
  );
  const refused = events.filter(({ event }) => !isValid(event)).map(({ p, s }) => `${p}/${s}`);
  const quarantine = (await shop.quarantine()).map(({ p, s }) => `${p}/${s}`);
  expect(quarantine.sort()).toEqual(refused.sort());
  const silver = await shop.silver();
  const bodies = new Map(events.map(({ p, s, event }) => [`${p}/${s}`, Buffer.from(event.body).toString()]));
  for (const { p, s, units } of silver)
    expect((JSON.parse(bodies.get(`${p}/${s}`) ?? '{}') as Sale).units).toBe(Number(units));
  const valid = new Set(
    events
      .filter(({ event }) => isValid(event))
      .map(({ event }) => JSON.parse(String(Buffer.from(event.body))).id),
  );
  expect(silver.map(({ identity }) => String(identity)).sort()).toEqual(
    [...valid].map(id => `sale ${id}`).sort(),
  );
  const entries = (await shop.ledger.read()).map(({ entry }) => entry);
  for (const { partitionId, counts, silverThrough } of entries) {
    const of = (rows: Record<string, unknown>[]) => rows.filter(({ p }) => p === partitionId).length;
    const [inSilver, inQuarantine] = [of(silver), of(await shop.quarantine())];
    const duplicate = silverThrough + 1 - inSilver - inQuarantine;
    expect(counts).toMatchObject({ silver: inSilver, quarantined: inQuarantine, duplicate });
  }
  for (const { p, s, identity } of silver) {
    const { bucket, key } = placeOf('shop', String(identity), () => 1);
    expect(shop.claimed.owners.get(`${bucket} ${key}`)).toBe(`shop/${p}/${s}`);
  }
  expect(await shop.leftovers()).toEqual([]);
  expect(entries.filter(({ refining }) => refining !== undefined)).toEqual([]);
}

/** Sales of which some are too many for the strict rule, some for both, and some come twice. */
function mixed(count: number, lane: number): (Sale | { raw: string })[] {
  const made: (Sale | { raw: string })[] = [];
  for (let i = 0; i < count; i += 1) {
    if (i % 17 === 5) made.push({ raw: 'no JSON' });
    else if (i % 13 === 4) made.push(made.findLast(one => 'id' in one) ?? sale(1));
    // A mended one of the same identity: what comes of it depends on which of both is valid.
    else if (i % 11 === 7) made.push(sale(3, `mended-${lane}-${i}`), sale(50, `mended-${lane}-${i}`));
    else if (i % 11 === 8) made.push(sale(50, `worse-${lane}-${i}`), sale(3, `worse-${lane}-${i}`));
    else made.push(sale([1, 7, 25, 90, 300][i % 5] ?? 1));
  }
  return made;
}

export async function fill(shop: Shop): Promise<void> {
  await shop.receive('0', mixed(60, 0));
  await shop.receive('1', mixed(45, 1));
  await shop.receive('0', mixed(50, 2));
}
