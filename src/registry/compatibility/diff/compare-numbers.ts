import type { NumberSchema } from '../schema/schema.ts';
import { compareLimit } from './compare-limits.ts';
import { isMultipleOf } from './decimal.ts';
import { type Finding, found } from './finding.ts';

/**
 * Limits, steps and whole numbers. A limit that becomes exclusive in the words of draft 4 is found too, which
 * Confluent's rules overlook; in later drafts the two limits are keywords of their own and compared one by one.
 */
export function compareNumbers(original: NumberSchema, update: NumberSchema): Finding[] {
  return [
    ...compareLimit('MAXIMUM', 'maximum', original.maximum, update.maximum),
    ...compareLimit('MINIMUM', 'minimum', original.minimum, update.minimum),
    ...compareLimit(
      'EXCLUSIVE_MAXIMUM',
      'exclusiveMaximum',
      original.exclusiveMaximum,
      update.exclusiveMaximum,
    ),
    ...compareLimit(
      'EXCLUSIVE_MINIMUM',
      'exclusiveMinimum',
      original.exclusiveMinimum,
      update.exclusiveMinimum,
    ),
    ...compareExclusiveMarks(original, update),
    ...compareSteps(original.multipleOf, update.multipleOf),
    ...(original.integer === update.integer
      ? []
      : [found(original.integer ? 'TYPE_EXTENDED' : 'TYPE_NARROWED')]),
  ];
}

function compareExclusiveMarks(original: NumberSchema, update: NumberSchema): Finding[] {
  const findings: Finding[] = [];
  if (update.maximumIsExclusive && !original.maximumIsExclusive && original.maximum === update.maximum)
    findings.push(found('EXCLUSIVE_MAXIMUM_ADDED', 'exclusiveMaximum'));
  if (original.maximumIsExclusive && !update.maximumIsExclusive)
    findings.push(found('EXCLUSIVE_MAXIMUM_REMOVED', 'exclusiveMaximum'));
  if (update.minimumIsExclusive && !original.minimumIsExclusive && original.minimum === update.minimum)
    findings.push(found('EXCLUSIVE_MINIMUM_ADDED', 'exclusiveMinimum'));
  if (original.minimumIsExclusive && !update.minimumIsExclusive)
    findings.push(found('EXCLUSIVE_MINIMUM_REMOVED', 'exclusiveMinimum'));
  return findings;
}

function compareSteps(original: number | null, update: number | null): Finding[] {
  if (original === update) return [];
  if (original === null) return [found('MULTIPLE_OF_ADDED', 'multipleOf')];
  if (update === null) return [found('MULTIPLE_OF_REMOVED', 'multipleOf')];
  if (isMultipleOf(update, original)) return [found('MULTIPLE_OF_EXPANDED', 'multipleOf')];
  return [
    found(isMultipleOf(original, update) ? 'MULTIPLE_OF_REDUCED' : 'MULTIPLE_OF_CHANGED', 'multipleOf'),
  ];
}
