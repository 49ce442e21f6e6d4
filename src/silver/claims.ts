// Who was first: the identity of each event is claimed together with its coordinate. Claimed by the same coordinate
// is a redelivery, claimed by another a duplicate; a crash between the claim and what follows loses nothing.
//
// Claims are committed in groups: while one transaction of a bucket is on its way, the claims of all lanes of this
// process gather for the next, so the cost per event falls as the rate grows and no timer adds to the latency.

import { hash } from 'node:crypto';

/** `key` stands for the identity; `owner` is the coordinate that claims it, as formatCoordinate writes it. */
export type Claim = { key: string; owner: string };

/** All operations of one bucket see each other; at most `maxClaimsPerInsert` in one insert. */
export type ClaimStore = {
  /** All or none: resolves to null when all are inserted, else to the index of one whose key is taken. */
  insert(bucket: string, claims: readonly Claim[]): Promise<number | null>;
  owner(bucket: string, key: string): Promise<string | null>;
};

export type Claims = {
  /** The coordinate that owns the identity: `owner` itself, unless another came first. */
  claim(hub: string, identity: string, owner: string): Promise<string>;
};

/** Looks without claiming. */
export type ClaimLookup = {
  /** Null when nobody has claimed the identity. */
  ownerOf(hub: string, identity: string): Promise<string | null>;
};

/** An entity group transaction takes 100 operations. */
export const maxClaimsPerInsert = 100;

/**
 * How many buckets a hub's claims are spread over. Table storage serves some 2,000 entities a second and partition key,
 * and a transaction stays within one; the number can never change, or known identities would be looked for elsewhere.
 */
export type BucketsOf = (hub: string) => number;

/** After so many clashes in one transaction it is taken for a redelivery, and every claim is looked up. */
const clashesBeforeLookup = 3;

type Pending = Claim & { resolve: (owner: string) => void; reject: (reason: unknown) => void };

export function createClaims(store: ClaimStore, bucketsOf: BucketsOf = () => 1): Claims & ClaimLookup {
  const queues = new Map<string, Pending[]>();
  const inFlight = new Map<string, Promise<string>>();

  async function drain(bucket: string, queue: Pending[]): Promise<void> {
    while (queue.length > 0) {
      const group = queue.splice(0, maxClaimsPerInsert);
      try {
        await settleGroup(store, bucket, group);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    queues.delete(bucket);
  }

  function enqueue(bucket: string, claim: Claim): Promise<string> {
    return new Promise((resolve, reject) => {
      const queue = queues.get(bucket);
      if (queue) {
        queue.push({ ...claim, resolve, reject });
        return;
      }
      const started: Pending[] = [{ ...claim, resolve, reject }];
      queues.set(bucket, started);
      // The rest of the batch that is being claimed joins the first transaction.
      queueMicrotask(() => void drain(bucket, started));
    });
  }

  return {
    ownerOf: (hub, identity) => {
      const { bucket, key } = placeOf(hub, identity, bucketsOf);
      return store.owner(bucket, key);
    },
    claim: (hub, identity, owner) => {
      const { bucket, key } = placeOf(hub, identity, bucketsOf);
      const name = `${bucket} ${key}`;
      const sameKey = inFlight.get(name);
      if (sameKey) return sameKey;
      const owned = enqueue(bucket, { key, owner }).finally(() => inFlight.delete(name));
      inFlight.set(name, owned);
      return owned;
    },
  };
}

/** Where the claim of an identity is. */
export function placeOf(
  hub: string,
  identity: string,
  bucketsOf: BucketsOf,
): { bucket: string; key: string } {
  const key = hash('sha256', identity, 'base64url').slice(0, 27);
  return { bucket: `${hub}-${bucketIndex(key, bucketsOf(hub))}`, key };
}

async function settleGroup(store: ClaimStore, bucket: string, group: readonly Pending[]): Promise<void> {
  let left = [...group];
  for (let clashes = 0; left.length > 0; clashes++) {
    if (clashes === clashesBeforeLookup) left = await lookUpTaken(store, bucket, left);
    if (left.length === 0) return;
    const taken = await store.insert(bucket, left);
    if (taken === null) {
      for (const { resolve, owner } of left) resolve(owner);
      return;
    }
    const [clash] = left.splice(taken, 1);
    if (!clash) throw new RangeError(`the claim store named operation ${taken} of ${left.length}`);
    const owner = await store.owner(bucket, clash.key);
    if (owner === null) left.push(clash);
    else clash.resolve(owner);
  }
}

/** Settles the claims whose keys are taken, and returns the others. */
async function lookUpTaken(store: ClaimStore, bucket: string, group: readonly Pending[]): Promise<Pending[]> {
  const owners = await Promise.all(group.map(({ key }) => store.owner(bucket, key)));
  return group.filter((pending, i) => {
    const owner = owners[i] ?? null;
    if (owner !== null) pending.resolve(owner);
    return owner === null;
  });
}

/** By one character of the key: 64 values, spread evenly. */
function bucketIndex(key: string, buckets: number): number {
  return buckets === 1 ? 0 : key.charCodeAt(key.length - 2) % buckets;
}
