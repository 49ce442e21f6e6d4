// Items by place and items alike, in open, closed and partially open lists.
import type { Json } from '../../../../src/json.ts';
import { integer, number, type Rule, rule, string } from './rule.ts';

const list = (more: object): Json => ({ type: 'array', ...more });

// biome-ignore format: one rule a line
export const arrayRules: readonly Rule[] = [
  rule('items get a schema', list({}), list({ items: string }), 'breaking', 'SCHEMA_ADDED #/items'),
  rule('items lose their schema', list({ items: string }), list({}), 'compatible', 'SCHEMA_REMOVED #/items'),
  rule('items change their type', list({ items: string }), list({ items: number }), 'breaking', 'TYPE_CHANGED #/items'),
  rule('items widen', list({ items: integer }), list({ items: number }), 'compatible', 'TYPE_EXTENDED #/items'),
  rule('items of items narrow', list({ items: list({ items: number }) }), list({ items: list({ items: integer }) }), 'breaking', 'TYPE_NARROWED #/items/items'),
  rule('maxItems is added', list({}), list({ maxItems: 2 }), 'breaking', 'MAX_ITEMS_ADDED #/maxItems'),
  rule('maxItems is raised', list({ maxItems: 2 }), list({ maxItems: 3 }), 'compatible', 'MAX_ITEMS_INCREASED #/maxItems'),
  rule('maxItems is lowered', list({ maxItems: 3 }), list({ maxItems: 2 }), 'breaking', 'MAX_ITEMS_DECREASED #/maxItems'),
  rule('maxItems is removed', list({ maxItems: 3 }), list({}), 'compatible', 'MAX_ITEMS_REMOVED #/maxItems'),
  rule('minItems is added', list({}), list({ minItems: 2 }), 'breaking', 'MIN_ITEMS_ADDED #/minItems'),
  rule('minItems is raised', list({ minItems: 2 }), list({ minItems: 3 }), 'breaking', 'MIN_ITEMS_INCREASED #/minItems'),
  rule('minItems is lowered', list({ minItems: 3 }), list({ minItems: 2 }), 'compatible', 'MIN_ITEMS_DECREASED #/minItems'),
  rule('minItems is removed', list({ minItems: 3 }), list({}), 'compatible', 'MIN_ITEMS_REMOVED #/minItems'),
  rule('items must be unique', list({}), list({ uniqueItems: true }), 'breaking', 'UNIQUE_ITEMS_ADDED #/uniqueItems'),
  rule('items need not be unique', list({ uniqueItems: true }), list({}), 'compatible', 'UNIQUE_ITEMS_REMOVED #/uniqueItems'),
  rule('uniqueItems: false is the default', list({}), list({ uniqueItems: false }), 'compatible'),
  rule('what is contained changes, which is not compared', list({ contains: string }), list({ contains: number }), 'compatible'),
];

/** Builds a list with first items and a schema, or true or false, for the rest: in each draft's words. */
export type Tuple = (items: readonly Json[], rest?: Json) => Json;

export function tupleRules(tuple: Tuple): readonly Rule[] {
  // biome-ignore format: one rule a line
  return [
    rule('an item changes its type', tuple([string]), tuple([number]), 'breaking', 'TYPE_CHANGED #/items/0'),
    rule('an item widens', tuple([string, integer]), tuple([string, number]), 'compatible', 'TYPE_EXTENDED #/items/1'),
    rule('open: an item is added', tuple([string]), tuple([string, number]), 'breaking', 'ITEM_ADDED_TO_OPEN_CONTENT_MODEL #/items/1'),
    rule('open: an item that may be anything is added', tuple([string], true), tuple([string, true], true), 'compatible', 'ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL #/items/1'),
    rule('open: items are removed', tuple([string, number]), { type: 'array' }, 'compatible', 'ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL #/items/0', 'ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL #/items/1'),
    rule('closed: an item is added', tuple([string], false), tuple([string, number], false), 'compatible', 'ITEM_ADDED_TO_CLOSED_CONTENT_MODEL #/items/1'),
    rule('closed: an item that is false is added', tuple([string], false), tuple([string, false], false), 'compatible', 'ITEM_ADDED_TO_CLOSED_CONTENT_MODEL #/items/1'),
    rule('closed: an item is removed', tuple([string, number], false), tuple([string], false), 'breaking', 'ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL #/items/1'),
    rule('closed: an item that is false is removed', tuple([string, false], false), tuple([string], false), 'compatible', 'ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL #/items/1'),
    rule('closed: an item is added and the list is opened', tuple([string], false), tuple([string, number], true), 'compatible', 'ITEM_ADDED_TO_CLOSED_CONTENT_MODEL #/items/1', 'ADDITIONAL_ITEMS_ADDED #/additionalItems'),
    rule('closed: an item is removed and the list is opened', tuple([string, number], false), tuple([string], true), 'compatible', 'ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL #/items/1', 'ADDITIONAL_ITEMS_ADDED #/additionalItems'),
    rule('closed: an item becomes one of the rest', tuple([string, number], false), tuple([string], number), 'compatible', 'ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/items/1', 'ADDITIONAL_ITEMS_ADDED #/additionalItems'),
    rule('partially open: a covered item is added', tuple([string], number), tuple([string, number], number), 'compatible', 'ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/items/1'),
    rule('partially open: an item of another type is added', tuple([string], string), tuple([string, number], string), 'breaking', 'TYPE_CHANGED #/items/1', 'ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/items/1'),
    rule('partially open: a covered item is removed', tuple([string, integer], number), tuple([string], number), 'compatible', 'TYPE_EXTENDED #/items/1', 'ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/items/1'),
    rule('partially open: an item of another type is removed', tuple([string, number], string), tuple([string], string), 'breaking', 'TYPE_CHANGED #/items/1', 'ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/items/1'),
    rule('the list is closed', tuple([string]), tuple([string], false), 'breaking', 'ADDITIONAL_ITEMS_REMOVED #/additionalItems'),
    rule('the list is opened', tuple([string], false), tuple([string]), 'compatible', 'ADDITIONAL_ITEMS_ADDED #/additionalItems'),
    rule('the rest gets a schema', tuple([string]), tuple([string], number), 'breaking', 'ADDITIONAL_ITEMS_NARROWED #/additionalItems'),
    rule('the rest loses its schema', tuple([string], number), tuple([string]), 'compatible', 'ADDITIONAL_ITEMS_EXTENDED #/additionalItems'),
    rule('the schema of the rest changes', tuple([string], number), tuple([string], string), 'breaking', 'TYPE_CHANGED #/additionalItems'),
  ];
}

