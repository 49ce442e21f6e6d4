// Claims that change hands: of events that were silver and are refused since. Nothing live does this; work on the past does,
// and only to claims that are still held by whom it says (docs/decisions/refine-again.md).

import { type BucketsOf, type Claim, type Claims, placeOf } from './claims.ts';

export type ClaimTransferStore = {
  /** Gives the claim to `to`, if `from` holds it. The owner then; null when nobody holds it. */
  replace(bucket: string, key: string, from: string, to: string): Promise<string | null>;
  /** Removes those of the claims that are held by the owner they name. */
  remove(bucket: string, claims: readonly Claim[]): Promise<void>;
};

export type ClaimTransfers = {
  /** Gives `from`'s claim to `to`. The coordinate that owns the identity then. */
  move(hub: string, identity: string, from: string, to: string): Promise<string>;
  /** Gives up what each owner still holds. */
  release(hub: string, held: readonly { identity: string; owner: string }[]): Promise<void>;
};

export function createClaimTransfers(
  store: ClaimTransferStore,
  claims: Claims,
  bucketsOf: BucketsOf = () => 1,
): ClaimTransfers {
  return {
    move: async (hub, identity, from, to) => {
      const { bucket, key } = placeOf(hub, identity, bucketsOf);
      return (await store.replace(bucket, key, from, to)) ?? claims.claim(hub, identity, to);
    },
    release: async (hub, held) => {
      const placed = held.map(({ identity, owner }) => ({ ...placeOf(hub, identity, bucketsOf), owner }));
      for (const [bucket, inBucket] of Map.groupBy(placed, ({ bucket }) => bucket))
        await store.remove(bucket, inBucket);
    },
  };
}
