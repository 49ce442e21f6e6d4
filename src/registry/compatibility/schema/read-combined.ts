// Sums and products of schemas: `oneOf`, `anyOf`, `allOf`, lists of types, and keywords side by side.
import { canonical } from './canonical.ts';
import { isModern } from './draft.ts';
import { itemsOf, type ObjectPlace, type Read } from './keywords.ts';
import type { CombinedSchema, Criterion, Schema } from './schema.ts';

export function readCombined(at: ObjectPlace, criterion: Criterion, read: Read): CombinedSchema {
  const places = itemsOf(at, criterion);
  const subschemas = places.map(read);
  const whole = combined(
    criterion,
    subschemas,
    places.map(place => canonical(place.value)),
  );
  return criterion === 'allOf' && isModern(at.document.draft) ? flattened(whole) : whole;
}

/** A product inside `allOf` is as good as its factors. */
function flattened(whole: CombinedSchema): CombinedSchema {
  const factors = (schemas: readonly Schema[]) =>
    schemas.flatMap(schema =>
      schema.kind === 'combined' && schema.synthetic ? schema.subschemas : [schema],
    );
  return { ...whole, subschemas: factors(whole.subschemas), distinct: factors(whole.distinct) };
}

/** Keywords of several kinds side by side. */
export function productOf(parts: readonly Schema[]): CombinedSchema {
  return { kind: 'combined', criterion: 'allOf', synthetic: true, subschemas: parts, distinct: parts };
}

/** Subschemas with the same text are one. */
export function combined(
  criterion: Criterion,
  subschemas: readonly Schema[],
  texts: readonly string[],
): CombinedSchema {
  const distinct = subschemas.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
  return { kind: 'combined', criterion, synthetic: false, subschemas, distinct };
}
