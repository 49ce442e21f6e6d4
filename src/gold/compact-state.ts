// Bounds the state of a document whose aggregates could grow with their values.

import type { State } from './aggregates/state.ts';
import type { Model } from './model.ts';
import { filledSlots } from './read-state.ts';

/** A state of fewer fields has nothing to bound; and where a state should hold little, one of fewer than the second. */
const smallState = 1_024;
const littleState = 16;

/** A document that may grow is replaced, and bounded, at each so-manieth write; the others are patches. */
const writesPerReplacement = 256;

export function canCompact({ plan }: Model): boolean {
  return plan.aggregates.some(({ aggregate }) => aggregate.compact !== undefined);
}

/** Whether a document that had so many writes by this process is now to be replaced. */
export function isReplaced(model: Model, writes: number): boolean {
  return canCompact(model) && writes % (holdsLittle(model) ? littleState / 2 : writesPerReplacement) === 0;
}

/** Then even the first write of a process is a replacement: nobody knows what those before it have left. */
export function holdsLittle({ plan }: Model): boolean {
  return plan.aggregates.some(({ aggregate }) => aggregate.holdsLittle);
}

export function compactState(model: Model, state: State): void {
  const small = holdsLittle(model) ? littleState : smallState;
  if (!canCompact(model) || Object.keys(state).length <= small) return;
  for (const slot of filledSlots(state)) {
    const fields = model.fieldsOf(slot);
    for (const [i, { aggregate }] of model.plan.aggregates.entries()) {
      const place = fields[i];
      if (place) aggregate.compact?.(state, place);
    }
  }
}