/** From 2019-09 on. */
// biome-ignore format: one rule a line
export const modernArrayRules: readonly Rule[] = [
  rule('no items are allowed', list({ items: true }), list({ items: false }), 'breaking', 'ADDITIONAL_ITEMS_REMOVED #/additionalItems'),
  rule('something must be contained', list({}), list({ contains: string }), 'breaking', 'MIN_CONTAINS_ADDED #/minContains'),
  rule('nothing need be contained', list({ contains: string, maxContains: 2 }), list({}), 'compatible', 'MAX_CONTAINS_REMOVED #/maxContains', 'MIN_CONTAINS_REMOVED #/minContains'),
  rule('more must be contained', list({ contains: string }), list({ contains: string, minContains: 2 }), 'breaking', 'MIN_CONTAINS_INCREASED #/minContains'),
  rule('less must be contained', list({ contains: string, minContains: 2 }), list({ contains: string, minContains: 0 }), 'compatible', 'MIN_CONTAINS_DECREASED #/minContains'),
  rule('only so much may be contained', list({ contains: string }), list({ contains: string, maxContains: 2 }), 'breaking', 'MAX_CONTAINS_ADDED #/maxContains'),
  rule('less may be contained', list({ contains: string, maxContains: 2 }), list({ contains: string, maxContains: 1 }), 'breaking', 'MAX_CONTAINS_DECREASED #/maxContains'),
  rule('more may be contained', list({ contains: string, maxContains: 1 }), list({ contains: string, maxContains: 2 }), 'compatible', 'MAX_CONTAINS_INCREASED #/maxContains'),
  rule('unevaluated items are forbidden', list({}), list({ unevaluatedItems: false }), 'breaking', 'UNEVALUATED_ITEMS_REMOVED #/unevaluatedItems'),
  rule('unevaluated items are allowed', list({ unevaluatedItems: false }), list({}), 'compatible', 'UNEVALUATED_ITEMS_ADDED #/unevaluatedItems'),
  rule('unevaluated items get a schema', list({}), list({ unevaluatedItems: string }), 'breaking', 'UNEVALUATED_ITEMS_NARROWED #/unevaluatedItems'),
  rule('unevaluated items lose their schema', list({ unevaluatedItems: string }), list({}), 'compatible', 'UNEVALUATED_ITEMS_EXTENDED #/unevaluatedItems'),
];

/** `items` after `prefixItems` and beside `unevaluatedItems`, in 2020-12. */
// biome-ignore format: one rule a line
export const prefixItemRules: readonly Rule[] = [
  rule('closed to the unevaluated: an item is added', list({ prefixItems: [string], unevaluatedItems: false }), list({ prefixItems: [string, number], unevaluatedItems: false }), 'compatible', 'ITEM_ADDED_TO_CLOSED_CONTENT_MODEL #/items/1'),
  rule('partially open to the unevaluated: a covered item is removed', list({ prefixItems: [string, number], unevaluatedItems: number }), list({ prefixItems: [string], unevaluatedItems: number }), 'compatible', 'ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/items/1'),
  rule('partially open to the unevaluated: an item of another type is removed', list({ prefixItems: [string, number], unevaluatedItems: string }), list({ prefixItems: [string], unevaluatedItems: string }), 'breaking', 'TYPE_CHANGED #/items/1', 'ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL #/items/1'),
  rule('additionalItems is a word of older drafts and says nothing', list({ prefixItems: [string] }), list({ prefixItems: [string], additionalItems: false }), 'compatible'),
];

/** Up to draft 7. */
// biome-ignore format: one rule a line
export const legacyArrayRules: readonly Rule[] = [
  rule('no items are allowed', list({ items: true }), list({ items: false }), 'breaking', 'TYPE_CHANGED #/items'),
  rule('additionalItems without a list of items still counts', { additionalItems: true }, { additionalItems: false }, 'breaking', 'ADDITIONAL_ITEMS_REMOVED #/additionalItems'),
  rule('additionalItems beside one schema for all items says nothing', list({ items: string }), list({ items: string, additionalItems: false }), 'compatible'),
  rule('something must be contained, which is not compared', list({}), list({ contains: string }), 'compatible'),
  rule('prefixItems is a word of 2020-12 and says nothing', list({}), list({ prefixItems: [string] }), 'compatible'),
];
