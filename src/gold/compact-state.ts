// Bounds the state of a document whose aggregates could grow with their values.

import type { State } from './aggregates/state.ts';
import type { Model } from './model.ts';
import { filledSlots } from './read-state.ts';

/** A state of fewer fields has nothing to bound. */
const smallState = 1_024;

export function canCompact({ plan }: Model): boolean {
  return plan.aggregates.some(({ aggregate }) => aggregate.compact !== undefined);
}

export function compactState(model: Model, state: State): void {
  if (!canCompact(model) || Object.keys(state).length <= smallState) return;
  for (const slot of filledSlots(state)) {
    const fields = model.fieldsOf(slot);
    for (const [i, { aggregate }] of model.plan.aggregates.entries()) {
      const place = fields[i];
      if (place) aggregate.compact?.(state, place);
    }
  }
}
