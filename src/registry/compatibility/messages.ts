// What to do about a difference that breaks a reader, in plain words.
import type { BreakingType } from './difference.ts';

/** `{reader}` and `{writer}` are the versions: the one that reads, and the one whose documents it reads. */
const MESSAGES: Readonly<Record<BreakingType, string>> = {
  SCHEMA_ADDED:
    'Only {reader} restricts what is here. Remove the restriction from it, or have it in {writer} too.',
  TYPE_NARROWED:
    '{writer} allows numbers with fractions and {reader} only whole ones. Let {reader} say "number".',
  TYPE_CHANGED:
    'The type in {reader} does not accept what {writer} allows. Keep the type, or widen it to a list or union that has the old one.',
  MAX_LENGTH_ADDED: '{reader} limits the length and {writer} does not. Remove "maxLength" from {reader}.',
  MAX_LENGTH_DECREASED: '{writer} allows longer strings. "maxLength" in {reader} must not be lower.',
  MIN_LENGTH_ADDED:
    '{reader} asks for a least length and {writer} does not. Remove "minLength" from {reader}.',
  MIN_LENGTH_INCREASED: '{writer} allows shorter strings. "minLength" in {reader} must not be higher.',
  PATTERN_ADDED: '{reader} asks for a pattern and {writer} does not. Remove "pattern" from {reader}.',
  PATTERN_CHANGED:
    'Whether strings that match the pattern in {writer} match the one in {reader} cannot be told. Keep the pattern or remove it.',
  MAXIMUM_ADDED: '{reader} has a maximum and {writer} has none. Remove "maximum" from {reader}.',
  MAXIMUM_DECREASED: '{writer} allows higher numbers. "maximum" in {reader} must not be lower.',
  MINIMUM_ADDED: '{reader} has a minimum and {writer} has none. Remove "minimum" from {reader}.',
  MINIMUM_INCREASED: '{writer} allows lower numbers. "minimum" in {reader} must not be higher.',
  EXCLUSIVE_MAXIMUM_ADDED:
    '{reader} excludes a maximum and {writer} does not. Remove "exclusiveMaximum" from {reader}.',
  EXCLUSIVE_MAXIMUM_DECREASED:
    '{writer} allows higher numbers. "exclusiveMaximum" in {reader} must not be lower.',
  EXCLUSIVE_MINIMUM_ADDED:
    '{reader} excludes a minimum and {writer} does not. Remove "exclusiveMinimum" from {reader}.',
  EXCLUSIVE_MINIMUM_INCREASED:
    '{writer} allows lower numbers. "exclusiveMinimum" in {reader} must not be higher.',
  MULTIPLE_OF_ADDED: '{reader} asks for multiples and {writer} does not. Remove "multipleOf" from {reader}.',
  MULTIPLE_OF_EXPANDED:
    '{writer} allows finer steps. "multipleOf" in {writer} must be a multiple of the one in {reader}.',
  MULTIPLE_OF_CHANGED:
    'The steps in {writer} are none of those in {reader}. "multipleOf" in {writer} must be a multiple of the one in {reader}.',
  REQUIRED_ATTRIBUTE_ADDED:
    '{reader} requires a property that {writer} leaves optional. Make it optional, or give it a default.',
  MAX_PROPERTIES_ADDED:
    '{reader} limits the number of properties and {writer} does not. Remove "maxProperties" from {reader}.',
  MAX_PROPERTIES_DECREASED: '{writer} allows more properties. "maxProperties" in {reader} must not be lower.',
  MIN_PROPERTIES_ADDED:
    '{reader} asks for a least number of properties and {writer} does not. Remove "minProperties" from {reader}.',
  MIN_PROPERTIES_INCREASED:
    '{writer} allows fewer properties. "minProperties" in {reader} must not be higher.',
  ADDITIONAL_PROPERTIES_REMOVED:
    '{writer} allows properties that it does not name and {reader} does not. Keep "additionalProperties" as it was.',
  ADDITIONAL_PROPERTIES_NARROWED:
    '{writer} allows any value in properties that it does not name and {reader} does not. Keep "additionalProperties" as it was.',
  UNEVALUATED_PROPERTIES_REMOVED:
    '{writer} allows properties that it does not name and {reader} does not. Keep "unevaluatedProperties" as it was.',
  UNEVALUATED_PROPERTIES_NARROWED:
    '{writer} allows any value in properties that it does not name and {reader} does not. Keep "unevaluatedProperties" as it was.',
  DEPENDENCY_ARRAY_ADDED:
    '{reader} asks for other properties beside this one and {writer} does not. Remove the dependency from {reader}.',
  DEPENDENCY_ARRAY_EXTENDED:
    '{reader} asks for more properties beside this one than {writer}. Remove the new ones.',
  DEPENDENCY_ARRAY_CHANGED:
    '{reader} asks for other properties beside this one than {writer}. Ask for none that {writer} does not ask for.',
  DEPENDENCY_SCHEMA_ADDED:
    '{reader} has a schema for objects with this property and {writer} has none. Remove the dependency from {reader}.',
  REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL:
    'Documents of {writer} may lack this property, or have any value in it. Make it optional, or give it a default, and set "additionalProperties": false before properties are added.',
  REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL:
    'Documents of {writer} may have any value in this property, for its content model is open. Set "additionalProperties": false before properties are added, or use the lenient policy.',
  OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL:
    'Documents of {writer} may have any value in this property, for its content model is open. Set "additionalProperties": false before properties are added, or use the lenient policy.',
  REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL:
    'Documents of {writer} lack this property. Make it optional, or give it a default.',
  PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL:
    'Documents of {writer} may have this property and {reader} does not allow it. Keep the property, or open the content model of {reader}.',
  PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL:
    'Documents of {writer} may have this property, and what {reader} allows in other properties does not cover it. Keep the property, or widen "additionalProperties" or the pattern that it falls under.',
  PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL:
    'What {writer} allows in properties that it does not name does not fit this property of {reader}. Give it a schema that accepts all of that.',
  MAX_ITEMS_ADDED:
    '{reader} limits the number of items and {writer} does not. Remove "maxItems" from {reader}.',
  MAX_ITEMS_DECREASED: '{writer} allows more items. "maxItems" in {reader} must not be lower.',
  MIN_ITEMS_ADDED:
    '{reader} asks for a least number of items and {writer} does not. Remove "minItems" from {reader}.',
  MIN_ITEMS_INCREASED: '{writer} allows fewer items. "minItems" in {reader} must not be higher.',
  MAX_CONTAINS_ADDED:
    '{reader} limits the number of matching items and {writer} does not. Remove "maxContains" from {reader}.',
  MAX_CONTAINS_DECREASED: '{writer} allows more matching items. "maxContains" in {reader} must not be lower.',
  MIN_CONTAINS_ADDED:
    '{reader} asks for matching items and {writer} does not. Remove "contains" from {reader}.',
  MIN_CONTAINS_INCREASED:
    '{writer} allows fewer matching items. "minContains" in {reader} must not be higher.',
  UNIQUE_ITEMS_ADDED:
    '{writer} allows equal items and {reader} does not. Remove "uniqueItems" from {reader}.',
  ADDITIONAL_ITEMS_REMOVED:
    '{writer} allows more items than it describes and {reader} does not. Keep the list open.',
  ADDITIONAL_ITEMS_NARROWED:
    '{writer} allows any value in items that it does not describe and {reader} does not. Keep the list open.',
  UNEVALUATED_ITEMS_REMOVED:
    '{writer} allows more items than it describes and {reader} does not. Keep "unevaluatedItems" as it was.',
  UNEVALUATED_ITEMS_NARROWED:
    '{writer} allows any value in items that it does not describe and {reader} does not. Keep "unevaluatedItems" as it was.',
  ITEM_ADDED_TO_OPEN_CONTENT_MODEL:
    'Documents of {writer} may have any value in this item, for its list is open. Close the list before items are added to it.',
  ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL:
    'Documents of {writer} may have this item and {reader} does not allow it. Keep the item, or open the list of {reader}.',
  ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL:
    'Documents of {writer} may have this item, and what {reader} allows in further items does not cover it. Keep the item, or widen the schema of further items.',
  ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL:
    'What {writer} allows in further items does not fit this item of {reader}. Give it a schema that accepts all of that.',
  ENUM_ARRAY_NARROWED: '{writer} allows values that {reader} does not list. Keep them in {reader}.',
  ENUM_ARRAY_CHANGED: '{writer} allows values that {reader} does not. Allow them in {reader} too.',
  COMBINED_TYPE_CHANGED:
    '{reader} combines schemas in a stricter way than {writer}. Keep the keyword, or use "anyOf".',
  COMBINED_TYPE_SUBSCHEMAS_CHANGED:
    'For some subschema of {writer} there is none in {reader} that accepts what it does. Change subschemas one by one, each as any schema may be changed.',
  PRODUCT_TYPE_EXTENDED: '{reader} asks for more schemas to hold at once than {writer}. Remove the new ones.',
  SUM_TYPE_NARROWED: '{writer} offers more choices than {reader}. Keep them in {reader}.',
  NOT_TYPE_EXTENDED: '{reader} excludes values that {writer} does not. Exclude no more than {writer} does.',
};

export function messageOf(type: BreakingType, reader: string, writer: string): string {
  const message = MESSAGES[type].replaceAll('{reader}', reader).replaceAll('{writer}', writer);
  return message.charAt(0).toUpperCase() + message.slice(1);
}
