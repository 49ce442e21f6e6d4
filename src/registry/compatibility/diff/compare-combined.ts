// Sums (`oneOf`, `anyOf`) and products (`allOf`) of schemas.
import type { CombinedSchema } from '../schema/schema.ts';
import type { Comparison } from './comparison.ts';
import { type Finding, found, under } from './finding.ts';
import { maximumMatching } from './maximum-matching.ts';

/**
 * Each subschema of the smaller side must find one of its own on the other that it is compatible with. Subschemas of
 * the larger side that are left over widen a sum and narrow a product, or the other way round.
 */
export function compareCombined(
  run: Comparison,
  original: CombinedSchema,
  update: CombinedSchema,
): Finding[] {
  const criteria = compareCriteria(original, update);
  if (criteria.some(({ type }) => type === 'COMBINED_TYPE_CHANGED')) return criteria;
  return [...criteria, ...compareSizes(original, update), ...compareSubschemas(run, original, update)];
}

/** `anyOf` accepts what any criterion accepts; with a single subschema all three are one. */
function compareCriteria(original: CombinedSchema, update: CombinedSchema): Finding[] {
  if (original.criterion === update.criterion) return [];
  const one = ({ subschemas }: CombinedSchema) => subschemas.length === 1;
  const extended =
    update.criterion === 'anyOf' ||
    (one(original) && (one(update) || update.criterion === 'oneOf')) ||
    (one(update) && original.criterion === 'allOf');
  return [found(extended ? 'COMBINED_TYPE_EXTENDED' : 'COMBINED_TYPE_CHANGED')];
}

function compareSizes(original: CombinedSchema, update: CombinedSchema): Finding[] {
  const growth = update.distinct.length - original.distinct.length;
  if (growth > 0)
    return [found(update.criterion === 'allOf' ? 'PRODUCT_TYPE_EXTENDED' : 'SUM_TYPE_EXTENDED')];
  if (growth < 0)
    return [found(original.criterion === 'allOf' ? 'PRODUCT_TYPE_NARROWED' : 'SUM_TYPE_NARROWED')];
  return [];
}

function compareSubschemas(run: Comparison, original: CombinedSchema, update: CombinedSchema): Finding[] {
  const matching = maximumMatching(
    original.distinct.map(before => update.distinct.map(after => run.accepts(before, after))),
  );
  const matched = matching.flatMap(([before, after]) =>
    under(
      [original.criterion, String(before)],
      run.compare(original.distinct[before] ?? null, update.distinct[after] ?? null),
    ),
  );
  const wanted = Math.min(original.distinct.length, update.distinct.length);
  return matching.length < wanted ? [...matched, found('COMBINED_TYPE_SUBSCHEMAS_CHANGED')] : matched;
}
