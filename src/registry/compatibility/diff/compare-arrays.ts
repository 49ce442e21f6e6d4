import type { ArraySchema, Schema } from '../schema/schema.ts';
import { compareLimit } from './compare-limits.ts';
import { compareUnevaluated } from './compare-unevaluated.ts';
import type { Comparison } from './comparison.ts';
import { type Finding, found, under } from './finding.ts';

/** Items, then limits. What an item contains is not compared, only how often it must be there. */
export function compareArrays(run: Comparison, original: ArraySchema, update: ArraySchema): Finding[] {
  return [
    ...under(['items'], run.compare(original.allItems, update.allItems)),
    ...compareTuples(run, original, update),
    ...under(['additionalItems'], compareAdditional(run, original, update)),
    ...compareUnevaluated(run, 'ITEMS', original.unevaluatedItems, update.unevaluatedItems),
    ...compareLimit('MAX_ITEMS', 'maxItems', original.maxItems, update.maxItems),
    ...compareLimit('MIN_ITEMS', 'minItems', original.minItems, update.minItems),
    ...compareUniqueness(original, update),
    ...compareLimit('MAX_CONTAINS', 'maxContains', original.maxContains, update.maxContains),
    ...compareLimit('MIN_CONTAINS', 'minContains', original.minContains, update.minContains),
  ];
}

function compareTuples(run: Comparison, original: ArraySchema, update: ArraySchema): Finding[] {
  const length = Math.max(original.items.length, update.items.length);
  return Array.from({ length }, (_, index) => {
    const before = original.items[index];
    const after = update.items[index];
    if (before === undefined) return after === undefined ? [] : compareAdded(run, original, after);
    return after === undefined ? compareRemoved(run, before, update) : run.compare(before, after);
  }).flatMap((findings, index) => under(['items', String(index)], findings));
}

/** Only the content model of the update decides: an item that is no longer described must still be admitted. */
function compareRemoved(run: Comparison, before: Schema, update: ArraySchema): readonly Finding[] {
  if (isOpen(update)) return [found('ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL')];
  const covering = coveringSchema(update);
  if (covering !== null) {
    const covered = run.accepts(before, covering) ? 'IS' : 'NOT';
    const findings = run.compare(before, covering);
    return [...findings, found(`ITEM_REMOVED_${covered}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL`)];
  }
  const never = before.kind === 'nothing';
  return [
    found(
      never ? 'ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL' : 'ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL',
    ),
  ];
}

/** Only the content model of the original decides: what it admitted at this place must fit the new schema. */
function compareAdded(run: Comparison, original: ArraySchema, after: Schema): readonly Finding[] {
  if (isOpen(original)) {
    const harmless = after.kind === 'anything';
    return [
      found(
        harmless ? 'ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL' : 'ITEM_ADDED_TO_OPEN_CONTENT_MODEL',
      ),
    ];
  }
  const covering = coveringSchema(original);
  if (covering === null) return [found('ITEM_ADDED_TO_CLOSED_CONTENT_MODEL')];
  const covered = run.accepts(covering, after) ? 'IS' : 'NOT';
  const findings = run.compare(covering, after);
  return [...findings, found(`ITEM_ADDED_${covered}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL`)];
}

function isOpen({ permitsAdditionalItems, additionalItems, unevaluatedItems }: ArraySchema): boolean {
  const evaluatedOnly = unevaluatedItems !== null && unevaluatedItems.kind !== 'anything';
  return permitsAdditionalItems && additionalItems === null && !evaluatedOnly;
}

/** The schema for items without one of their own, in a model that is neither open nor closed. */
function coveringSchema({
  permitsAdditionalItems,
  additionalItems,
  unevaluatedItems,
}: ArraySchema): Schema | null {
  if (additionalItems !== null) return additionalItems;
  return permitsAdditionalItems && unevaluatedItems?.kind !== 'nothing' ? unevaluatedItems : null;
}

function compareAdditional(run: Comparison, original: ArraySchema, update: ArraySchema): readonly Finding[] {
  if (original.permitsAdditionalItems !== update.permitsAdditionalItems)
    return [found(update.permitsAdditionalItems ? 'ADDITIONAL_ITEMS_ADDED' : 'ADDITIONAL_ITEMS_REMOVED')];
  if (original.additionalItems === null && update.additionalItems !== null)
    return [found('ADDITIONAL_ITEMS_NARROWED')];
  if (original.additionalItems !== null && update.additionalItems === null)
    return [found('ADDITIONAL_ITEMS_EXTENDED')];
  return run.compare(original.additionalItems, update.additionalItems);
}

function compareUniqueness(original: ArraySchema, update: ArraySchema): Finding[] {
  if (original.uniqueItems === update.uniqueItems) return [];
  return [found(update.uniqueItems ? 'UNIQUE_ITEMS_ADDED' : 'UNIQUE_ITEMS_REMOVED', 'uniqueItems')];
}
