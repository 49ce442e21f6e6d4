import type { StringSchema } from '../schema/schema.ts';
import { compareLimit } from './compare-limits.ts';
import { type Finding, found } from './finding.ts';

/** Lengths and patterns. Patterns are texts: whether one includes the other is not decided. */
export function compareStrings(original: StringSchema, update: StringSchema): Finding[] {
  return [
    ...compareLimit('MAX_LENGTH', 'maxLength', original.maxLength, update.maxLength),
    ...compareLimit('MIN_LENGTH', 'minLength', original.minLength, update.minLength),
    ...comparePatterns(original.pattern, update.pattern),
  ];
}

function comparePatterns(original: string | null, update: string | null): Finding[] {
  if (original === update) return [];
  if (original === null) return [found('PATTERN_ADDED', 'pattern')];
  return [found(update === null ? 'PATTERN_REMOVED' : 'PATTERN_CHANGED', 'pattern')];
}
