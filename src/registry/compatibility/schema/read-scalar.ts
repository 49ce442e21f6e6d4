// The keywords of strings and numbers.
import type { Draft } from './draft.ts';
import { booleanOf, countOf, fail, keyword, numberOf, type ObjectPlace, stringOf } from './keywords.ts';
import type { NumberSchema, StringSchema } from './schema.ts';

/** A format is an annotation: it takes no part in the rules. */
export function readString(place: ObjectPlace): StringSchema {
  return {
    kind: 'string',
    minLength: countOf(place, 'minLength'),
    maxLength: countOf(place, 'maxLength'),
    pattern: stringOf(place, 'pattern') ?? null,
  };
}

export function readNumber(place: ObjectPlace, integer: boolean): NumberSchema {
  const multipleOf = numberOf(place, 'multipleOf');
  if (multipleOf !== null && multipleOf <= 0) fail(place, 'multipleOf', 'greater than 0');
  return {
    kind: 'number',
    integer,
    minimum: numberOf(place, 'minimum'),
    maximum: numberOf(place, 'maximum'),
    multipleOf,
    ...readExclusiveLimits(place, place.document.draft),
  };
}

function readExclusiveLimits(place: ObjectPlace, draft: Draft) {
  if (draft === 'draft-04')
    return {
      minimumIsExclusive: booleanOf(place, 'exclusiveMinimum') && keyword(place, 'minimum') !== undefined,
      maximumIsExclusive: booleanOf(place, 'exclusiveMaximum') && keyword(place, 'maximum') !== undefined,
      exclusiveMinimum: null,
      exclusiveMaximum: null,
    };
  return {
    minimumIsExclusive: false,
    maximumIsExclusive: false,
    exclusiveMinimum: numberOf(place, 'exclusiveMinimum'),
    exclusiveMaximum: numberOf(place, 'exclusiveMaximum'),
  };
}
