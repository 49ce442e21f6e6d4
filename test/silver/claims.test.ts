import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ClaimStore, createClaims } from '../../src/silver/claims.ts';

/** Keeps the port's contract: all of an insert or nothing, and the index of one that is taken. */
function createMemoryClaimStore(fault: () => void = () => {}): ClaimStore {
  const owners = new Map<string, string>();
  return {
    insert: async (bucket, claims) => {
      await new Promise(resolve => setImmediate(resolve));
      fault();
      const taken = claims.findIndex(({ key }) => owners.has(`${bucket} ${key}`));
      if (taken >= 0) return taken;
      for (const { key, owner } of claims) owners.set(`${bucket} ${key}`, owner);
      fault();
      return null;
    },
    owner: async (bucket, key) => owners.get(`${bucket} ${key}`) ?? null,
  };
}

test('the first coordinate to claim an identity owns it, whoever asks and however often', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 40 }), fc.boolean()), {
        maxLength: 120,
      }),
      async asked => {
        const store = createMemoryClaimStore();
        const hosts = [createClaims(store), createClaims(store)];
        const owners = await Promise.all(
          asked.map(([identity, coordinate, host]) =>
            hosts[Number(host)]?.claim('pos', `event ${identity}`, `pos/0/${coordinate}`),
          ),
        );
        const byIdentity = Map.groupBy(
          asked.map(([identity], i) => ({ identity, owner: owners[i] })),
          ({ identity }) => identity,
        );
        for (const claims of byIdentity.values())
          expect(new Set(claims.map(({ owner }) => owner)).size).toBe(1);
        for (const [i, [identity]] of asked.entries())
          expect(
            asked.some(([other, coordinate]) => other === identity && owners[i] === `pos/0/${coordinate}`),
          ).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test('a redelivery of a whole batch owns what it owned', async () => {
  const store = createMemoryClaimStore();
  const claim = (host: ReturnType<typeof createClaims>) =>
    Promise.all(Array.from({ length: 300 }, (_, i) => host.claim('pos', `event ${i}`, `pos/0/${i}`)));
  const first = await claim(createClaims(store));
  expect(await claim(createClaims(store))).toEqual(first);
});

test('a store that fails fails the claims, and claiming again after an ambiguous answer is right', async () => {
  let faults = 2;
  const claims = createClaims(
    createMemoryClaimStore(() => {
      faults -= 1;
      if (faults === 0) throw new Error('connection lost');
    }),
  );
  await expect(claims.claim('pos', 'event', 'pos/0/7')).rejects.toThrow('connection lost');
  expect(await claims.claim('pos', 'event', 'pos/0/7')).toBe('pos/0/7');
  expect(await claims.claim('pos', 'event', 'pos/0/8')).toBe('pos/0/7');
});
