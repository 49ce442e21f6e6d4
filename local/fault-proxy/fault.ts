// What can be wrong with a service, as its clients see it.

export type Fault =
  | { kind: 'none' }
  /** Nobody is there: connections are reset, new ones at once. */
  | { kind: 'down' }
  /** Connections that there are, and new ones, are never heard of again, also when the fault is over. */
  | { kind: 'silent' }
  /** Every answer comes this much later. */
  | { kind: 'slow'; delayMs: number }
  /** This share of the requests, from 0 to 1, is refused as the service refuses them when it is busy. */
  | { kind: 'throttling'; share: number };

/** `seed` makes the same requests be refused, in the order in which they come. */
export function refusals(seed: number): (share: number) => boolean {
  let state = seed >>> 0;
  return share => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296 < share;
  };
}
