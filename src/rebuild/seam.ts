// The seam of a lane in a new version of a model: below it events are folded from silver (the base), from it on live (the
// tail). See docs/decisions/gold-rebuild.md. Proven by test/rebuild/.

import type { Model } from '../gold/model.ts';

/** Sequence numbers. `base` and `done` are −1 at the beginning. */
export type Seam = {
  /** The last that the base has claimed. */
  base: number;
  /** The first of the tail; null until a host has come to it. Never changes once it is set. */
  from: number | null;
  /** The last up to which the base is durable. */
  done: number;
};

export type StoredSeam = { seam: Seam; etag: string };

/** Seams by model version and lane name. Each call is one conditional operation. */
export type SeamStore = {
  read(model: Model, lane: string): Promise<StoredSeam | null>;
  create(model: Model, lane: string, seam: Seam): Promise<'created' | 'exists'>;
  replace(model: Model, lane: string, seam: Seam, etag: string): Promise<'replaced' | 'changed'>;
  /** Whether the version holds everything, and was found right. */
  isWhole(model: Model): Promise<boolean>;
  setWhole(model: Model): Promise<void>;
};

/** The first sequence number of the tail: set now, when it was not yet. Null when the lane has no seam. */
export async function openTail(
  store: SeamStore,
  model: Model,
  lane: string,
  first: number,
): Promise<number | null> {
  const seam = await change(store, model, lane, seam =>
    seam.from === null ? { ...seam, from: Math.max(first, seam.base + 1) } : null,
  );
  return seam?.from ?? null;
}

/** Lets the base fold up to `through`, or up to the tail. The answer's `base` says how far. */
export async function claimBase(
  store: SeamStore,
  model: Model,
  lane: string,
  through: number,
): Promise<Seam> {
  await store.create(model, lane, { base: -1, from: null, done: -1 });
  const claimed = await change(store, model, lane, seam => {
    const limit = seam.from === null ? through : Math.min(through, seam.from - 1);
    return limit > seam.base ? { ...seam, base: limit } : null;
  });
  if (!claimed) throw new Error(`the seam of ${lane} is gone`);
  return claimed;
}

/** Says that the base is durable up to `done`. */
export async function finishBase(store: SeamStore, model: Model, lane: string, done: number): Promise<void> {
  await change(store, model, lane, seam => (done > seam.done ? { ...seam, done } : null));
}

/** Applies `next` until it is written or has nothing to change; answers with what is stored then. */
async function change(
  store: SeamStore,
  model: Model,
  lane: string,
  next: (seam: Seam) => Seam | null,
): Promise<Seam | null> {
  for (;;) {
    const stored = await store.read(model, lane);
    const wanted = stored && next(stored.seam);
    if (!stored || !wanted) return stored?.seam ?? null;
    if ((await store.replace(model, lane, wanted, stored.etag)) === 'replaced') return wanted;
  }
}
