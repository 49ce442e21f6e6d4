// Names of the fields of a plan's aggregates, for each window of a document.

import { createFields, type Fields } from './aggregates/fields.ts';
import type { FoldPlan } from './compiler/plan.ts';
import { fieldName } from './document.ts';

/** Made at the first use of a slot, and kept: a document has a bounded number of windows. */
export function fieldsBySlot({
  aggregates,
}: Pick<FoldPlan, 'aggregates'>): (slot: number) => readonly Fields[] {
  const known: Fields[][] = [];
  return slot => {
    let fields = known[slot];
    if (!fields) {
      fields = aggregates.map(({ field }) => createFields(fieldName(slot, field)));
      known[slot] = fields;
    }
    return fields;
  };
}
