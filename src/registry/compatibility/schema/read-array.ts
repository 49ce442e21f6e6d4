// The keywords of arrays, which say the same thing with other words from draft to draft.
import { isModern } from './draft.ts';
import {
  booleanOf,
  countOf,
  fail,
  itemsOf,
  keyword,
  type ObjectPlace,
  type Read,
  schemaAt,
} from './keywords.ts';
import type { ArraySchema } from './schema.ts';

type Items = Pick<ArraySchema, 'allItems' | 'items' | 'permitsAdditionalItems' | 'additionalItems'>;

export function readArray(place: ObjectPlace, read: Read): ArraySchema {
  const modern = isModern(place.document.draft);
  return {
    kind: 'array',
    ...readItems(place, read),
    unevaluatedItems: modern ? schemaAt(place, 'unevaluatedItems', read) : null,
    minItems: countOf(place, 'minItems'),
    maxItems: countOf(place, 'maxItems'),
    uniqueItems: booleanOf(place, 'uniqueItems'),
    ...readContains(place, modern),
  };
}

function readItems(place: ObjectPlace, read: Read): Items {
  const { draft } = place.document;
  const asList = Array.isArray(keyword(place, 'items'));
  if (draft === '2020-12' && asList) fail(place, 'items', 'a schema; a list of schemas is "prefixItems"');
  if (draft === '2020-12' || (draft === '2019-09' && !asList)) return readItemsAfterPrefix(place, read);
  const items = asList ? itemsOf(place, 'items').map(read) : [];
  const allItems = asList ? null : schemaAt(place, 'items', read);
  const rest = keyword(place, 'additionalItems');
  if (typeof rest === 'boolean')
    return { allItems, items, permitsAdditionalItems: rest || allItems !== null, additionalItems: null };
  return {
    allItems,
    items,
    permitsAdditionalItems: true,
    additionalItems: schemaAt(place, 'additionalItems', read),
  };
}

/** `items` after `prefixItems` is what `additionalItems` was; a plain `false` closes the list either way. */
function readItemsAfterPrefix(place: ObjectPlace, read: Read): Items {
  const items = itemsOf(place, 'prefixItems').map(read);
  const rest = keyword(place, 'items');
  const open = { allItems: null, items, permitsAdditionalItems: true, additionalItems: null };
  if (rest === undefined || rest === true) return open;
  if (rest === false) return { ...open, permitsAdditionalItems: false };
  const schema = schemaAt(place, 'items', read);
  return items.length === 0 ? { ...open, allItems: schema } : { ...open, additionalItems: schema };
}

/** `contains` asks for one match at least; older drafts have no counts, and the rules then do not see it. */
function readContains(place: ObjectPlace, modern: boolean): Pick<ArraySchema, 'minContains' | 'maxContains'> {
  if (!modern || keyword(place, 'contains') === undefined) return { minContains: null, maxContains: null };
  return { minContains: countOf(place, 'minContains') ?? 1, maxContains: countOf(place, 'maxContains') };
}
